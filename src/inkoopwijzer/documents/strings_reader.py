"""Every sentence the policy reader itself says, in Dutch (B1) and English; the rest comes from the policy."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.values.text import Text

# --- the page ----------------------------------------------------------------------------------------------

SUBTITLE: Final = Text(
    "De beleidslezer: het document met in de kantlijn wat Inkoopwijzer ervan maakt",
    "The policy reader: the document, with what Inkoopwijzer makes of it in the margin",
)
WRITTEN_FROM: Final = Text("Document: {title} ({version}), {day}", "Document: {title} ({version}), {day}")
FILE: Final = Text("Bestand: {name}", "File: {name}")
ALL_DONE: Final = Text(
    "Alle {said} tekstregels zijn verantwoord: {cited} zijn de bron van een voorwaarde of een andere "
    "bepaling, {classified} zijn ingedeeld naar wat ze zijn.",
    "All {said} lines of text are accounted for: {cited} are the source of a condition or another provision, "
    "{classified} are classified as what they are.",
)
NOT_DONE: Final = Text(
    "Van de {said} tekstregels zijn er {open} nog niet verantwoord; {cited} zijn de bron van een voorwaarde of "
    "een andere bepaling, {classified} zijn ingedeeld naar wat ze zijn.",
    "Of the {said} lines of text {open} are not accounted for yet; {cited} are the source of a condition or "
    "another provision, {classified} are classified as what they are.",
)
OWN_WORDS: Final = Text(
    "Links staat de tekst van de verzekeraar, uit uw eigen bestand. Rechts staat onze uitleg, in eigen "
    "woorden. Bij verschil geldt de tekst van de verzekeraar.",
    "On the left is the text of the insurer, from your own file. On the right is our explanation, in our own "
    "words. Where they differ, the text of the insurer counts.",
)
DOCUMENT: Final = Text("Het document", "The document")
FIND: Final = Text("Zoeken en kiezen", "Find and choose")
CONTENTS: Final = Text("Inhoud", "Contents")
RULES: Final = Text("Regels", "Rules")
SHOW: Final = Text("Toon alleen", "Show only")
SHOW_ALL: Final = Text("alles", "everything")
SHOW_RULES: Final = Text("Waar een regel op steunt", "What a rule rests on")
SHOW_CLASSES: Final = Text("Wat geen regel is", "What is no rule")
LEGEND: Final = Text("Hoe u deze pagina leest", "How to read this page")
LEGEND_CITED: Final = Text(
    "Een doorgetrokken lijn: op deze tekst steunt een regel. In de kantlijn staat welke, en wat zij vraagt.",
    "A solid line: a rule rests on this text. The margin says which, and what it asks.",
)
LEGEND_CLASSIFIED: Final = Text(
    "Een stippellijn: hier volgt geen regel uit. In de kantlijn staat wat voor tekst het is.",
    "A dotted line: no rule follows from this. The margin says what kind of text it is.",
)
LEGEND_OPEN: Final = Text(
    "Een dubbele lijn: deze tekst is nog niet verantwoord.",
    "A double line: this text is not accounted for yet.",
)
LINE_COUNT: Final = Text("{n} regels", "{n} lines")
ONE_LINE: Final = Text("1 regel", "1 line")
ELSEWHERE: Final = Text("Zonder plaats in dit document", "Without a place in this document")
ELSEWHERE_WHY: Final = Text(
    "Deze regels noemen geen passage, of hun passage staat niet meer zo in dit document.",
    "These rules name no passage, or their passage no longer stands like this in this document.",
)
POLICY_HASH: Final = Text("Regels {policy}, kenmerk {hash}", "Rules {policy}, fingerprint {hash}")

# --- beside a line -----------------------------------------------------------------------------------------

LINE: Final = Text("Regel {n}", "Line {n}")
MARGIN: Final = Text("Kantlijn bij regel {n}", "Margin of line {n}")
OPEN: Final = Text("nog niet verantwoord", "not accounted for yet")
BELONGS: Final = Text("hoort bij regel {n}", "belongs to line {n}")
SEE: Final = Text("Zie ook", "See also")
ASKS: Final = Text("Wat de regel vraagt", "What the rule asks")
MORE: Final = Text("Meer hierover", "More about this")
RESTS_ON: Final = Text("Staat op", "Stands on")
AT_LINE: Final = Text("regel {a}", "line {a}")
AT_LINES: Final = Text("regel {a}-{b}", "lines {a}-{b}")
CHANGED: Final = Text("regel {a}: nu gewijzigd of weg", "line {a}: changed or gone now")
CELL: Final = Text("; ", "; ")

# --- what a note can be ------------------------------------------------------------------------------------

GROUP: Final = Text("groep", "group")
CHANGE: Final = Text("overstap", "change of group")
WAY_IN: Final = Text("weg naar de overeenkomst", "way into the agreement")
SHORTFALL: Final = Text("als voorwaarden wegvallen", "when conditions lapse")
PROVISION: Final = Text("eisen per beroep", "asked of a profession")
EXEMPTION: Final = Text("uitzondering", "exemption")
KINDS: Final[dict[str, Text]] = {
    "agreements": Text("overeenkomst", "agreement"),
    "conditions": Text("voorwaarde", "condition"),
    "norms": Text("getal", "number"),
    "kinds": Text("soort", "kind"),
    "readings": Text("lezing", "reading"),
    "treatments": Text("behandeling", "treatment"),
    "calendar": Text("datum", "date"),
    "expectations": Text("verwachting", "expectation"),
    "reservations": Text("voorbehoud", "reservation"),
    "externals": Text("staat elders", "stands elsewhere"),
    "amendments": Text("wijziging", "change since last year"),
    "gaps": Text("open vraag", "open question"),
}

# --- what a note tells -------------------------------------------------------------------------------------

EVIDENCE: Final = Text("Bewijs", "Evidence")
DEFAULT: Final = Text("Zo lezen wij het", "This is how we read it")
OR_SO: Final = Text("Het kan ook zo", "It can also be read so")
BECAUSE: Final = Text("Waarom", "Why")
TERM: Final = Text("Looptijd", "Term")
BY: Final = Text("Uiterlijk", "By")
EFFECT: Final = Text("Gaat in op", "Takes effect on")
NOTICE: Final = Text("Bericht uiterlijk", "Notice by")
ACTION: Final = Text("Wat u doet", "What you do")
NO_ACTION: Final = Text("niets: dit gaat vanzelf", "nothing: this goes by itself")
DATES: Final = Text("Datums", "Dates")
INSURED: Final = Text("Voor wie", "For whom")
OTHERS: Final = Text("Andere beroepen", "Other professions")
OTHERS_ARE: Final[dict[str, Text]] = {
    "ordinary": Text("gewone zorg", "ordinary care"),
    "not_bought": Text("niet ingekocht", "not bought"),
}
READ_SO: Final = Text("Alleen bij deze lezing", "Only in this reading")
UNDER: Final = Text("Onder de overeenkomst", "Under the agreement")
THERAPIST: Final = Text("De therapeut", "The therapist")
PRACTICE: Final = Text("De praktijk", "The practice")
WHOSE_MOVE: Final = Text("Wie aan zet is", "Whose move it is")
ACTORS: Final[dict[str, Text]] = {
    "provider": Text("de zorgaanbieder", "the provider"),
    "insurer": Text("de verzekeraar", "the insurer"),
    "both": Text("allebei", "both"),
}
WHEN: Final = Text("Wanneer", "When")
LAPSE: Final = Text("Daarna", "After that")
ONLY_WHO: Final = Text("Alleen wie voldoet aan", "Only who meets")
THEME: Final = Text("Onderwerp", "Theme")
ASK: Final = Text("De vraag aan u", "The question to you")
WEIGHED: Final = Text("De verzekeraar weegt uw antwoord mee", "The insurer weighs your answer")
NOT_WEIGHED: Final = Text("Uw antwoord bepaalt niets", "Your answer decides nothing")
EFFECT_OF: Final = Text("Gevolg", "Effect")
WAS: Final = Text("Was", "Was")
IS_NOW: Final = Text("Is nu", "Is now")
ABOUT: Final = Text("Gaat over", "Is about")
MATTERS: Final = Text("Waarom het ertoe doet", "Why it matters")
OPTIONS: Final = Text("Dit zijn", "These are")
EFFORT: Final = Text("inspanning", "effort")
