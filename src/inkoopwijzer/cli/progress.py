"""A bar that shows how far long work is; nothing where nobody is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from inkoopwijzer.values.text import Lang

Tell = Callable[[str, int, int], None]


@contextmanager
def progress(lang: Lang) -> Iterator[Tell]:
    """What long work tells how far it is: the name of the part, how much is done, of how much.

    The bars stand on stderr, only on a terminal, and go away when the work is done.
    """
    if not sys.stderr.isatty():
        yield lambda what, done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        known: dict[str, int] = {}

        def tell(what: str, done: int, of: int) -> None:
            if what not in known:
                known[what] = int(bars.add_task(what, total=of))
            bars.update(bars.task_ids[list(known).index(what)], completed=done, total=of)

        yield tell
