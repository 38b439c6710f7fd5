"""The headings of a document, with how deep each stands: as its own table of contents says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.policy.coverage import Coverage, LineAccount
from inkoopwijzer.policy.lines import LineClass
from inkoopwijzer.values.citation import Document, normalise

TOP: Final = 3
"""The level of a chapter: above it stand the title of the page and that of the document."""
DEEPEST: Final = 6

_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)*)\.?\s")
_CAPTION: Final = re.compile(r"^\s*(?:tabel|figuur)\s+\d|\S\t|:\s*$", re.IGNORECASE)
_PAGE: Final = re.compile(r"\s+\d+$")


@dataclass(frozen=True, slots=True)
class Outline:
    """The level of each heading, by line."""

    levels: Mapping[int, int]

    def level_of(self, line: int) -> int | None:
        """The level of the heading on this line, None if it is none."""
        return self.levels.get(line)


def outline(document: Document, coverage: Coverage) -> Outline:
    """The headings that are classified as such; not those of the title page, and no captions or table heads.

    One that stands in the table of contents is as deep as its number says; any other stands below the last
    of those. No level is skipped.
    """
    listed = [line.number for line in coverage.lines if _is(line, LineClass.contents)]
    chapters = {_title(document.lines[number - 1]) for number in listed}
    paged = [number for number in listed if _PAGE.search(document.lines[number - 1].rstrip())]
    start = min(paged, default=0)
    levels: dict[int, int] = {}
    chapter, before = TOP - 1, TOP - 1
    for line in coverage.lines:
        said = document.lines[line.number - 1]
        if not _is(line, LineClass.heading) or line.number < start or _CAPTION.search(said):
            continue
        if normalise(said) in chapters:
            number = _NUMBER.match(said.strip())
            level = chapter = min(TOP + (number[1].count(".") if number else 0), before + 1)
        else:
            level = min(chapter + 1, before + 1)
        before = levels[line.number] = min(level, DEEPEST)
    return Outline(levels)


def _is(line: LineAccount, line_class: LineClass) -> bool:
    return not line.blank and line.classified is not None and line.classified.line_class is line_class


def _title(line: str) -> str:
    """A line of the table of contents without its page number."""
    return normalise(_PAGE.sub("", line.strip()))
