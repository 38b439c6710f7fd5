"""What the report says of conditions, facts, passages and duties, in Dutch (B1) and English."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.values.text import Text

CONDITIONS: Final = Text("De voorwaarden", "The conditions")
CONDITIONS_HOW: Final = Text(
    "Open een voorwaarde en zie waarom, op welke feiten, en waar het staat.",
    "Open a condition to see why, on which facts, and where it says so.",
)
ATTENTION: Final = Text("Vraagt aandacht", "Needs attention")
IN_ORDER: Final = Text("In orde of niet van toepassing", "In order or not applicable")
LIMITS: Final = Text("Grenzen", "Limits")
LIMITS_HOW: Final = Text(
    "Een grens die geldt, sluit hogere groepen uit.", "A limit that holds rules out higher groups."
)
LIMIT_HOLDS: Final = Text("grens geldt", "limit holds")
LIMIT_FREE: Final = Text("grens geldt niet", "limit does not hold")
FOR_ALL: Final = Text("voor elke groep", "for every group")
FOR_GROUPS: Final = Text("voor {groups}", "for {groups}")
EFFORT: Final = Text("inspanning", "effort")
EFFORT_WHY: Final = Text(
    "U moet uw best doen; het resultaat telt hier niet.",
    "You must do your best; the result does not count here.",
)
WHY: Final = Text("Waarom:", "Why:")
FACTS: Final = Text("Feiten, met de regel in uw dossier", "Facts, with the line in your dossier")
OTHER_FACTS: Final = Text("Ook bekeken, geeft hier niet de doorslag", "Also looked at, not decisive here")
PARTS: Final = Text("Onderdelen", "Parts")
EVIDENCE: Final = Text("Bewijs:", "Evidence:")
SEE_ABOVE: Final = Text("Staat elders in deze lijst", "Stands elsewhere in this list")
NOT_IN_DOSSIER: Final = Text("Niet in het dossier", "Not in the dossier")
SOURCE: Final = Text("Bron: {source}", "Source: {source}")
SOURCE_SEEN: Final = Text("Bron: {source}, gezien op {day}", "Source: {source}, seen on {day}")
SOURCE_COMPLETE: Final = Text(
    "Staat niet in {source}, die volledig is gezien", "Not in {source}, which was seen complete"
)
SOURCE_COMPLETE_ON: Final = Text(
    "Staat niet in {source}, die volledig is gezien op {day}",
    "Not in {source}, which was seen complete on {day}",
)
VALID_FROM: Final = Text("geldig vanaf {day}", "valid from {day}")
VALID_UNTIL: Final = Text("geldig tot en met {day}", "valid up to and including {day}")
DOSSIER_LINE: Final = Text("regel {n}", "line {n}")
WHERE: Final = Text("Waar het staat", "Where it says so")
LINE: Final = Text("regel {first}", "line {first}")
LINES: Final = Text("regel {first}-{last}", "lines {first}-{last}")
HOW_TO_SEE: Final = Text("Zo ziet u de passage", "How to see the passage")
PASSAGE_CHANGED: Final = Text(
    "Let op: in het meegegeven document staat hier een andere tekst dan waar deze regel op rust.",
    "Mind: the document supplied has another text here than the one this rule rests on.",
)
DUTIES: Final = Text("Verplichtingen tijdens de looptijd", "Duties during the term")
DUTIES_HOW: Final = Text("Deze bepalen de groep niet.", "These do not decide the group.")
