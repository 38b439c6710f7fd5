"""What is said of each fault in what the rules of a package say: names, logic and the whole."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.values.text import Text

Wording = dict[str, tuple[Text, Text]]


def said(nl: str, en: str, do_nl: str, do_en: str) -> tuple[Text, Text]:
    """What is wrong, and what to do."""
    return Text(nl, en), Text(do_nl, do_en)


LOGIC_WORDING: Final[Wording] = {
    # --- names that must exist ---
    "policy.unknown_condition": said(
        "Er is geen voorwaarde '{name}'.",
        "There is no condition '{name}'.",
        "Schrijf haar onder 'conditions', of verbeter de naam.",
        "Write it under 'conditions', or correct the name.",
    ),
    "policy.unknown_reading": said(
        "Er is geen lezing '{name}'.",
        "There is no reading '{name}'.",
        "Schrijf haar onder 'readings', of verbeter de naam.",
        "Write it under 'readings', or correct the name.",
    ),
    "policy.unknown_norm": said(
        "Er is geen norm '{name}'.",
        "There is no norm '{name}'.",
        "Schrijf hem onder 'norms', of verbeter de naam.",
        "Write it under 'norms', or correct the name.",
    ),
    "policy.unknown_fact": said(
        "Het feit '{name}' staat niet in de catalogus.",
        "The fact '{name}' is not in the catalogue.",
        "Kies een feit uit de catalogus, of schrijf het in catalogue.yaml van het pakket.",
        "Choose a fact of the catalogue, or write it in catalogue.yaml of the package.",
    ),
    "policy.unknown_source": said(
        "De bron '{name}' staat niet in de catalogus.",
        "The source '{name}' is not in the catalogue.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.unknown_selection": said(
        "Over '{name}' kan every, some, share of count niet gaan.",
        "every, some, share or count cannot range over '{name}'.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.unknown_dimension": said(
        "'{name}' is geen dimensie met een lijst van waarden.",
        "'{name}' is not a dimension with a list of values.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.unknown_value": said(
        "Het feit '{fact}' kent geen waarde '{name}'.",
        "The fact '{fact}' has no value '{name}'.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.unknown_key": said(
        "'{name}' is geen {dimension}.",
        "'{name}' is not a {dimension}.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.unknown_insurer": said(
        "De verzekeraar '{name}' staat niet in de catalogus ({allowed}).",
        "The insurer '{name}' is not in the catalogue ({allowed}).",
        "Schrijf in catalogue.yaml van het pakket: "
        "dimensions: {{verzekeraar: {{options: {{{name}: {{nl: ..., en: ...}}}}}}}}",
        "Write in catalogue.yaml of the package: "
        "dimensions: {{verzekeraar: {{options: {{{name}: {{nl: ..., en: ...}}}}}}}}",
    ),
    "policy.unknown_group": said(
        "Deze overeenkomst heeft geen groep '{name}'.",
        "This agreement has no group '{name}'.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.name_taken": said(
        "'{name}' is al een naam in de catalogus.",
        "'{name}' is already a name in the catalogue.",
        "Kies een andere naam.",
        "Choose another name.",
    ),
    # --- logic ---
    "policy.no_logic": said(
        "Hier staat niet wat er moet gelden.",
        "This does not say what must hold.",
        "Schrijf één van: {allowed}.",
        "Write one of: {allowed}.",
    ),
    "policy.two_forms": said(
        "Hier staan {name} naast elkaar; één tegelijk kan.",
        "{name} stand side by side here; only one is possible.",
        "Zet ze in een lijst onder 'all' of 'any'.",
        "Put them in a list under 'all' or 'any'.",
    ),
    "policy.fact_as_condition": said(
        "'{name}' is een feit, geen voorwaarde.",
        "'{name}' is a fact, not a condition.",
        "Schrijf {{fact: {name}}}, of {{has: {{{name}: ...}}}}.",
        "Write {{fact: {name}}}, or {{has: {{{name}: ...}}}}.",
    ),
    "policy.comparison_missing": said(
        "Bij het feit '{fact}' ontbreekt waaraan het wordt getoetst.",
        "What the fact '{fact}' is held against is missing.",
        "Voeg een van deze toe: {allowed}.",
        "Add one of these: {allowed}.",
    ),
    "policy.wrong_comparison": said(
        "'{name}' past niet bij het feit '{fact}'.",
        "'{name}' does not fit the fact '{fact}'.",
        "Bij dit feit past: {allowed}.",
        "What fits this fact: {allowed}.",
    ),
    "policy.two_comparisons": said(
        "Hier staan {name} naast elkaar bij één feit.",
        "{name} stand side by side at one fact.",
        "Schrijf er een, of twee voorwaarden onder 'all'.",
        "Write one of them, or two conditions under 'all'.",
    ),
    "policy.hours_fact": said(
        "Het feit '{fact}' bestaat uit openingstijden.",
        "The fact '{fact}' consists of opening hours.",
        "Gebruik 'blocks: {fact}'.",
        "Use 'blocks: {fact}'.",
    ),
    "policy.not_hours": said(
        "Het feit '{fact}' bestaat niet uit openingstijden per dag.",
        "The fact '{fact}' does not consist of opening hours per day.",
        "Gebruik 'fact: {fact}'.",
        "Use 'fact: {fact}'.",
    ),
    "policy.has_one": said(
        "Achter 'has' hoort precies één feit.",
        "'has' takes exactly one fact.",
        "Schrijf {{has: {{feit: waarde}}}}; meer feiten in een lijst onder 'all' of 'any'.",
        "Write {{has: {{fact: key}}}}; more facts in a list under 'all' or 'any'.",
    ),
    "policy.has_not_fitting": said(
        "'has' past niet bij het feit '{fact}': dat is geen ja of nee per {dimension}.",
        "'has' does not fit the fact '{fact}': it is not a yes or no per {dimension}.",
        "Gebruik 'fact: {fact}'.",
        "Use 'fact: {fact}'.",
    ),
    "policy.no_dimension": said(
        "Het feit '{fact}' heeft één waarde; 'of' past er niet bij.",
        "The fact '{fact}' has a single value; 'of' does not go with it.",
        "Haal 'of' weg.",
        "Remove 'of'.",
    ),
    "policy.keys_count": said(
        "Bij het feit '{fact}' horen {count} waarden: {allowed}.",
        "The fact '{fact}' takes {count} keys: {allowed}.",
        "Schrijf ze in deze volgorde.",
        "Write them in this order.",
    ),
    "policy.unbound": said(
        "'{name}' staat hier voor de {name} die aan de beurt is, maar {user} ligt buiten een "
        "every, some, share of count over {name}.",
        "'{name}' stands for the {name} at hand, but {user} lies outside an every, some, share or "
        "count over {name}.",
        "Zet er bijvoorbeeld 'some: {name}' omheen, of schrijf een vaste waarde.",
        "Put for instance 'some: {name}' around it, or write a fixed value.",
    ),
    "policy.out_of_scope": said(
        "Het feit '{fact}' gaat over één {name}, maar {user} ligt buiten een every, some, share of "
        "count over {name}.",
        "The fact '{fact}' is about one {name}, but {user} lies outside an every, some, share or "
        "count over {name}.",
        "Zet er bijvoorbeeld 'every: {name}' omheen.",
        "Put for instance 'every: {name}' around it.",
    ),
    "policy.bound_too_wide": said(
        "'{name}' kan hier {option} zijn, en dat is geen {dimension}.",
        "'{name}' can be {option} here, which is not a {dimension}.",
        "Beperk de waarden met een naam onder 'kinds'.",
        "Limit the values with a name under 'kinds'.",
    ),
    "policy.two_moments": said(
        "'sometime' en 'throughout' staan naast elkaar.",
        "'sometime' and 'throughout' stand side by side.",
        "Kies een van beide.",
        "Choose one of both.",
    ),
    "policy.moment_on_number": said(
        "'{fact}' is een getal; 'sometime' en 'throughout' gelden niet voor getallen.",
        "'{fact}' is a number; 'sometime' and 'throughout' are not for numbers.",
        "Noem het jaar bij 'of'.",
        "Name the year under 'of'.",
    ),
    "policy.norm_fact": said(
        "Het feit '{fact}' kan geen norm zijn: dat moet een getal van de praktijk of de markt zijn.",
        "The fact '{fact}' cannot be a norm: it must be a number of the practice or the market.",
        "Kies een ander feit, of schrijf 'value'.",
        "Choose another fact, or write 'value'.",
    ),
    "policy.norm_form": said(
        "Een norm heeft een 'value' of een 'fact', en niet allebei.",
        "A norm has a 'value' or a 'fact', and not both.",
        "Schrijf een van beide.",
        "Write one of both.",
    ),
    "policy.option_missing": said(
        "Voor de optie '{name}' van deze lezing staat hier niets.",
        "Nothing is said here for the option '{name}' of this reading.",
        "Schrijf voor elke optie van de lezing wat er geldt.",
        "Write for each option of the reading what holds.",
    ),
    "policy.unknown_option": said(
        "De lezing heeft geen optie '{name}'.",
        "The reading has no option '{name}'.",
        "Kies uit: {allowed}.",
        "Choose from: {allowed}.",
    ),
    "policy.one_option": said(
        "Een lezing met één optie laat niets te kiezen.",
        "A reading with one option leaves no choice.",
        "Schrijf minstens twee opties.",
        "Write at least two options.",
    ),
    # --- the whole ---
    "policy.cycle": said(
        "Deze voorwaarde verwijst naar zichzelf: {name}.",
        "This condition refers to itself: {name}.",
        "Haal een van de verwijzingen weg.",
        "Remove one of the references.",
    ),
    "policy.too_deep": said(
        "Met alles waar deze voorwaarde naar verwijst is zij {depth} lagen diep; ten hoogste {most} kan.",
        "With all it refers to this condition is {depth} levels deep; at most {most} is possible.",
        "Maak de keten van verwijzingen korter.",
        "Shorten the chain of references.",
    ),
    "policy.too_large": said(
        "Met alles waar deze voorwaarde naar verwijst heeft zij meer dan {most} onderdelen.",
        "With all it refers to this condition has more than {most} parts.",
        "Verwijs niet telkens opnieuw naar dezelfde voorwaarden.",
        "Do not refer to the same conditions over and over.",
    ),
    "policy.unused_condition": said(
        "Geen overeenkomst gebruikt de voorwaarde '{name}'.",
        "No agreement uses the condition '{name}'.",
        "Noem haar bij een groep of onder 'duties', of haal haar weg.",
        "Name it at a group or under 'duties', or remove it.",
    ),
    "policy.unused_reading": said(
        "Geen voorwaarde gebruikt de lezing '{name}'.",
        "No condition uses the reading '{name}'.",
        "Gebruik haar met 'by_reading', of haal haar weg.",
        "Use it with 'by_reading', or remove it.",
    ),
}
