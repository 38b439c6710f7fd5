"""What is said of each fault in what stands beside the conditions: treatments, dates, ways in, changes."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.policy.wording_logic import Wording, said

BESIDE_WORDING: Final[Wording] = {
    "policy.unknown_agreement": said(
        "Er is geen overeenkomst '{name}'.",
        "There is no agreement '{name}'.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.own_addendum": said(
        "De overeenkomst '{name}' kan geen addendum op zichzelf zijn.",
        "The agreement '{name}' cannot be an addendum to itself.",
        "Noem de overeenkomst waar dit een aanvulling op is.",
        "Name the agreement that this one adds to.",
    ),
    "policy.unknown_profession": said(
        "Het beroep '{name}' kan hier niet.",
        "The profession '{name}' is not possible here.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.unknown_treatment": said(
        "De behandeling '{name}' staat niet in de catalogus.",
        "The treatment '{name}' is not in the catalogue.",
        "Kies een optie van de dimensie 'behandeling', of voeg haar daar toe.",
        "Choose an option of the dimension 'behandeling', or add it there.",
    ),
    "policy.per_dimension": said(
        "Onder 'per' hoort een dimensie of een deel ervan, niet '{name}'.",
        "Expected a dimension or a named part of one under 'per', not '{name}'.",
        "Noem bijvoorbeeld interventie, verbijzondering, of een naam onder 'kinds'.",
        "Name for instance interventie, verbijzondering, or a name under 'kinds'.",
    ),
    "policy.one_reading": said(
        "Onder 'reading' hoort één lezing met één optie.",
        "Expected one reading with one option under 'reading'.",
        "Schrijf reading: {{lezing: optie}}.",
        "Write reading: {{reading: option}}.",
    ),
    "policy.unknown_milestone": said(
        "Er is geen datum '{name}'.",
        "There is no milestone '{name}'.",
        "Schrijf haar onder 'calendar', of verbeter de naam.",
        "Write it under 'calendar', or correct the name.",
    ),
    "policy.unknown_about": said(
        "Het pakket heeft niets met de naam '{name}'.",
        "Nothing in the package has the name '{name}'.",
        "Noem een voorwaarde, overeenkomst, behandeling, datum of norm.",
        "Name a condition, agreement, treatment, milestone or norm.",
    ),
    "policy.days_form": said(
        "Zo is een datum niet te lezen.",
        "A milestone cannot be read in this form.",
        "Kies één vorm: {allowed}.",
        "Choose one form: {allowed}.",
    ),
    "policy.far_day": said(
        "De dag {name} ligt te ver weg.",
        "The day {name} is too far away.",
        "Schrijf een dag van {first} tot en met {last}.",
        "Write a day from {first} to {last}.",
    ),
    "policy.not_a_date": said(
        "Het feit '{fact}' is geen datum.",
        "The fact '{fact}' is not a date.",
        "Kies een feit van het type 'date'.",
        "Choose a fact of the type 'date'.",
    ),
    "policy.date_fact": said(
        "Het feit '{fact}' is een {type} en kan niet in een voorwaarde staan.",
        "The fact '{fact}' is a {type} and cannot stand in a condition.",
        "Gebruik een datum onder 'calendar'; vraag een ja/nee-feit voor een voorwaarde.",
        "Use a date under 'calendar'; ask a yes/no fact for a condition.",
    ),
    "policy.shortfall_form": said(
        "Hier hoort 'says' of 'silent', en niet allebei.",
        "Expected 'says' or 'silent', and not both.",
        "Schrijf 'silent' als het document geen gevolg noemt.",
        "Write 'silent' when the document names no consequence.",
    ),
    # --- the lines that no rule cites ---
    "policy.line_unsaid": said(
        "Bij de klasse '{name}' ontbreekt 'says'.",
        "With the class '{name}' the field 'says' is missing.",
        "Zeg de passage na in één zin met eigen woorden.",
        "Say the passage in one sentence of your own words.",
    ),
    "policy.lines_overlap": said(
        "Regel {name} overlapt met {other}, dat er al staat.",
        "Lines {name} overlap with {other}, which is there already.",
        "Deel elke regel één keer in.",
        "Classify each line once.",
    ),
    "policy.lines_order": said(
        "Regel {name} staat na {other}.",
        "Lines {name} stand after {other}.",
        "Zet de passages in de volgorde van het document.",
        "Put the passages in the order of the document.",
    ),
    "policy.no_line_passages": said(
        "Het bestand {name} ontbreekt.",
        "The file {name} is missing.",
        "Draai `inkoopwijzer sources stamp` met het document erbij.",
        "Run `inkoopwijzer sources stamp` with the document at hand.",
    ),
    "policy.no_line_passage": said(
        "Van regel {name} staat geen kenmerk in lines.passages.yaml.",
        "lines.passages.yaml has no hash for lines {name}.",
        "Draai `inkoopwijzer sources stamp` met het document erbij.",
        "Run `inkoopwijzer sources stamp` with the document at hand.",
    ),
}
