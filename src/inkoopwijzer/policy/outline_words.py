"""The Dutch words, numbers and dates that make a sentence of a policy look as if it binds somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.values.text import MONTHS, Text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence looks normative: the kind of word, and the word as it stands there."""

    kind: str
    word: str


REASON_TEXT: Final[Mapping[str, Text]] = {
    "must": Text("eis", "requirement"),
    "may": Text("mag of kan", "may"),
    "limit": Text("grens", "limit"),
    "only": Text("uitsluiting", "exclusion"),
    "deadline": Text("termijn", "deadline"),
    "expects": Text("verwachting", "expectation"),
    "reserves": Text("voorbehoud", "reservation"),
    "consequence": Text("gevolg", "consequence"),
    "when": Text("voorwaardelijk", "conditional"),
    "date": Text("datum", "date"),
    "share": Text("percentage", "percentage"),
    "number": Text("getal", "number"),
    "list": Text("hoort bij", "belongs to"),
    "heading": Text("onder de kop", "under the heading"),
}
"""Each kind of reason in words."""

_MONTH: Final = "|".join(MONTHS.nl.split())
_COUNTED: Final = (
    "één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|vijftien|twintig|dertig|veertig|vijftig"
)
_UNIT: Final = (
    r"(?:werkdag|kalenderdag|dag|week|weken|maand|jaar|jaren|uur|uren|minuut|minuten|patiënt|verzekerde|"
    r"therapeut|fysiotherapeut|praktijk|locatie|zorgverlener|zorgaanbieder|blok|keer|maal|procent|euro|deelnemer)"
)

_WORDS: Final[tuple[tuple[str, str], ...]] = (
    (
        "must",
        r"moet(?:en)?|dient|dienen|verplicht(?:e|ing|ingen)?|vereist(?:e|en)?|eis(?:en|t)?|voldoe(?:t|n)|voldaan|"
        r"voorwaarden?|noodzakelijk|nodig|vergewis(?:t|sen)|zorg(?:t|en) (?:ervoor|voor)|draagt zorg|houd(?:t|en) zich|"
        r"is gehouden|zorgdragen|verplicht zich|bent? verantwoordelijk|beschik(?:t|ken)|criteri(?:um|a)|"
        r"vastgelegd|vastleggen|schriftelijk|ondertekend|erken(?:t|nen)|erkende?|geldt|gelden",
    ),
    ("may", r"mag|mogen|kan|kunnen|toegestaan|bevoegd|is mogelijk|recht op|gerechtigd|in aanmerking"),
    (
        "limit",
        r"minimaal|minimum|ten minste|tenminste|minstens|maximaal|maximum|hoogstens|ten hoogste|"
        r"(?:niet )?(?:meer|minder|hoger|lager|langer|korter|later|eerder|groter|kleiner) dan|niet (?:hoger|lager)|"
        r"vanaf|tot en met|boven(?:grens)?|onder(?:grens)|drempel(?:waarde)?|percentiel|[≤≥<>]",
    ),
    (
        "only",
        r"alleen|uitsluitend|slechts|enkel|tenzij|behalve|uitgezonderd|uitzondering|niet|geen|nooit|elke?|alle|"
        r"iedere?|altijd",
    ),
    (
        "deadline",
        r"uiterlijk|vóór|binnen|termijn(?:en)?|deadline|looptijd|ingangsdatum|ingang|geldig(?:e|heid)?|gedurende|"
        r"tijdig|jaarlijks|direct|onmiddellijk|per direct|met terugwerkende kracht|peildatum",
    ),
    (
        "expects",
        r"verwacht(?:en|ing|ingen|t)?|vragen wij|wij vragen|vraagt|verlangen|stimuleren|streven|uitgangspunt|wenselijk|"
        r"gewenst|inspann(?:en|ing)|spant zich|spannen zich",
    ),
    (
        "reserves",
        r"behoud(?:t|en)? (?:zich|ons|wij ons)|voorbehoud(?:en)?|het recht|wijzigen|gewijzigd|wijziging(?:en)?|"
        r"intrekken|afwijken|naar (?:eigen )?oordeel|beoorde(?:elt|len|ling)|ter beoordeling|disclaimer|"
        r"geen rechten",
    ),
    (
        "consequence",
        r"opzeg(?:gen|t|ging)|beëindig(?:en|t|ing)|ontbind(?:en|ing)|vervalt|vervallen|terugvorder(?:en|ing)|"
        r"weiger(?:en|t)|afgewezen|afwijz(?:en|ing)|contracte(?:ren|ert)|gecontracteerd|niet vergoed|"
        r"vergoed(?:t|en|ing)?|tarie(?:f|ven)|tariefgroep(?:en)?|overeenkomst(?:en)?|addendum|declare(?:ren|ert)",
    ),
    ("when", r"indien|mits|wanneer|zodra|zolang|voor zover|in (?:dat|dit) geval|als u|als de|heeft u|bent u"),
)
_FOUND: Final = tuple(
    (kind, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)) for kind, words in _WORDS
)
_DATE: Final = re.compile(
    rf"\b\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?\b|\b\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{4}}\b|"
    rf"\b(?:{_MONTH}) \d{{4}}\b|\bper (?:jaar|{_MONTH})\b",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|procent\b)|\b(?:de )?helft\b", re.IGNORECASE)
_NUMBER: Final = re.compile(
    rf"(?<![\w.-])(?:€\s?)?\d+(?:[.,]\d+)?(?![\w.-])(?!\s*\))|\b(?:{_COUNTED})\s+(?:\w+\s+)?{_UNIT}",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

BINDING_HEADING: Final = re.compile(
    r"\beis(?:en)?\b|eisen\b|voorwaarden?\b|criteri(?:um|a)\b|verplicht|procedure|proces\b|overeenkomst|contract|"
    r"inkoop\b|selectie|norm(?:en)?\b|tarie(?:f|ven)|voorbehoud|differentiatie|planning|termijn|aanvra(?:ag|gen)|"
    r"verwachting|wijziging",
    re.IGNORECASE,
)
"""What a heading says when the lines under it are likely to bind."""


def reasons_in(sentence: str) -> tuple[Reason, ...]:
    """Why this sentence looks normative; nothing if it does not. Each kind is named once, with its first word."""
    found = [Reason(kind, m[0].strip()) for kind, pattern in _FOUND if (m := pattern.search(sentence))]
    for kind, pattern in (("date", _DATE), ("share", _SHARE)):
        if m := pattern.search(sentence):
            found.append(Reason(kind, m[0].strip()))
    number = next((m for m in _NUMBER.finditer(sentence) if not _YEAR.fullmatch(m[0].strip())), None)
    if number and not {"date", "share"} & {reason.kind for reason in found}:
        found.append(Reason("number", number[0].strip()))
    return tuple(found)
