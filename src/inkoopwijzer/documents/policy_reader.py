"""The policy reader: a document as one HTML page, line by line, with in the margin what rests on each line.

The text comes from the file of the user and is written nowhere else. The page holds its own style, runs no
script and asks for nothing from elsewhere; what is shown is chosen by the style sheet alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.documents import strings_reader
from inkoopwijzer.documents.pages import environment, squeezed, style
from inkoopwijzer.documents.passages import readable
from inkoopwijzer.documents.policy_notes import SECTIONS, Note, anchor_of, notes
from inkoopwijzer.documents.policy_outline import Outline, outline
from inkoopwijzer.policy.coverage import Account, Coverage, LineAccount
from inkoopwijzer.policy.entries import SECTION_LABELS
from inkoopwijzer.policy.lines import CLASS_WORDS, ClassifiedLines, LineClass
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.citation import Citation, Document, Span
from inkoopwijzer.values.text import Lang, Text

OPEN: Final = "open"
"""The choice that shows the lines that are not accounted for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note rests: in words, and the line to go to; None where the passage is not there any more."""

    where: Text
    line: int | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A note with the places it rests on."""

    note: Note
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the document with its margin.

    `notes` are told in full here and `also` elsewhere; `belongs` is the line above where the passage starts.
    """

    number: int
    cells: tuple[str, ...]
    level: int | None
    item: int
    account: Account
    keys: tuple[str, ...]
    notes: tuple[Placed, ...]
    also: tuple[Note, ...]
    label: Text | None
    says: Text | None
    rule: str | None
    belongs: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be shown alone, with how many lines it has."""

    key: str
    label: Text
    count: int


def render_policy(policy: Policy, document: Document, coverage: Coverage, lang: Lang) -> str:
    """The policy reader of a document as one HTML page in `lang`."""
    told = _placed(notes(policy), coverage)
    rows = _rows(document, coverage, told)
    counts = Counter(key for row in rows for key in row.keys)
    sections = [Choice(f"s-{s}", SECTION_LABELS[s], counts[f"s-{s}"]) for s in SECTIONS]
    classes = [Choice(f"c-{c}", CLASS_WORDS[c][0], counts[f"c-{c}"]) for c in LineClass]
    choices = [Choice(OPEN, strings_reader.OPEN, counts[OPEN])]
    page = (
        environment()
        .get_template("policy_reader.html.j2")
        .render(
            lang=lang,
            r=strings_reader,
            reader_style=style("policy_reader.css"),
            policy=policy,
            document=document,
            counts=coverage.accounts(),
            said=coverage.said,
            parts=_parts(rows),
            headings=[row for row in rows if row.level],
            sections=[c for c in sections if c.count],
            classes=[c for c in classes if c.count],
            choices=[c for c in (*choices, *sections, *classes) if c.count],
            meanings=[(CLASS_WORDS[c], counts[f"c-{c}"]) for c in LineClass if counts[f"c-{c}"]],
            open=choices[0].count,
            index=_index(told),
            elsewhere=[one for one in told if all(place.line is None for place in one.places)],
        )
    )
    return squeezed(page)


def _placed(told: Iterable[Note], coverage: Coverage) -> list[Placed]:
    """Each note with where its passages stand now."""
    now = {one.citation: one.now for one in coverage.cited if one.holds}
    return [Placed(note, tuple(_place(cite, now.get(cite)) for cite in note.cites)) for note in told]


def _place(cite: Citation, now: Span | None) -> Place:
    if now is None:
        return Place(strings_reader.CHANGED.format(a=cite.first), None)
    words = strings_reader.AT_LINE if now[0] == now[1] else strings_reader.AT_LINES
    return Place(words.format(a=now[0], b=now[1]), now[0])


def _rows(document: Document, coverage: Coverage, told: Sequence[Placed]) -> list[Row]:
    """The lines that say something."""
    cites = {one.citation: one.now for one in coverage.cited if one.holds and one.now}
    spans: dict[int, list[tuple[Placed, Span]]] = {}
    for one in told:
        for cite in one.note.cites:
            if span := cites.get(cite):
                spans.setdefault(_first_said(document, span), []).append((one, span))
    home: dict[str, int] = {}
    for number in sorted(spans):
        for one, _ in spans[number]:
            home.setdefault(one.note.anchor, number)
    titles = outline(document, coverage)
    starts = _class_starts(document, coverage)
    rows, running = [], _Running()
    for line in coverage.lines:
        if not line.blank:
            here = spans.get(line.number, [])
            rows.append(_row(document, line, here, home, titles, starts, running.at(line.number, here)))
    return rows


def _first_said(document: Document, span: Span) -> int:
    """The first line of a span that says something."""
    return next(iter(document.content_between(*span)), span[0])


def _class_starts(document: Document, coverage: Coverage) -> Mapping[ClassifiedLines, int]:
    """Of each classified passage the first line that says something, as it stands now."""
    return {one.lines: _first_said(document, one.now) for one in coverage.classified if one.now}


@dataclass
class _Running:
    """The cited passage that started last and still runs on."""

    start: int = 0
    end: int = 0

    def at(self, number: int, here: Sequence[tuple[Placed, Span]]) -> int | None:
        """The line where the passage of this line started, if it is not this line."""
        if here:
            longest = max(span[1] for _, span in here)
            if longest >= self.end:
                self.start, self.end = number, longest
            return None
        return self.start if number <= self.end else None


def _row(
    document: Document,
    line: LineAccount,
    here: Sequence[tuple[Placed, Span]],
    home: Mapping[str, int],
    titles: Outline,
    starts: Mapping[ClassifiedLines, int],
    belongs: int | None,
) -> Row:
    text = document.lines[line.number - 1]
    full = {one.note.anchor: one for one, _ in here if home[one.note.anchor] == line.number}
    also = {one.note.anchor: one.note for one, _ in here if one.note.anchor not in full}
    classified = line.classified
    first = classified is not None and starts[classified] == line.number
    level = titles.level_of(line.number)
    named = first and not (level and classified and not classified.says)
    return Row(
        number=line.number,
        cells=tuple(filter(None, map(readable, text.split("\t")))) if "\t" in text else (readable(text),),
        level=level,
        item=_depth(text),
        account=line.account,
        keys=_keys(line, [*full.values()], [*also.values()]),
        notes=tuple(full.values()),
        also=tuple(also.values()),
        label=CLASS_WORDS[classified.line_class][0] if classified and named else None,
        says=classified.says if classified and first else None,
        rule=anchor_of(classified.rule) if classified and first and classified.rule else None,
        belongs=belongs if belongs != line.number else None,
    )


def _depth(text: str) -> int:
    """How deep a line stands as an item of a list; 0 if it is none."""
    bare = text.lstrip()
    if not bare.startswith(("- ", "* ", "• ")):
        return 0
    return 1 if len(text) == len(bare) else 2


def _keys(line: LineAccount, full: Sequence[Placed], also: Sequence[Note]) -> tuple[str, ...]:
    """What this line can be shown for."""
    sections = [one.note.section for one in full] + [note.section for note in also]
    found = [f"s-{section}" for section in dict.fromkeys(sections)]
    if line.classified is not None:
        found.append(f"c-{line.classified.line_class}")
    if line.account is Account.open:
        found.append(OPEN)
    return tuple(found)


def _parts(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows in parts, each from a heading up to the next."""
    parts: list[list[Row]] = []
    for row in rows:
        if row.level or not parts:
            parts.append([])
        parts[-1].append(row)
    return parts


def _index(told: Sequence[Placed]) -> list[tuple[Text, list[Note]]]:
    """The notes by section."""
    found = [(SECTION_LABELS[s], [one.note for one in told if one.note.section == s]) for s in SECTIONS]
    return [(label, listed) for label, listed in found if listed]
