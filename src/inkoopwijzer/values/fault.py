"""What is wrong with an input: where, what was expected, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from inkoopwijzer.values.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in one input file.

    `code` is stable and machine readable (`dossier.unknown_field`); `line` counts from 1 and is None
    where the file as a whole is at fault; `path` names the field (`therapeuten[2].agb`).
    """

    code: str
    message: Text
    file: str
    line: int | None = None
    path: str = ""
    hint: Text | None = None

    def show(self, lang: Lang) -> str:
        """One line for a person: file:line: field: what is wrong. What to do."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        field = f" {self.path}:" if self.path else ""
        hint = f" {self.hint.to(lang)}" if self.hint else ""
        return f"{where}:{field} {self.message.to(lang)}{hint}"


class Faults(Exception):
    """All faults of an input, reported together; nothing of the input was accepted."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda f: (f.file, f.line or 0, f.path, f.code)))
        super().__init__("\n".join(f.show("en") for f in self.faults))


def near(name: str, names: Iterable[str]) -> Text | None:
    """A hint with the nearest known name, if one is near."""
    found = get_close_matches(name, list(names), n=1, cutoff=0.6)
    return Text(f"Bedoelde u '{found[0]}'?", f"Did you mean '{found[0]}'?") if found else None
