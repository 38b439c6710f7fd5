"""What is said of each fault in a policy package: what is wrong, and what to do."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.values.text import Text


def _said(nl: str, en: str, do_nl: str = "", do_en: str = "") -> tuple[Text, Text | None]:
    return Text(nl, en), Text(do_nl, do_en) if do_nl else None


WORDING: Final[dict[str, tuple[Text, Text | None]]] = {
    # --- the package and its files ---
    "policy.no_directory": _said(
        "De map '{name}' is er niet of is niet te lezen.",
        "The directory '{name}' does not exist or cannot be read.",
        "Geef de map waar policy.yaml in staat.",
        "Give the directory that holds policy.yaml.",
    ),
    "policy.no_policy_file": _said(
        "Het bestand policy.yaml ontbreekt.",
        "The file policy.yaml is missing.",
        "Geef de map waar policy.yaml in staat.",
        "Give the directory that holds policy.yaml.",
    ),
    "policy.too_many_files": _said(
        "Het pakket heeft meer dan {most} bestanden.",
        "The package has more than {most} files.",
        "Voeg bestanden samen.",
        "Merge files.",
    ),
    "policy.version": _said(
        "Taalversie '{name}' is niet bekend.",
        "Language version '{name}' is not known.",
        "Schrijf policy: \"1\".",
        "Write policy: \"1\".",
    ),
    "policy.no_agreements": _said(
        "Het pakket noemt geen overeenkomst.",
        "The package names no agreement.",
        "Schrijf er minstens een onder 'agreements'.",
        "Write at least one under 'agreements'.",
    ),
    "policy.no_passage": _said(
        "Van regel {name} staat geen kenmerk in passages.yaml.",
        "passages.yaml has no hash for lines {name}.",
        "Draai `inkoopwijzer sources stamp` met het document erbij.",
        "Run `inkoopwijzer sources stamp` with the document at hand.",
    ),
    "policy.bad_passage": _said(
        "Het kenmerk van '{name}' is geen rij van 16 hexadecimale tekens.",
        "The hash of '{name}' is not a row of 16 hexadecimal digits.",
        "Schrijf passages.yaml niet zelf; draai `inkoopwijzer sources stamp`.",
        "Do not write passages.yaml yourself; run `inkoopwijzer sources stamp`.",
    ),
    "policy.bad_fingerprint": _said(
        "De vingerafdruk van het document is geen rij van 64 hexadecimale tekens.",
        "The fingerprint of the document is not a row of 64 hexadecimal digits.",
        "Neem over wat `inkoopwijzer sources stamp` toont.",
        "Copy what `inkoopwijzer sources stamp` shows.",
    ),
    "policy.other_document": _said(
        "Het document '{name}' heeft vingerafdruk {found}, en niet die van het pakket.",
        "The document '{name}' has fingerprint {found}, which is not the one of the package.",
        "Kies het juiste document, of zet deze vingerafdruk in het pakket als de regels eraan getoetst zijn.",
        "Choose the right document, or write this fingerprint in the package if the rules were checked with it.",
    ),
    "policy.outside_document": _said(
        "Regel {name} ligt buiten het document, dat {lines} regels heeft.",
        "Lines {name} lie outside the document, which has {lines} lines.",
        "Verbeter het regelnummer.",
        "Correct the line number.",
    ),
    "policy.empty_passage": _said(
        "Op regel {name} van het document staat niets.",
        "Lines {name} of the document say nothing.",
        "Verbeter het regelnummer.",
        "Correct the line number.",
    ),
    # --- the form of a field ---
    "policy.expected_fields": _said(
        "Hier horen velden te staan.",
        "Fields are expected here.",
        "Schrijf 'naam: waarde'.",
        "Write 'name: value'.",
    ),
    "policy.expected_list": _said(
        "Hier hoort een lijst te staan.",
        "A list is expected here.",
        "Zet de waarde tussen [ en ], of met een streepje ervoor op een eigen regel.",
        "Put the value between [ and ], or after a dash on a line of its own.",
    ),
    "policy.expected_word": _said(
        "Hier hoort één waarde te staan, geen lijst en geen velden.",
        "A single value is expected here, not a list and not fields.",
        "Schrijf de waarde direct achter de dubbele punt.",
        "Write the value directly after the colon.",
    ),
    "policy.missing_value": _said(
        "Hier staat geen waarde.", "There is no value here.", "Vul in wat er hoort te staan.", "Fill it in."
    ),
    "policy.empty_list": _said(
        "Deze lijst is leeg.",
        "This list is empty.",
        "Zet er minstens één ding in, of haal het veld weg.",
        "Put at least one item in it, or remove the field.",
    ),
    "policy.missing_field": _said(
        "Het veld '{name}' ontbreekt.", "The field '{name}' is missing.", "Voeg het toe.", "Add it."
    ),
    "policy.unknown_field": _said(
        "Het veld '{name}' bestaat hier niet.",
        "There is no field '{name}' here.",
        "Hier mag staan: {allowed}.",
        "Possible here: {allowed}.",
    ),
    "policy.too_long": _said(
        "Deze tekst heeft {length} tekens; ten hoogste {most} is toegestaan.",
        "This text has {length} characters; at most {most} are allowed.",
        "Zeg het korter, of splits de regel.",
        "Say it in fewer words, or split the rule.",
    ),
    "policy.bad_id": _said(
        "'{name}' is geen goede naam.",
        "'{name}' is not a proper name.",
        "Gebruik kleine letters, cijfers en _, te beginnen met een letter, ten hoogste 60 tekens.",
        "Use small letters, digits and _, beginning with a letter, at most 60 characters.",
    ),
    "policy.duplicate_id": _said(
        "De naam '{name}' is al gebruikt, in {file} op regel {line}.",
        "The name '{name}' is already used, in {file} on line {line}.",
        "Kies een andere naam.",
        "Choose another name.",
    ),
    "policy.twice": _said(
        "'{name}' staat er twee keer.", "'{name}' is there twice.", "Laat er een staan.", "Keep one of them."
    ),
    "policy.unknown_choice": _said(
        "'{name}' kan hier niet.",
        "'{name}' is not possible here.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.bad_date": _said(
        "'{name}' is geen bestaande datum.",
        "'{name}' is not an existing date.",
        "Schrijf jaar-maand-dag, zoals 2027-01-31.",
        "Write year-month-day, such as 2027-01-31.",
    ),
    "policy.empty_period": _said(
        "Deze periode heeft geen begin en geen eind.",
        "This period has no beginning and no end.",
        "Schrijf {{from: datum, until: datum}}, of een van beide.",
        "Write {{from: date, until: date}}, or one of both.",
    ),
    "policy.period_backwards": _said(
        "Deze periode eindigt voordat zij begint.",
        "This period ends before it begins.",
        "Controleer beide datums.",
        "Check both dates.",
    ),
    "policy.effect_before_by": _said(
        "De wijziging gaat in op {effect}, vóór de laatste dag {by} om haar te vragen.",
        "The change takes effect on {effect}, before the last day {by} to ask for it.",
        "Controleer 'by' en 'effect'.",
        "Check 'by' and 'effect'.",
    ),
    "policy.bad_number": _said(
        "'{name}' is hier geen goed getal.",
        "'{name}' is not a proper number here.",
        "Schrijf {allowed}.",
        "Write {allowed}.",
    ),
    "policy.bad_time": _said(
        "'{name}' is geen tijd.",
        "'{name}' is not a time.",
        'Schrijf uren en minuten, zoals "17:00".',
        'Write hours and minutes, such as "17:00".',
    ),
    "policy.bad_lines": _said(
        "'{name}' is geen regelnummer en geen reeks regels.",
        "'{name}' is not a line number and not a span of lines.",
        "Schrijf 144 of 290-291.",
        "Write 144 or 290-291.",
    ),
    "policy.beyond_last_line": _said(
        "Regel {name} ligt voorbij de laatste regel, {last}, van het document.",
        "Lines {name} lie beyond the last line, {last}, of the document.",
        "Verbeter het regelnummer, of 'document: lines'.",
        "Correct the line number, or 'document: lines'.",
    ),
    # --- names that must exist ---
    "policy.unknown_condition": _said(
        "Er is geen voorwaarde '{name}'.",
        "There is no condition '{name}'.",
        "Schrijf haar onder 'conditions', of verbeter de naam.",
        "Write it under 'conditions', or correct the name.",
    ),
    "policy.unknown_reading": _said(
        "Er is geen lezing '{name}'.",
        "There is no reading '{name}'.",
        "Schrijf haar onder 'readings', of verbeter de naam.",
        "Write it under 'readings', or correct the name.",
    ),
    "policy.unknown_norm": _said(
        "Er is geen norm '{name}'.",
        "There is no norm '{name}'.",
        "Schrijf hem onder 'norms', of verbeter de naam.",
        "Write it under 'norms', or correct the name.",
    ),
    "policy.unknown_fact": _said(
        "Het feit '{name}' staat niet in de catalogus.",
        "The fact '{name}' is not in the catalogue.",
        "Kies een feit uit de catalogus, of voeg het daar toe.",
        "Choose a fact of the catalogue, or add it there.",
    ),
    "policy.unknown_source": _said(
        "De bron '{name}' staat niet in de catalogus.",
        "The source '{name}' is not in the catalogue.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.unknown_selection": _said(
        "'{name}' is geen beroep, geen soort (locatie, therapeut, ...), geen dimensie en geen naam uit 'kinds'.",
        "'{name}' is not a profession, a kind of subject (locatie, therapeut, ...), a dimension or one of 'kinds'.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.unknown_dimension": _said(
        "'{name}' is geen dimensie met een lijst van waarden.",
        "'{name}' is not a dimension with a list of values.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.unknown_value": _said(
        "Het feit '{fact}' kent geen waarde '{name}'.",
        "The fact '{fact}' has no value '{name}'.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.unknown_key": _said(
        "'{name}' is geen {dimension}.",
        "'{name}' is not a {dimension}.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.unknown_group": _said(
        "Deze overeenkomst heeft geen groep '{name}'.",
        "This agreement has no group '{name}'.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.name_taken": _said(
        "'{name}' is al een naam in de catalogus.",
        "'{name}' is already a name in the catalogue.",
        "Kies een andere naam.",
        "Choose another name.",
    ),
    # --- logic ---
    "policy.no_logic": _said(
        "Hier staat niet wat er moet gelden.",
        "This does not say what must hold.",
        "Schrijf één van: {allowed}.",
        "Write one of: {allowed}.",
    ),
    "policy.two_forms": _said(
        "Hier staan {name} naast elkaar; één tegelijk kan.",
        "{name} stand side by side here; only one is possible.",
        "Zet ze in een lijst onder 'all' of 'any'.",
        "Put them in a list under 'all' or 'any'.",
    ),
    "policy.fact_as_condition": _said(
        "'{name}' is een feit, geen voorwaarde.",
        "'{name}' is a fact, not a condition.",
        "Schrijf {{fact: {name}}}, of {{has: {{{name}: ...}}}}.",
        "Write {{fact: {name}}}, or {{has: {{{name}: ...}}}}.",
    ),
    "policy.comparison_missing": _said(
        "Bij het feit '{fact}' ontbreekt waaraan het wordt getoetst.",
        "What the fact '{fact}' is held against is missing.",
        "Voeg een van deze toe: {allowed}.",
        "Add one of these: {allowed}.",
    ),
    "policy.wrong_comparison": _said(
        "'{name}' past niet bij het feit '{fact}'.",
        "'{name}' does not fit the fact '{fact}'.",
        "Bij dit feit past: {allowed}.",
        "What fits this fact: {allowed}.",
    ),
    "policy.two_comparisons": _said(
        "Hier staan {name} naast elkaar bij één feit.",
        "{name} stand side by side at one fact.",
        "Schrijf er een, of twee voorwaarden onder 'all'.",
        "Write one of them, or two conditions under 'all'.",
    ),
    "policy.hours_fact": _said(
        "Het feit '{fact}' bestaat uit openingstijden.",
        "The fact '{fact}' consists of opening hours.",
        "Gebruik 'blocks: {fact}'.",
        "Use 'blocks: {fact}'.",
    ),
    "policy.not_hours": _said(
        "Het feit '{fact}' bestaat niet uit openingstijden per dag.",
        "The fact '{fact}' does not consist of opening hours per day.",
        "Gebruik 'fact: {fact}'.",
        "Use 'fact: {fact}'.",
    ),
    "policy.has_one": _said(
        "Achter 'has' hoort precies één feit.",
        "'has' takes exactly one fact.",
        "Schrijf {{has: {{feit: waarde}}}}; meer feiten in een lijst onder 'all' of 'any'.",
        "Write {{has: {{fact: key}}}}; more facts in a list under 'all' or 'any'.",
    ),
    "policy.has_not_fitting": _said(
        "'has' past niet bij het feit '{fact}': dat is geen ja of nee per {dimension}.",
        "'has' does not fit the fact '{fact}': it is not a yes or no per {dimension}.",
        "Gebruik 'fact: {fact}'.",
        "Use 'fact: {fact}'.",
    ),
    "policy.keys_count": _said(
        "Bij het feit '{fact}' horen {count} waarden: {allowed}.",
        "The fact '{fact}' takes {count} keys: {allowed}.",
        "Schrijf ze in deze volgorde.",
        "Write them in this order.",
    ),
    "policy.unbound": _said(
        "'{name}' staat hier voor de {name} die aan de beurt is, maar {user} ligt buiten een "
        "every, some, share of count over {name}.",
        "'{name}' stands for the {name} at hand, but {user} lies outside an every, some, share or "
        "count over {name}.",
        "Zet er bijvoorbeeld 'some: {name}' omheen, of schrijf een vaste waarde.",
        "Put for instance 'some: {name}' around it, or write a fixed value.",
    ),
    "policy.out_of_scope": _said(
        "Het feit '{fact}' gaat over één {name}, maar {user} ligt buiten een every, some, share of "
        "count over {name}.",
        "The fact '{fact}' is about one {name}, but {user} lies outside an every, some, share or "
        "count over {name}.",
        "Zet er bijvoorbeeld 'every: {name}' omheen.",
        "Put for instance 'every: {name}' around it.",
    ),
    "policy.bound_too_wide": _said(
        "'{name}' kan hier {option} zijn, en dat is geen {dimension}.",
        "'{name}' can be {option} here, which is not a {dimension}.",
        "Beperk de waarden met een naam onder 'kinds'.",
        "Limit the values with a name under 'kinds'.",
    ),
    "policy.two_moments": _said(
        "'sometime' en 'throughout' staan naast elkaar.",
        "'sometime' and 'throughout' stand side by side.",
        "Kies een van beide.",
        "Choose one of both.",
    ),
    "policy.norm_fact": _said(
        "Het feit '{fact}' kan geen norm zijn: dat moet een getal van de praktijk of de markt zijn.",
        "The fact '{fact}' cannot be a norm: it must be a number of the practice or the market.",
        "Kies een ander feit, of schrijf 'value'.",
        "Choose another fact, or write 'value'.",
    ),
    "policy.norm_form": _said(
        "Een norm heeft een 'value' of een 'fact', en niet allebei.",
        "A norm has a 'value' or a 'fact', and not both.",
        "Schrijf een van beide.",
        "Write one of both.",
    ),
    "policy.count_range": _said(
        "{name} van de {most} kan niet.",
        "{name} out of {most} is not possible.",
        "Kies een getal van 1 tot en met {most}.",
        "Choose a number from 1 to {most}.",
    ),
    "policy.option_missing": _said(
        "Voor de optie '{name}' van deze lezing staat hier niets.",
        "Nothing is said here for the option '{name}' of this reading.",
        "Schrijf voor elke optie van de lezing wat er geldt.",
        "Write for each option of the reading what holds.",
    ),
    "policy.unknown_option": _said(
        "De lezing heeft geen optie '{name}'.",
        "The reading has no option '{name}'.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.one_option": _said(
        "Een lezing met één optie laat niets te kiezen.",
        "A reading with one option leaves no choice.",
        "Schrijf minstens twee opties.",
        "Write at least two options.",
    ),
    # --- the whole ---
    "policy.cycle": _said(
        "Deze voorwaarde verwijst naar zichzelf: {name}.",
        "This condition refers to itself: {name}.",
        "Haal een van de verwijzingen weg.",
        "Remove one of the references.",
    ),
    "policy.too_deep": _said(
        "Met alles waar deze voorwaarde naar verwijst is zij {depth} lagen diep; ten hoogste {most} kan.",
        "With all it refers to this condition is {depth} levels deep; at most {most} is possible.",
        "Maak de keten van verwijzingen korter.",
        "Shorten the chain of references.",
    ),
    "policy.too_large": _said(
        "Met alles waar deze voorwaarde naar verwijst heeft zij meer dan {most} onderdelen.",
        "With all it refers to this condition has more than {most} parts.",
        "Verwijs niet telkens opnieuw naar dezelfde voorwaarden.",
        "Do not refer to the same conditions over and over.",
    ),
    "policy.unused_condition": _said(
        "Geen overeenkomst gebruikt de voorwaarde '{name}'.",
        "No agreement uses the condition '{name}'.",
        "Noem haar bij een groep of onder 'duties', of haal haar weg.",
        "Name it at a group or under 'duties', or remove it.",
    ),
    "policy.unused_reading": _said(
        "Geen voorwaarde gebruikt de lezing '{name}'.",
        "No condition uses the reading '{name}'.",
        "Gebruik haar met 'by_reading', of haal haar weg.",
        "Use it with 'by_reading', or remove it.",
    ),
}
