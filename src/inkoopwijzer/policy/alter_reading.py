"""Changes to a policy as people write them: `p70_2025=110`, `helft_verbijzonderd=60%`, `A:eigen_website`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from inkoopwijzer.facts.place import shown
from inkoopwijzer.policy.alter_changes import (
    Also,
    Change,
    NewCap,
    NewNorm,
    NewThreshold,
    NoCap,
    NoLonger,
    ReadAs,
)
from inkoopwijzer.policy.alter_words import WORDING
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

_VALUE: Final = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,6})?)(%?)")


@dataclass(frozen=True)
class Written:
    """Changes as written, by their kind; each is `name=value` or `group:name`."""

    norms: Sequence[str] = ()
    thresholds: Sequence[str] = ()
    drops: Sequence[str] = ()
    requires: Sequence[str] = ()
    readings: Sequence[str] = ()
    caps: Sequence[str] = ()
    no_caps: Sequence[str] = ()

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return any(
            (self.norms, self.thresholds, self.drops, self.requires, self.readings, self.caps, self.no_caps)
        )


def read_changes(written: Written) -> tuple[Change, ...]:
    """The changes meant. Raises `Faults` with all that cannot be read, or is changed twice."""
    work = _Reading()
    work.all("--norm", written.norms, work.norm)
    work.all("--threshold", written.thresholds, work.threshold)
    work.all("--to-reading", written.readings, work.reading)
    work.all("--drop", written.drops, work.drop)
    work.all("--require", written.requires, work.require)
    work.all("--no-cap", written.no_caps, lambda text: NoCap(text) if text else work.bad(text, "ID", "ID"))
    work.all("--cap", written.caps, work.cap)
    if work.faults:
        raise Faults(work.faults)
    return tuple(work.found)


def value_of(text: str) -> tuple[Decimal, bool] | None:
    """A number with a point or a comma, or a percentage as a part of one; None if it is neither."""
    found = _VALUE.fullmatch(text.strip())
    if found is None:
        return None
    number = Decimal(found[1].replace(",", "."))
    return (number / 100, True) if found[2] else (number, False)


@dataclass
class _Reading:
    found: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    option: str = ""

    def all(self, option: str, texts: Sequence[str], read: Callable[[str], Change | None]) -> None:
        """Read what was given with one option."""
        self.option = option
        names: set[str] = set()
        for text in texts:
            change = read(text)
            if change is None:
                continue
            name = text.partition("=")[0]
            if name in names:
                self.fault("twice", name=shown(name))
            names.add(name)
            self.found.append(change)

    def fault(self, code: str, **values: object) -> None:
        message, advice = WORDING[code]
        told = advice.format(**values)
        self.faults.append(Fault(f"alter.{code}", message.format(**values), self.option, hint=told))

    def bad(self, text: str, nl: str, en: str) -> Change | None:
        self.fault("bad_change", given=shown(text), form=Text(nl, en))
        return None

    def norm(self, text: str) -> Change | None:
        name, _, value = text.partition("=")
        read = value_of(value)
        if not name or read is None or read[1]:
            return self.bad(text, "NORM=GETAL, zoals p70_2025=110", "NORM=NUMBER, such as p70_2025=110")
        return NewNorm(name, read[0])

    def threshold(self, text: str) -> Change | None:
        name, _, value = text.partition("=")
        read = value_of(value)
        if not name or read is None:
            return self.bad(
                text,
                "VOORWAARDE=WAARDE, zoals drie_verbijzonderingen=2 of helft_verbijzonderd=60%",
                "CONDITION=VALUE, such as drie_verbijzonderingen=2 or helft_verbijzonderd=60%",
            )
        return NewThreshold(name, *read)

    def drop(self, text: str) -> Change | None:
        group, colon, name = text.rpartition(":")
        if not name or (colon and not group):
            return self.bad(text, "VOORWAARDE of GROEP:VOORWAARDE", "CONDITION or GROUP:CONDITION")
        return NoLonger(name, group or None)

    def require(self, text: str) -> Change | None:
        group, _, name = text.partition(":")
        if not group or not name:
            return self.bad(text, "GROEP:VOORWAARDE of GROEP:FEIT", "GROUP:CONDITION or GROUP:FACT")
        return Also(group, name)

    def reading(self, text: str) -> Change | None:
        name, _, option = text.partition("=")
        if not name or not option:
            return self.bad(text, "LEZING=OPTIE", "READING=OPTION")
        return ReadAs(name, option)

    def cap(self, text: str) -> Change | None:
        name, _, group = text.partition("=")
        if not name or not group:
            return self.bad(text, "VOORWAARDE=GROEP", "CONDITION=GROUP")
        return NewCap(name, group)
