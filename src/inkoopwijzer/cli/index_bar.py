"""A bar on the terminal for work on claims that takes minutes: which part, how far, how long still."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress

from inkoopwijzer.values.text import Lang, Text

if TYPE_CHECKING:
    from inkoopwijzer.index.engine import Progress

PARTS: Final = {
    "trajecten": Text("regels tot trajecten", "lines to trajectories"),
    "bladcellen": Text("cellen", "cells"),
    "indeling": Text("kleine cellen samen", "small cells together"),
    "standaard": Text("landelijk verwacht", "expected nationally"),
    "praktijksommen": Text("per praktijk", "per practice"),
    "benadering": Text("intervallen", "intervals"),
    "telling": Text("regels tellen", "counting lines"),
    "bijdragen": Text("waaruit elk cijfer bestaat", "what each figure is made of"),
    "bewijs": Text("bewijs van de invoer", "receipt of the input"),
    "declaraties": Text("declaraties verzinnen", "inventing claims"),
}


class Bar:
    """The bar, on stderr and only on a terminal; gone when the work is done."""

    def __init__(self, lang: Lang) -> None:
        self._lang: Lang = lang
        self._rich = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._parts: dict[str, TaskID] = {}

    def __enter__(self) -> Bar:
        """Begin to show."""
        self._rich.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._rich.stop()

    def tell(self, at: Progress) -> None:
        """Show how far a part is."""
        if at.part not in self._parts:
            says = PARTS.get(at.part, Text(at.part, at.part)).to(self._lang)
            self._parts[at.part] = self._rich.add_task(says, total=1.0)
        self._rich.update(self._parts[at.part], completed=at.share)
