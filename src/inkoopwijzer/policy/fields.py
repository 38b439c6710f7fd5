"""Reading the fields of a rule file: each value with its place, each fault with its words.

Whoever reads a wrong value gets something harmless back (an empty text, no items) and the fault is kept, so
that one pass finds all faults. Nothing that was read may be used before `Found.settle`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from inkoopwijzer.facts import located
from inkoopwijzer.policy.wording import WORDING
from inkoopwijzer.values.fault import Fault, Faults, near
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text

LONGEST_TEXT: Final = 400
"""Most characters in one sentence of a rule file."""
LONGEST_WORD: Final = 200
"""Most characters in a name, heading or title."""

_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
_GROUP_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_SHARE: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)%")
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_SOME_DAY: Final = date(2000, 1, 1)


@dataclass(slots=True)
class Found:
    """The faults found so far; with more than a hundred the reading stops."""

    faults: dict[Fault, None] = field(default_factory=dict)

    def add(self, faults: Iterable[Fault]) -> None:
        """Keep these faults, each once."""
        self.faults |= dict.fromkeys(faults)
        if len(self.faults) >= located.MAX_FAULTS:
            raise Faults(list(self.faults)[: located.MAX_FAULTS])

    def settle(self) -> None:
        """Raise all faults, if there are any."""
        if self.faults:
            raise Faults(self.faults)


def fault(
    code: str, file: str, line: int | None = None, path: str = "", hint: Text | None = None, **values: object
) -> Fault:
    """The fault with this code, in the words of `WORDING`; `hint` goes before the usual advice."""
    message, advice = WORDING[code]
    if hint is None and advice is not None:
        hint = advice.format(**values)
    return Fault(code, message.format(**values), file, line, path, hint)


class Spot:
    """A value in a rule file, and where it stands. `node` None: the field is absent, as was said already.

    A package has ten thousand of these and hardly ever a fault, so the path is put together when it is asked for.
    """

    __slots__ = ("_above", "_step", "file", "found", "line", "node")

    def __init__(
        self,
        node: located.Node | None,
        file: str,
        line: int,
        path: str | int,
        found: Found,
        above: Spot | None = None,
    ) -> None:
        self.node, self.file, self.line, self.found = node, file, line, found
        self._above, self._step = above, path

    @property
    def path(self) -> str:
        """The way from the top of the file: `agreements.fysiotherapie.groups[0]`."""
        start = self._above.path if self._above is not None else ""
        if isinstance(self._step, int):
            return f"{start}[{self._step}]"
        return f"{start}.{shorten(self._step)}" if start and self._step else start or shorten(self._step)

    def fault(self, code: str, hint: Text | None = None, **values: object) -> None:
        """Keep a fault of this value."""
        self.found.add([fault(code, self.file, self.line, self.path, hint, **values)])

    def unknown(self, code: str, name: str, allowed: Collection[str], **values: object) -> None:
        """Keep the fault that `name` is not one of `allowed`, with the nearest or with what is allowed."""
        self.fault(code, near(name, allowed), name=shorten(name), allowed=listed(allowed), **values)

    def word(self, most: int = LONGEST_WORD) -> str:
        """The single value here, white space folded; "" after a fault."""
        match self.node:
            case located.Scalar(text):
                folded = " ".join(text.split())
                if not folded:
                    self.fault("policy.missing_value")
                elif len(folded) > most:
                    self.fault("policy.too_long", length=len(folded), most=most)
                else:
                    return folded
            case located.Mapping() | located.Sequence():
                self.fault("policy.expected_word")
        return ""

    def id(self, pattern: re.Pattern[str] = _ID) -> str:
        """The name here."""
        name = self.word()
        if name and not pattern.fullmatch(name):
            self.fault("policy.bad_id", name=shorten(name))
        return name

    def check(self, names: Iterable[str], allowed: Collection[str], code: str, **values: object) -> None:
        """Keep a fault for each of `names` that is not allowed."""
        for name in names:
            if name and name not in allowed:
                self.unknown(code, name, allowed, **values)

    def choice(self, allowed: Collection[str]) -> str:
        """The word here, one of `allowed`; "" after a fault."""
        name = self.word()
        if name in allowed:
            return name
        if name:
            self.unknown("policy.unknown_choice", name, allowed)
        return ""

    def items(self) -> list[Spot]:
        """The items of the list here: at least one."""
        match self.node:
            case None:
                return []
            case located.Sequence(items):
                if not items:
                    self.fault("policy.empty_list")
                return [
                    Spot(node, self.file, node.line, at, self.found, self) for at, node in enumerate(items)
                ]
        self.fault("policy.expected_list")
        return []

    def words(self) -> tuple[str, ...]:
        """The words of the list here, each once."""
        names: dict[str, None] = {}
        for item in self.items():
            name = item.word()
            if name in names and name:
                item.fault("policy.twice", name=shorten(name))
            names[name] = None
        return tuple(filter(None, names))

    def entries(self) -> list[tuple[str, Spot]]:
        """The fields here by name, whatever their names: at least one."""
        match self.node:
            case None:
                return []
            case located.Mapping(entries):
                if not entries:
                    self.fault("policy.missing_value")
                return [(key.text, self._under(key, node)) for key, node in entries]
        self.fault("policy.expected_fields")
        return []

    def named(self) -> list[tuple[str, Spot]]:
        """The entries here, each under a proper name."""
        return [(name, spot) for name, spot in self.entries() if spot.properly(name, _ID)]

    def properly(self, name: str, pattern: re.Pattern[str] = _GROUP_ID) -> bool:
        """Whether `name`, the field of this value, is a proper name; if not, that is a fault."""
        if pattern.fullmatch(name):
            return True
        self.fault("policy.bad_id", name=shorten(name))
        return False

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> Fields:
        """The fields here, all of `required` and some of `optional`; others are faults."""
        found = dict(self.entries())
        allowed = (*required, *optional)
        for name, spot in found.items():
            if name not in allowed:
                spot.unknown("policy.unknown_field", name, allowed)
        if found:
            for name in required:
                if name not in found:
                    self.fault("policy.missing_field", name=name)
        return Fields(self, found)

    def _under(self, key: located.Scalar, node: located.Node) -> Spot:
        return Spot(node, self.file, key.line, key.text, self.found, self)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one mapping. A field that is not there can be read: it gives nothing, without a fault."""

    whole: Spot
    spots: Mapping[str, Spot]

    def __contains__(self, name: object) -> bool:
        return name in self.spots

    def __getitem__(self, name: str) -> Spot:
        whole = self.whole
        return self.spots.get(name) or Spot(None, whole.file, whole.line, "", whole.found, whole)


def shorten(name: str) -> str:
    """`name` as it can be shown in a message."""
    name = " ".join(name.split())
    return name if len(name) <= 60 else name[:57] + "..."


def listed(names: Collection[str]) -> str:
    """Names as they can be shown in a message: the first twenty."""
    shown = ", ".join(list(names)[:20])
    return shown + ", ..." if len(names) > 20 else shown


def text(spot: Spot, most: int = LONGEST_TEXT) -> Text:
    """The sentence in both languages."""
    both = spot.fields(("nl", "en"))
    return Text(both["nl"].word(most), both["en"].word(most))


def day(spot: Spot) -> date:
    """The date here."""
    name = spot.word()
    if name:
        try:
            if _DATE.fullmatch(name):
                return date.fromisoformat(name)
        except ValueError:
            pass
        spot.fault("policy.bad_date", name=shorten(name))
    return _SOME_DAY


def period(spot: Spot, closed: bool = False) -> Period:
    """The period here: from and until, both if `closed`, else at least one of them."""
    ends = spot.fields(("from", "until") if closed else (), () if closed else ("from", "until"))
    start = day(ends["from"]) if "from" in ends else None
    end = day(ends["until"]) if "until" in ends else None
    if start and end and end < start and _SOME_DAY not in (start, end):
        spot.fault("policy.period_backwards")
        return Period()
    return Period(start, end)


def whole(spot: Spot, least: int, most: int) -> int:
    """The whole number here, from `least` to `most`; `least` after a fault."""
    name = spot.word()
    if name and re.fullmatch(r"[0-9]{1,9}", name) and least <= int(name) <= most:
        return int(name)
    if name:
        allowed = Text(f"een geheel getal van {least} tot {most}", f"a whole number from {least} to {most}")
        spot.fault("policy.bad_number", name=shorten(name), allowed=allowed)
    return least


def number(spot: Spot) -> Decimal:
    """The number here."""
    name = spot.word()
    if name and not _NUMBER.fullmatch(name):
        allowed = Text("een getal, zoals 150 of 12.5", "a number, such as 150 or 12.5")
        spot.fault("policy.bad_number", name=shorten(name), allowed=allowed)
        return Decimal(0)
    return Decimal(name or 0)


def share(spot: Spot) -> Decimal:
    """The percentage here as a part of one."""
    name = spot.word()
    found = _SHARE.fullmatch(name)
    if found and 0 < Decimal(found[1]) <= 100:
        return Decimal(found[1]) / 100
    if name:
        allowed = Text("een percentage boven 0%, zoals 50%", "a percentage above 0%, such as 50%")
        spot.fault("policy.bad_number", name=shorten(name), allowed=allowed)
    return Decimal(0)


def minutes(spot: Spot) -> int:
    """The time of day, or the duration, in minutes."""
    name = spot.word()
    found = _TIME.fullmatch(name)
    if name and not found:
        spot.fault("policy.bad_time", name=shorten(name))
    return int(found[1]) * 60 + int(found[2]) if found else 0
