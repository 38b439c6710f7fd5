"""What is said of each fault in a policy package: what is wrong, and what to do.

Here the package, its files and the form of its fields; `policy.wording_logic` has what the rules say.
"""

from __future__ import annotations

from typing import Final

from inkoopwijzer.policy.wording_beside import BESIDE_WORDING
from inkoopwijzer.policy.wording_logic import LOGIC_WORDING, Wording, said

FORM_WORDING: Final[Wording] = {
    # --- the package and its files ---
    "policy.no_directory": said(
        "De map '{name}' is er niet of is niet te lezen.",
        "The directory '{name}' does not exist or cannot be read.",
        "Geef de map waar policy.yaml in staat.",
        "Give the directory that holds policy.yaml.",
    ),
    "policy.no_policy_file": said(
        "Het bestand policy.yaml ontbreekt.",
        "The file policy.yaml is missing.",
        "Geef de map waar policy.yaml in staat.",
        "Give the directory that holds policy.yaml.",
    ),
    "policy.too_many_files": said(
        "Het pakket heeft meer dan {most} bestanden.",
        "The package has more than {most} files.",
        "Voeg bestanden samen.",
        "Merge files.",
    ),
    "policy.version": said(
        "Taalversie '{name}' is niet bekend.",
        "Language version '{name}' is not known.",
        'Schrijf policy: "1".',
        'Write policy: "1".',
    ),
    "policy.no_agreements": said(
        "Het pakket noemt geen overeenkomst.",
        "The package names no agreement.",
        "Schrijf er minstens een onder 'agreements'.",
        "Write at least one under 'agreements'.",
    ),
    "policy.no_passages": said(
        "Het bestand passages.yaml ontbreekt.",
        "The file passages.yaml is missing.",
        "Draai `inkoopwijzer sources stamp` met het document erbij.",
        "Run `inkoopwijzer sources stamp` with the document at hand.",
    ),
    "policy.no_passage": said(
        "Van regel {name} staat geen kenmerk in passages.yaml.",
        "passages.yaml has no hash for lines {name}.",
        "Draai `inkoopwijzer sources stamp` met het document erbij.",
        "Run `inkoopwijzer sources stamp` with the document at hand.",
    ),
    "policy.bad_passage": said(
        "Het kenmerk van '{name}' is geen rij van 16 hexadecimale tekens.",
        "The hash of '{name}' is not a row of 16 hexadecimal digits.",
        "Schrijf passages.yaml niet zelf; draai `inkoopwijzer sources stamp`.",
        "Do not write passages.yaml yourself; run `inkoopwijzer sources stamp`.",
    ),
    "policy.bad_fingerprint": said(
        "De vingerafdruk van het document is geen rij van 64 hexadecimale tekens.",
        "The fingerprint of the document is not a row of 64 hexadecimal digits.",
        "Neem over wat `inkoopwijzer sources stamp` toont.",
        "Copy what `inkoopwijzer sources stamp` shows.",
    ),
    "policy.other_document": said(
        "Het document '{name}' heeft vingerafdruk {found}, en niet die van het pakket.",
        "The document '{name}' has fingerprint {found}, which is not the one of the package.",
        "Kies het juiste document, of zet deze vingerafdruk in het pakket als de regels dit volgen.",
        "Choose the right document, or write this fingerprint in the package if the rules follow this one.",
    ),
    "policy.outside_document": said(
        "Regel {name} ligt buiten het document, dat {lines} regels heeft.",
        "Lines {name} lie outside the document, which has {lines} lines.",
        "Verbeter het regelnummer.",
        "Correct the line number.",
    ),
    "policy.empty_passage": said(
        "Op regel {name} van het document staat niets.",
        "Lines {name} of the document say nothing.",
        "Verbeter het regelnummer.",
        "Correct the line number.",
    ),
    # --- the form of a field ---
    "policy.expected_fields": said(
        "Hier horen velden te staan.",
        "Fields are expected here.",
        "Schrijf 'naam: waarde'.",
        "Write 'name: value'.",
    ),
    "policy.expected_list": said(
        "Hier hoort een lijst te staan.",
        "A list is expected here.",
        "Zet de waarde tussen [ en ], of met een streepje ervoor op een eigen regel.",
        "Put the value between [ and ], or after a dash on a line of its own.",
    ),
    "policy.expected_word": said(
        "Hier hoort één waarde te staan, geen lijst en geen velden.",
        "A single value is expected here, not a list and not fields.",
        "Schrijf de waarde direct achter de dubbele punt.",
        "Write the value directly after the colon.",
    ),
    "policy.missing_value": said(
        "Hier staat geen waarde.", "There is no value here.", "Vul in wat er hoort te staan.", "Fill it in."
    ),
    "policy.empty_list": said(
        "Deze lijst is leeg.",
        "This list is empty.",
        "Zet er minstens één ding in, of haal het veld weg.",
        "Put at least one item in it, or remove the field.",
    ),
    "policy.missing_field": said(
        "Het veld '{name}' ontbreekt.", "The field '{name}' is missing.", "Voeg het toe.", "Add it."
    ),
    "policy.unknown_field": said(
        "Het veld '{name}' bestaat hier niet.",
        "There is no field '{name}' here.",
        "Hier mag staan: {allowed}.",
        "Possible here: {allowed}.",
    ),
    "policy.too_long": said(
        "Deze tekst heeft {length} tekens; ten hoogste {most} is toegestaan.",
        "This text has {length} characters; at most {most} are allowed.",
        "Zeg het korter, of splits de regel.",
        "Say it in fewer words, or split the rule.",
    ),
    "policy.bad_id": said(
        "'{name}' is geen goede naam.",
        "'{name}' is not a proper name.",
        "Gebruik kleine letters, cijfers en _, te beginnen met een letter, ten hoogste 60 tekens.",
        "Use small letters, digits and _, beginning with a letter, at most 60 characters.",
    ),
    "policy.duplicate_id": said(
        "De naam '{name}' is al gebruikt, in {other} op regel {at}.",
        "The name '{name}' is already used, in {other} on line {at}.",
        "Kies een andere naam.",
        "Choose another name.",
    ),
    "policy.twice": said(
        "'{name}' staat er twee keer.", "'{name}' is there twice.", "Laat er een staan.", "Keep one of them."
    ),
    "policy.unknown_choice": said(
        "'{name}' kan hier niet.",
        "'{name}' is not possible here.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.bad_date": said(
        "'{name}' is geen bestaande datum.",
        "'{name}' is not an existing date.",
        "Schrijf jaar-maand-dag, zoals 2027-01-31.",
        "Write year-month-day, such as 2027-01-31.",
    ),
    "policy.period_backwards": said(
        "Deze periode eindigt voordat zij begint.",
        "This period ends before it begins.",
        "Controleer beide datums.",
        "Check both dates.",
    ),
    "policy.effect_before_by": said(
        "De wijziging gaat in op {effect}, vóór de laatste dag {by} om haar te vragen.",
        "The change takes effect on {effect}, before the last day {by} to ask for it.",
        "Controleer 'by' en 'effect'.",
        "Check 'by' and 'effect'.",
    ),
    "policy.bad_number": said(
        "'{name}' is hier geen goed getal.",
        "'{name}' is not a proper number here.",
        "Schrijf {allowed}.",
        "Write {allowed}.",
    ),
    "policy.bad_time": said(
        "'{name}' is geen tijd.",
        "'{name}' is not a time.",
        'Schrijf uren en minuten, zoals "17:00".',
        'Write hours and minutes, such as "17:00".',
    ),
    "policy.bad_lines": said(
        "'{name}' is geen regelnummer en geen reeks regels.",
        "'{name}' is not a line number and not a span of lines.",
        "Schrijf 144 of 290-291.",
        "Write 144 or 290-291.",
    ),
    "policy.beyond_last_line": said(
        "Regel {name} ligt voorbij de laatste regel, {last}, van het document.",
        "Lines {name} lie beyond the last line, {last}, of the document.",
        "Verbeter het regelnummer, of 'document: lines'.",
        "Correct the line number, or 'document: lines'.",
    ),
}

WORDING: Final[Wording] = FORM_WORDING | LOGIC_WORDING | BESIDE_WORDING
"""Of every code the message and the advice, with {placeholders}."""
