"""Everything that is wrong with one file: the first of each kind in full, the rest counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

SHOWN_OF_A_KIND: Final = 20
"""Faults of one kind in one file that are told in full; the others are counted."""


@dataclass
class FaultList:
    """The faults of one file, while it is being read."""

    file: str
    found: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return self.counts.total() > 0

    def add(
        self, code: str, message: Text, line: int | None = None, path: str = "", hint: Text | None = None
    ) -> None:
        """Note a fault of this kind (`agb` becomes `register.agb`)."""
        self.note(Fault(f"register.{code}", message, self.file, line, path, hint))

    def note(self, fault: Fault) -> None:
        """Note a fault as it is."""
        self.counts[fault.code] += 1
        if self.told[fault.code] < SHOWN_OF_A_KIND:
            self.told[fault.code] += 1
            self.found.append(fault)

    def room(self, code: str) -> int:
        """How many more faults of this kind are told in full; one more than that is never needed."""
        return max(0, SHOWN_OF_A_KIND - self.told[f"register.{code}"])

    def count(self, code: str, more: int) -> None:
        """Count faults of this kind that are not told."""
        self.counts[f"register.{code}"] += more

    def faults(self) -> list[Fault]:
        """The faults told in full, and for each kind with more a last one that says how many more."""
        rest = []
        for code, count in self.counts.items():
            if count > self.told[code] > 0:
                last = max((f for f in self.found if f.code == code), key=lambda f: f.line or 0)
                more = count - self.told[code]
                message = Text(
                    f"Zo zijn er nog {more} fouten in dit bestand ({code}); die staan hier niet.",
                    f"There are {more} more faults like these in this file ({code}), not listed here.",
                )
                rest.append(Fault("register.more", message, self.file, last.line, last.path))
        return [*self.found, *rest]


def refuse(lists: Iterable[FaultList]) -> None:
    """Raise `Faults` if anything was noted in any of these files."""
    found = [fault for each in lists for fault in each.faults()]
    if found:
        raise Faults(found)


def renamed(faults: Iterable[Fault], prefix: str, file: str) -> list[Fault]:
    """Faults that a reader of dossiers noted, under the name of this kind of file."""
    return [replace(fault, code=f"{prefix}.{fault.code.rsplit('.', 1)[-1]}", file=file) for fault in faults]
