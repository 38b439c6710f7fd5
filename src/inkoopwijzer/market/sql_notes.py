"""What stands as comment in exported SQL: what it was made from, and where each column comes from.

Our own sentences and the places they rest on; never the text of a document.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Final

from inkoopwijzer.market.plan import Planned
from inkoopwijzer.market.sql_dialect import Dialect
from inkoopwijzer.market.sql_text import comment
from inkoopwijzer.policy.policy import NONE, Remark
from inkoopwijzer.policy.reached import nodes_of, readings_in
from inkoopwijzer.policy.tree import Condition
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Lang, Text

WIDE: Final = 106
"""The most characters of a line of comment, without its sign and indent."""


def header(planned: Planned, dialect: Dialect, lang: Lang) -> list[str]:
    """The lines above the query: what it assesses, by which text, on which day, and how to read the result."""
    policy, agreement, frame = planned.policy, planned.agreement, planned.frame
    document = policy.document
    said: list[Text | str] = [
        _TITLE.format(agreement=agreement.id, title=agreement.title, policy=policy.id, dialect=dialect.title),
        _DOCUMENT.format(
            insurer=policy.insurer_name,
            title=document.title,
            version=document.version,
            day=document.published,
        ),
        _RULES.format(hash=policy.hash[:16]),
        _DAY.format(on=frame.on, first=agreement.term.start, last=agreement.term.end),
    ]
    for name in readings_in(nodes_of(policy, agreement)):
        reading = policy.readings[name]
        chosen = planned.readings[name]
        of = Text("standaard", "default") if chosen == reading.default else Text("gekozen", "chosen")
        said.append(_READING.format(id=name, option=chosen, of=of, says=reading.options[chosen]))
    groups = ", ".join(g.id for g in agreement.groups)
    said += ["", _CODES, _OUTCOME.format(groups=groups, none=NONE), _BOUND, "", _TABLES]
    if policy.reservations:
        said += ["", _RESERVED.format(insurer=policy.insurer_name), *map(_remark, policy.reservations)]
    if policy.externals:
        said += ["", _EXTERNAL, *map(_remark, policy.externals)]
    return [line for one in said for line in _wrapped(one, lang)]


def condition_notes(condition: Condition, document: str, lang: Lang) -> tuple[str, ...]:
    """The lines above the column of a condition: what it says, and where the document says so."""
    cited = _places(condition.cites).to(lang)
    return tuple(_wrapped(f"{condition.id}: {condition.says.to(lang)} [{document}: {cited}]", lang))


def group_notes(title: Text, cites: Iterable[Citation], document: str, lang: Lang) -> tuple[str, ...]:
    """The lines above the column of a group."""
    return tuple(_wrapped(f"{title.to(lang)} [{document}: {_places(cites).to(lang)}]", lang))


def about(text: Text, lang: Lang) -> str:
    """The line above a part of the query."""
    return comment(text.to(lang))


def _remark(remark: Remark) -> Text:
    places = _places(remark.cites)
    return Text(f"- {remark.says.nl} [{places.nl}]", f"- {remark.says.en} [{places.en}]")


def _places(cites: Iterable[Citation]) -> Text:
    """Sections and lines; a section that stands there several times is named once."""
    spans: dict[str, list[str]] = {}
    for cite in cites:
        span = str(cite.first) if cite.first == cite.last else f"{cite.first}-{cite.last}"
        spans.setdefault(cite.section, []).append(span)

    def told(one: str, many: str) -> str:
        return " + ".join(
            f"{section}, {one if len(found) == 1 and '-' not in found[0] else many} {', '.join(found)}"
            for section, found in spans.items()
        )

    return Text(told("regel", "regels"), told("line", "lines"))


def _wrapped(text: Text | str, lang: Lang) -> list[str]:
    told = text.to(lang) if isinstance(text, Text) else text
    lines = textwrap.wrap(told, WIDE, subsequent_indent="  ", break_on_hyphens=False)
    return [comment(line) for line in lines] or [comment("")]


_TITLE: Final = Text(
    "Overeenkomst {agreement} ({title}) van {policy}, als SQL voor {dialect}. Gemaakt door Inkoopwijzer.",
    "Agreement {agreement} ({title}) of {policy}, as SQL for {dialect}. Made by Inkoopwijzer.",
)
_DOCUMENT: Final = Text(
    "Document: {insurer}, {title} ({version}), gepubliceerd {day}. Regelnummers tellen in de tekst ervan.",
    "Document: {insurer}, {title} ({version}), published {day}. Line numbers count in its text.",
)
_RULES: Final = Text("Regelbestanden: {hash}.", "Rule files: {hash}.")
_DAY: Final = Text(
    "Feiten zoals ze gelden op {on}. De overeenkomst loopt van {first} tot en met {last}. Voor een andere dag: "
    "maak deze SQL opnieuw.",
    "Facts as they are on {on}. The agreement runs from {first} up to and including {last}. For another day: make "
    "this SQL again.",
)
_READING: Final = Text("Lezing {id} = {option} ({of}): {says}", "Reading {id} = {option} ({of}): {says}")
_CODES: Final = Text(
    "Codes: 0 niet voldaan, 1 onbekend (ook: aan de verzekeraar, of het document zwijgt), 2 voldaan of niet van "
    "toepassing.",
    "Codes: 0 not met, 1 unknown (also: for the insurer, or the document does not say), 2 met or not applicable.",
)
_OUTCOME: Final = Text(
    "De uitkomst noemt wat nog mogelijk is, het beste eerst ({groups}). {none}: geen overeenkomst.",
    "The outcome names what is still possible, best first ({groups}). {none}: no agreement.",
)
_BOUND: Final = Text(
    "De uitkomst sluit niets ten onrechte uit, en belooft niets. Voor één praktijk kan 'inkoopwijzer assess' nauwer "
    "zijn, als onbekende feiten elkaar uitsluiten.",
    "The outcome never wrongly excludes anything, and promises nothing. For one practice 'inkoopwijzer assess' can be "
    "narrower, when unknown facts exclude each other.",
)
_TABLES: Final = Text(
    "Leest de tabellen onderwerpen, gegevens en registers van een marktmap (docs/scale.md).",
    "Reads the tables onderwerpen, gegevens and registers of a market folder (docs/scale.md).",
)
_RESERVED: Final = Text("{insurer} behoudt zich voor:", "{insurer} reserves:")
_EXTERNAL: Final = Text("Niet in deze regels, wel van belang:", "Not in these rules, but it matters:")
