"""The page that a command prints: wrapped to the terminal, with colour only where there is a terminal.

Everything is collected and written at once, so that a closed pipe or a narrow character set cannot stop a
command halfway. Colour never carries meaning alone: a word always says the same.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from rich.console import Console, RenderableType
from rich.text import Text as Rich

from inkoopwijzer.cli.trouble import plain, write
from inkoopwijzer.values.text import Lang, Text

READABLE: Final = 100
"""Running text is not set wider than this."""
PIPED: Final = 100
NARROWEST: Final = 20

Part = str | Text | tuple[str | Text, str] | Rich
"""A piece of a line: text, or text with a style, or a line that is made already."""


def coloured() -> bool:
    """Whether colour may be used: on a terminal that can, unless NO_COLOR asks not to."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def width() -> int:
    """The number of columns there are; for a pipe what COLUMNS says, or else a readable line."""
    return max(NARROWEST, shutil.get_terminal_size((PIPED, 24)).columns)


class Screen:
    """One page of output in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self.width = width()
        self._colour = coloured()
        self._buffer = StringIO()
        self._console = Console(
            file=self._buffer,
            width=self.width,
            force_terminal=self._colour,
            no_color=not self._colour,
            color_system="auto" if self._colour else None,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def rich(self, *parts: Part, style: str = "") -> Rich:
        """The parts as one run of styled text in the language of this page."""
        line = Rich(style=style)
        for part in parts:
            if isinstance(part, Rich):
                line.append_text(part)
            elif isinstance(part, tuple):
                line.append(self.word(part[0]), style=part[1])
            else:
                line.append(self.word(part))
        return line

    def word(self, text: str | Text) -> str:
        """A text in the language of this page, without signs that steer a terminal."""
        return plain(text.to(self.lang) if isinstance(text, Text) else text)

    def line(
        self,
        *parts: Part,
        indent: int = 0,
        lead: str = "",
        lead_style: str = "",
        hang: int = 0,
        rail: bool = False,
    ) -> None:
        """A paragraph after `lead`; further lines stand under its text, or `hang` further.

        A `rail` repeats the lead before every line: the bar beside a quotation.
        """
        room = max(NARROWEST, min(self.width, READABLE) - indent - len(lead) - hang)
        before = Rich(" " * indent).append(lead, style=lead_style)
        after = before.copy() if rail else Rich(" " * (indent + len(lead) + hang))
        rows = self.rich(*parts).wrap(self._console, room) or [Rich()]
        for number, row in enumerate(rows):
            row.rstrip()
            start = after if number else before
            self._console.print(start.copy().append_text(row), soft_wrap=True)

    def verbatim(self, text: str, indent: int = 0) -> None:
        """A line as it is, not wrapped."""
        self._console.print(Rich(" " * indent + plain(text)), soft_wrap=True)

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def title(self, text: str | Text) -> None:
        """The heading of a page or a part of it."""
        self.line((text, "bold"))

    def show(self, renderable: RenderableType) -> None:
        """Something that rich lays out itself: a table."""
        self._console.print(renderable)

    def columns(self, rows: Iterable[Sequence[Part]], indent: int = 0, gap: int = 2) -> None:
        """Rows of cells, as wide as they need; the last cell takes the room that is left and wraps in it."""
        cells = [[self.rich(part) for part in row] for row in rows]
        if not cells:
            return
        wide = [max(row[i].cell_len for row in cells) + gap for i in range(len(cells[0]) - 1)]
        for row in cells:
            lead = Rich()
            for cell, room in zip(row[:-1], wide, strict=True):
                lead.append_text(cell).append(" " * (room - cell.cell_len))
            if lead.cell_len + indent > self.width // 2:
                self.line(lead, indent=indent)
                self.line(row[-1], indent=indent + 4)
            else:
                self._row(lead, row[-1], indent)

    def _row(self, lead: Rich, cell: Rich, indent: int) -> None:
        hang = indent + lead.cell_len
        first = Rich(" " * indent).append_text(lead)
        for row in cell.wrap(self._console, max(NARROWEST, self.width - hang)) or [Rich()]:
            row.rstrip()
            first.append_text(row)
            first.rstrip()
            self._console.print(first, soft_wrap=True)
            first = Rich(" " * hang)

    def text(self) -> str:
        """The page so far; lines end where their text ends."""
        return "\n".join(line.rstrip() for line in self._buffer.getvalue().split("\n"))

    def print(self) -> None:
        """Write the page to stdout."""
        write(self.text())
