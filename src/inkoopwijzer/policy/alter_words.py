"""What is wrong with a change to a policy, and what to do instead: message and advice by code."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.values.text import Text

WORDING: Final[dict[str, tuple[Text, Text]]] = {
    "unknown_norm": (
        Text("De norm '{name}' is niet bekend.", "The norm '{name}' is not known."),
        Text(
            "Een aantal of deel in een voorwaarde zelf wijzigt u met VOORWAARDE=WAARDE.",
            "A number or share in a condition itself is changed by CONDITION=VALUE.",
        ),
    ),
    "unknown_condition": (
        Text("De voorwaarde '{name}' is niet bekend.", "The condition '{name}' is not known."),
        Text("", ""),
    ),
    "unknown_reading": (
        Text("De lezing '{name}' is niet bekend.", "The reading '{name}' is not known."),
        Text("", ""),
    ),
    "unknown_option": (
        Text("De lezing '{of}' heeft geen optie '{name}'.", "The reading '{of}' has no option '{name}'."),
        Text("", ""),
    ),
    "unknown_group": (
        Text("De groep '{name}' is niet bekend.", "The group '{name}' is not known."),
        Text("", ""),
    ),
    "more_groups": (
        Text(
            "Er is meer dan één overeenkomst met een groep '{name}'.",
            "More than one agreement has a group '{name}'.",
        ),
        Text("Schrijf de overeenkomst erbij: {names}.", "Add the agreement: {names}."),
    ),
    "unknown_fact": (
        Text(
            "'{name}' is geen voorwaarde van dit beleid en geen feit van de praktijk.",
            "'{name}' is no condition of this policy and no fact of the practice.",
        ),
        Text("", ""),
    ),
    "fact_of_others": (
        Text(
            "Het feit '{name}' gaat niet over de praktijk als geheel.",
            "The fact '{name}' is not about the practice as a whole.",
        ),
        Text(
            "Vraag een feit van de praktijk, of schrijf de voorwaarde in een kopie van het pakket.",
            "Ask for a fact of the practice, or write the condition in a copy of the package.",
        ),
    ),
    "fact_not_yes_no": (
        Text("Het feit '{name}' is geen ja-of-nee-vraag.", "The fact '{name}' is not a yes-or-no question."),
        Text(
            "Zet bij een keuze '=' met de optie erachter; een getal vraagt een norm: schrijf die voorwaarde in een "
            "kopie van het pakket.",
            "For a choice add '=' with the option; a number needs a norm: write that condition in a copy of the "
            "package.",
        ),
    ),
    "fact_key": (
        Text(
            "Bij het feit '{name}' hoort {per}; er staat '{given}'.",
            "The fact '{name}' goes with {per}; found '{given}'.",
        ),
        Text("Schrijf {form}.", "Write {form}."),
    ),
    "unknown_choice": (
        Text("Het feit '{of}' heeft geen optie '{name}'.", "The fact '{of}' has no option '{name}'."),
        Text("", ""),
    ),
    "open_condition": (
        Text(
            "De voorwaarde '{name}' gaat over {about}, niet over de praktijk als geheel.",
            "The condition '{name}' is about {about}, not about the practice as a whole.",
        ),
        Text(
            "Kies een voorwaarde over de praktijk, zoals een die deze gebruikt: {users}.",
            "Choose a condition about the practice, such as one that uses this one: {users}.",
        ),
    ),
    "already_asked": (
        Text("Groep {group} vraagt '{name}' al.", "Group {group} asks '{name}' already."),
        Text("Laat deze wijziging weg.", "Leave this change out."),
    ),
    "not_asked_by": (
        Text("Groep {group} vraagt '{name}' niet zelf.", "Group {group} does not ask '{name}' itself."),
        Text(
            "Deze groep noemt: {names}. Zonder groep ervoor vervalt een voorwaarde overal waar zij wordt gevraagd.",
            "This group names: {names}. Without a group before it a condition is dropped wherever it is asked.",
        ),
    ),
    "no_threshold": (
        Text(
            "De voorwaarde '{name}' heeft zelf geen aantal of deel.",
            "The condition '{name}' has no number or share of its own.",
        ),
        Text("Wel: {names}.", "These have: {names}."),
    ),
    "named_norm": (
        Text("De voorwaarde '{name}' gebruikt een norm.", "The condition '{name}' uses a norm."),
        Text("Wijzig de norm zelf: {norms}.", "Change the norm itself: {norms}."),
    ),
    "more_thresholds": (
        Text(
            "De voorwaarde '{name}' heeft meer dan één getal: {found}.",
            "The condition '{name}' has more than one number: {found}.",
        ),
        Text("Wijzig haar in een kopie van het pakket.", "Change it in a copy of the package."),
    ),
    "bad_value": (
        Text("'{value}' kan hier niet.", "'{value}' is not possible here."),
        Text("Geef {allowed}.", "Give {allowed}."),
    ),
    "cap_on_best": (
        Text(
            "Hoogstens groep {group} is geen grens: dat is de beste groep.",
            "At most group {group} is no limit: it is the best group.",
        ),
        Text("Haal de grens weg, of kies een lagere groep.", "Remove the cap, or choose a lower group."),
    ),
    "no_cap": (
        Text(
            "De voorwaarde '{name}' is nergens een bovengrens.", "The condition '{name}' is no cap anywhere."
        ),
        Text("Bovengrenzen: {names}.", "Caps: {names}."),
    ),
    "drop_choice": (
        Text(
            "'{name}' is bij '{where}' een van meer mogelijkheden. Weglaten kan twee dingen betekenen: die "
            "mogelijkheid vervalt, of iedereen voldoet.",
            "'{name}' is one of several possibilities in '{where}'. Dropping it could mean two things: that "
            "possibility goes, or everyone meets it.",
        ),
        Text(
            "Laat '{where}' als geheel vervallen, of pas een kopie van het pakket aan.",
            "Drop '{where}' as a whole, or change a copy of the package.",
        ),
    ),
    "drop_list": (
        Text(
            "'{where}' vraagt iemand of iets dat aan '{name}' voldoet. Zonder '{name}' is niet duidelijk of er dan nog "
            "iemand of iets moet zijn.",
            "'{where}' asks for someone or something that meets '{name}'. Without '{name}' it is not clear whether "
            "there must still be any.",
        ),
        Text(
            "Laat '{where}' als geheel vervallen, of pas een kopie van het pakket aan.",
            "Drop '{where}' as a whole, or change a copy of the package.",
        ),
    ),
    "drop_shared": (
        Text(
            "Zonder '{name}' verandert ook '{where}', en dat zegt elders voor wie iets anders geldt.",
            "Without '{name}' '{where}' changes too, which says elsewhere for whom something else holds.",
        ),
        Text("Pas een kopie van het pakket aan.", "Change a copy of the package."),
    ),
    "drop_scope": (
        Text(
            "'{name}' zegt voor wie de overeenkomst '{where}' is; zonder is zij voor iedereen.",
            "'{name}' says for whom the agreement '{where}' is; without it, it is for everyone.",
        ),
        Text(
            "Laat een deel van die voorwaarde vervallen, of pas een kopie van het pakket aan.",
            "Drop a part of that condition, or change a copy of the package.",
        ),
    ),
    "drop_nowhere": (
        Text(
            "'{name}' wordt door geen enkele groep gevraagd; hoogstens zegt het voor wie iets anders geldt.",
            "'{name}' is not asked by any group; at most it says for whom something else holds.",
        ),
        Text("Er valt niets te vervallen.", "There is nothing to drop."),
    ),
    "bad_change": (
        Text("'{given}' is geen wijziging.", "'{given}' is not a change."),
        Text("Schrijf {form}.", "Write {form}."),
    ),
    "twice": (
        Text("'{name}' wordt twee keer gewijzigd.", "'{name}' is changed twice."),
        Text("Kies een van de twee.", "Choose one of both."),
    ),
}
