"""What is said of each fault in a catalogue of facts: what is wrong, and what to do."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.values.text import Text


def _said(nl: str, en: str, do_nl: str, do_en: str) -> tuple[Text, Text]:
    return Text(nl, en), Text(do_nl, do_en)


WORDING: Final = {
    # --- the form of a field ---
    "expected_word": _said(
        "Hier hoort één waarde te staan, geen lijst en geen velden.",
        "A single value is expected here, not a list and not fields.",
        "Schrijf de waarde direct achter de dubbele punt.",
        "Write the value directly after the colon.",
    ),
    "expected_list": _said(
        "Hier hoort een lijst te staan.",
        "A list is expected here.",
        "Zet de waarde tussen [ en ].",
        "Put the value between [ and ].",
    ),
    "expected_fields": _said(
        "Hier horen velden te staan.",
        "Fields are expected here.",
        "Schrijf 'naam: waarde'.",
        "Write 'name: value'.",
    ),
    "missing_value": _said(
        "Hier staat geen waarde.",
        "There is no value here.",
        "Vul haar in, of haal het veld weg.",
        "Fill it in, or remove the field.",
    ),
    "missing_field": _said(
        "Het veld '{name}' ontbreekt.", "The field '{name}' is missing.", "Voeg het toe.", "Add it."
    ),
    "unknown_field": _said(
        "Het veld '{name}' bestaat hier niet.",
        "There is no field '{name}' here.",
        "Haal het weg, of verbeter de naam.",
        "Remove it, or correct the name.",
    ),
    "too_long": _said(
        "Deze tekst heeft {length} tekens; ten hoogste {most} is toegestaan.",
        "This text has {length} characters; at most {most} are allowed.",
        "Zeg het korter.",
        "Say it in fewer words.",
    ),
    "bad_id": _said(
        "'{name}' is geen goede naam.",
        "'{name}' is not a proper name.",
        "Gebruik kleine letters, cijfers en _, te beginnen met een letter, ten hoogste 60 tekens.",
        "Use small letters, digits and _, beginning with a letter, at most 60 characters.",
    ),
    "twice": _said(
        "'{name}' staat er twee keer.", "'{name}' is there twice.", "Laat er een staan.", "Keep one of them."
    ),
    # --- names that must exist ---
    "unknown_type": _said(
        "Het type '{name}' bestaat niet.", "There is no type '{name}'.", "Verbeter het type.", "Correct it."
    ),
    "unknown_subject": _said(
        "Er is geen onderwerp '{name}' waar een feit over kan gaan.",
        "There is no subject '{name}' that a fact can be about.",
        "Verbeter de naam, of schrijf het onder 'subjects'.",
        "Correct the name, or write it under 'subjects'.",
    ),
    "unknown_profession": _said(
        "Er is geen beroep '{name}'.",
        "There is no profession '{name}'.",
        "Kies een beroep dat er is, of voeg het toe onder 'professions'.",
        "Choose a profession there is, or add it under 'professions'.",
    ),
    "unknown_source": _said(
        "De bron '{name}' is niet bekend.",
        "The source '{name}' is not known.",
        "Verbeter de naam, of schrijf haar onder 'sources'.",
        "Correct the name, or write it under 'sources'.",
    ),
    "unknown_dimension": _said(
        "De dimensie '{name}' is niet bekend.",
        "The dimension '{name}' is not known.",
        "Verbeter de naam, of schrijf haar onder 'dimensions'.",
        "Correct the name, or write it under 'dimensions'.",
    ),
    "unknown_list": _said(
        "De lijst '{name}' is hier niet bekend.",
        "The list '{name}' is not known here.",
        "Schrijf de keuzes zelf, als 'naam: {{nl: ..., en: ...}}'.",
        "Write the choices yourself, as 'name: {{nl: ..., en: ...}}'.",
    ),
    "unknown_fixed": _said(
        "'{name}' kan hier niet.",
        "'{name}' is not possible here.",
        "Schrijf past (vast zodra het jaar voorbij is), of een reden: {{nl: ..., en: ...}}.",
        "Write past (fixed once the year is over), or a reason: {{nl: ..., en: ...}}.",
    ),
    "unknown_yes": _said("'{name}' kan hier niet.", "'{name}' is not possible here.", "", ""),
    "unknown_placeholder": _said(
        "Tussen accolades staat '{name}'; dat valt hier niet in te vullen.",
        "'{name}' stands in braces; that cannot be filled in here.",
        "Kies uit: {known}.",
        "Choose from: {known}.",
    ),
    "missing_placeholder": _said(
        "De zin noemt {{{name}}} niet; dan lijken de vragen voor elke {name} gelijk.",
        "The sentence does not name {{{name}}}; the questions for every {name} would look the same.",
        "Zet {{{name}}} in de zin.",
        "Put {{{name}}} in the sentence.",
    ),
    "bad_braces": _said(
        "De accolades in deze zin kloppen niet.",
        "The braces in this sentence do not match.",
        "Schrijf een in te vullen woord als {{subject}}, zonder iets erbij.",
        "Write a word to be filled in as {{subject}}, with nothing added.",
    ),
    # --- what does not go together ---
    "no_options": _said(
        "Een feit van het type choice heeft minstens twee keuzes nodig.",
        "A fact of type choice needs at least two choices.",
        "Schrijf ze onder 'options'.",
        "Write them under 'options'.",
    ),
    "options_not_fitting": _said(
        "Alleen een feit van het type choice heeft keuzes.",
        "Only a fact of type choice has choices.",
        "Haal 'options' weg, of kies het type choice.",
        "Remove 'options', or choose the type choice.",
    ),
    "absent_not_fitting": _said(
        "Alleen bij een ja/nee-feit kan 'niet vermeld' een nee zijn.",
        "Only for a yes/no fact can 'not listed' be a no.",
        "Haal 'absent' weg, of kies het type yes_no.",
        "Remove 'absent', or choose the type yes_no.",
    ),
    "past_without_year": _said(
        "'past' kan alleen bij een feit per jaar.",
        "'past' is possible only for a fact per year.",
        "Zet jaar onder 'per', of schrijf een reden: {{nl: ..., en: ...}}.",
        "Put jaar under 'per', or write a reason: {{nl: ..., en: ...}}.",
    ),
    "rises_not_fitting": _said(
        "'rises_with' kan alleen bij een getal, en met een van de getallen onder 'per'.",
        "'rises_with' is possible only for a number, with one of the numbers under 'per'.",
        "Haal 'rises_with' weg, of verbeter de naam.",
        "Remove 'rises_with', or correct the name.",
    ),
    "hours_not_fitting": _said(
        "Openingstijden zijn van een locatie, per dag.",
        "Opening hours are of a location, per day.",
        "Schrijf 'about: locatie' en 'per: [dag]', of kies een ander type.",
        "Write 'about: locatie' and 'per: [dag]', or choose another type.",
    ),
    "dimension_form": _said(
        "Een dimensie heeft een lijst 'options', of een 'type' (year of whole) als zij uit getallen bestaat.",
        "A dimension has 'options', or a 'type' (year or whole) when it consists of numbers.",
        "Schrijf een van de twee.",
        "Write one of both.",
    ),
    "numbers_have_no_options": _said(
        "De dimensie '{name}' bestaat uit getallen; daar zijn geen opties aan toe te voegen.",
        "The dimension '{name}' consists of numbers; options cannot be added to it.",
        "Maak een eigen dimensie.",
        "Make a dimension of your own.",
    ),
    "bad_agb": _said(
        "'{name}' is geen begin van een AGB-code.",
        "'{name}' does not begin an AGB code.",
        "Schrijf de twee cijfers tussen aanhalingstekens, zoals '04'.",
        "Write the two digits in quotes, such as '04'.",
    ),
    # --- one name, one meaning ---
    "shipped_name": _said(
        "'{name}' staat al in de meegeleverde catalogus, met een andere betekenis ({field} verschilt).",
        "'{name}' is in the shipped catalogue already, with another meaning ({field} differs).",
        "Gebruik het bestaande en haal dit weg, of kies een andere naam.",
        "Use the existing one and remove this, or choose another name.",
    ),
    "other_meaning": _said(
        "'{name}' heeft bij {owner} een andere betekenis ({field} verschilt).",
        "'{name}' has another meaning at {owner} ({field} differs).",
        "Kies een andere naam: een feit betekent bij elke verzekeraar en elk jaar hetzelfde.",
        "Choose another name: a fact means the same at every insurer and in every year.",
    ),
    "name_taken": _said(
        "'{name}' is al de naam van iets anders: {field}.",
        "'{name}' is the name of something else already: {field}.",
        "Kies een andere naam.",
        "Choose another name.",
    ),
}
"""Of every code the message and the advice, with {placeholders}."""
