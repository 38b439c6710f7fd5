"""Folders that are written all or nothing, and only where nothing else is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

_ANOTHER: Final = Text("Kies een andere map, of maak deze leeg.", "Choose another folder, or empty this one.")


def check_free(out: Path, ours: str | None) -> None:
    """Raise `Faults` for something at `out` that is not ours to replace; the file `ours` in it shows that it is."""
    if not out.exists() or (out.is_dir() and (not any(out.iterdir()) or (ours and (out / ours).is_file()))):
        return
    message = Text("Hier staat al iets anders.", "Something else is here.")
    raise Faults([Fault("index.in_the_way", message, str(out), hint=_ANOTHER)])


@contextmanager
def making_folder(out: Path) -> Iterator[Path]:
    """A folder to write into that becomes `out` when everything is written. Raises `Faults` when that cannot be."""
    making = out.with_name(f".{out.name}.{os.getpid()}.nieuw")
    old = out.with_name(f".{out.name}.{os.getpid()}.oud")
    try:
        making.mkdir(parents=True)
        yield making
        if out.exists():
            out.rename(old)
        making.rename(out)
    except OSError as error:
        if old.exists() and not out.exists():
            old.rename(out)
        why = str(error.strerror or error)
        message = Text(f"De map is niet te schrijven ({why}).", f"The folder cannot be written ({why}).")
        raise Faults([Fault("index.unwritable", message, str(out), hint=_ANOTHER)]) from None
    finally:
        shutil.rmtree(making, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
