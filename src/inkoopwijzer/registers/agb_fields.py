"""The fields of one answer of the AGB consultation service, read strictly by name, type and form.

Names are PascalCase with `AGBCode` in capitals. What an answer holds beside the fields that were asked for is
accepted and counted. Real answers have names longer than the service's own description allows and a description
that is empty: texts up to `LONGEST` characters are accepted, and an empty `Omschrijving`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeVar

from inkoopwijzer.contracting.amsterdam import day_of
from inkoopwijzer.facts.located import Mapping, Node, Scalar, Sequence
from inkoopwijzer.facts.place import shown
from inkoopwijzer.values.fault import Fault
from inkoopwijzer.values.text import Text

LONGEST: Final = 255
"""Most characters of a text, whatever the description of the service says."""
YEARS: Final = (1900, 2100)

_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_FOREVER: Final = "9999-12-31"
_AGB = re.compile(r"[0-9]{8}")
_WHOLE = re.compile(r"[0-9]{1,9}")
_FLAGS: Final = {"true": True, "false": False}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Coded:
    """A code with its description, which may be empty."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day (None: not known) up to and including the last (None: no end)."""

    start: date | None
    end: date | None


@dataclass(slots=True)
class Noted:
    """What was noted while reading: faults, and by path the fields that this program does not know."""

    faults: list[Fault] = field(default_factory=list)
    extra: Counter[str] = field(default_factory=Counter)


class Fields:
    """The fields of one object in an answer. Reading goes on after a fault; `close` counts what was not asked for."""

    def __init__(self, node: Node, file: str, path: str, noted: Noted) -> None:
        self.file, self.path, self.noted = file, path, noted
        self._node = node if isinstance(node, Mapping) else None
        self._line = node.line
        self._asked: set[str] = set()
        if self._node is None:
            self.fault("shape", node.line, *_NOT_FIELDS)

    def fault(self, code: str, line: int, message: Text, hint: Text | None = None, name: str = "") -> None:
        """Note a fault at the field `name`, or at the object itself."""
        path = f"{self.path}.{name}" if self.path and name else self.path or name
        self.noted.faults.append(Fault(f"agb.{code}", message, self.file, line or None, path, hint))

    @property
    def names(self) -> frozenset[str]:
        """The names of the fields that are there."""
        return frozenset(self._node.keys() if self._node else ())

    def text(self, name: str, *, required: bool = True, empty: bool = False, most: int = LONGEST) -> str:
        """A text of at most `most` characters; "" where an optional one is absent."""
        node = self._scalar(name, required, quoted=True)
        if node is None:
            return ""
        text = node.text.strip()
        if not text and not empty:
            self.fault("empty", node.line, *_EMPTY, name)
        if len(text) > most:
            message = Text(
                f"Deze tekst heeft {len(text)} tekens; ten hoogste {most} is toegestaan.",
                f"This text has {len(text)} characters; at most {most} is allowed.",
            )
            self.fault("too_long", node.line, message, _SOURCE, name)
        return text

    def agb(self, name: str = "AGBCode") -> str:
        """An AGB code: eight digits, as text."""
        text = self.text(name)
        if text and not _AGB.fullmatch(text):
            message = Text(
                f"Een AGB-code heeft precies 8 cijfers; er staat '{shown(text)}'.",
                f"An AGB code has exactly 8 digits; found '{shown(text)}'.",
            )
            self.fault("agb", self._line_of(name), message, _SOURCE, name)
        return text

    def digits(self, name: str, count: int) -> str:
        """A code of exactly `count` digits, as text."""
        text = self.text(name)
        if text and not (len(text) == count and text.isascii() and text.isdigit()):
            message = Text(
                f"Deze code heeft precies {count} cijfers; er staat '{shown(text)}'.",
                f"This code has exactly {count} digits; found '{shown(text)}'.",
            )
            self.fault("code", self._line_of(name), message, _SOURCE, name)
        return text

    def whole(self, name: str) -> int:
        """A whole number, not negative."""
        node = self._scalar(name, required=True, quoted=False)
        if node is not None and _WHOLE.fullmatch(node.text):
            return int(node.text)
        if node is not None:
            message = Text(f"'{shown(node.text)}' is geen aantal.", f"'{shown(node.text)}' is not a number.")
            self.fault("number", node.line, message, _SOURCE, name)
        return 0

    def flag(self, name: str) -> bool:
        """A true or false."""
        node = self._scalar(name, required=True, quoted=False)
        if node is not None and node.text not in _FLAGS:
            message = Text(
                f"Hier hoort true of false; er staat '{shown(node.text)}'.",
                f"Expected true or false; found '{shown(node.text)}'.",
            )
            self.fault("flag", node.line, message, _SOURCE, name)
        return node is not None and _FLAGS.get(node.text, False)

    def coded(self, name: str, *, required: bool = True) -> Coded | None:
        """A code with its description."""
        node = self._value(name, required)
        if node is None:
            return None
        inner = Fields(node, self.file, f"{self.path}.{name}" if self.path else name, self.noted)
        if not isinstance(node, Mapping):
            return None
        found = Coded(inner.text("Code"), inner.text("Omschrijving", required=False, empty=True))
        inner.close()
        return found

    def span(self, start: str = "Aanvang", end: str = "Einde") -> Span:
        """From day to day, the last included; 9999-12-31 is no end."""
        found = Span(self._day(start, required=True), self._day(end, required=False))
        if found.start and found.end and found.end < found.start:
            message = Text(
                f"De laatste dag, {found.end}, ligt vóór de eerste, {found.start}.",
                f"The last day, {found.end}, is before the first, {found.start}.",
            )
            self.fault("period", self._line_of(end), message, _SOURCE, end)
        return found

    def one(self, name: str, read: Callable[[Fields], T], *, required: bool = True) -> T | None:
        """One object, read with `read`; None where it is absent."""
        node = self._value(name, required)
        return None if node is None else self._read(node, name, read)

    def several(
        self, name: str, read: Callable[[Fields], T], *, required: bool = True
    ) -> tuple[T, ...] | None:
        """A list of objects, each read with `read`; None where it is absent, which is not an empty list."""
        node = self._value(name, required)
        if node is None:
            return None
        if not isinstance(node, Sequence):
            self.fault("shape", node.line, *_NOT_LIST, name)
            return None
        return tuple(self._read(item, f"{name}[{number}]", read) for number, item in enumerate(node.items))

    def skip(self, *names: str) -> None:
        """Fields that are known and not needed: they are neither read nor counted."""
        self._asked.update(names)

    def close(self) -> None:
        """Count the fields that nobody asked for."""
        for name in self.names - self._asked:
            self.noted.extra[re.sub(r"\[\d+\]", "[]", f"{self.path}.{name}" if self.path else name)] += 1

    def _read(self, node: Node, name: str, read: Callable[[Fields], T]) -> T:
        inner = Fields(node, self.file, f"{self.path}.{name}" if self.path else name, self.noted)
        found = read(inner)
        inner.close()
        return found

    def _day(self, name: str, required: bool) -> date | None:
        text = self.text(name, required=required)
        if not text:
            return None
        if text.startswith(_FOREVER) and not required:
            return None
        parts = _MOMENT.fullmatch(text)
        try:
            if parts is None:
                raise ValueError(text)
            moment = datetime.fromisoformat(text)
            found = day_of(moment) if parts[3] else moment.date()
        except (ValueError, OverflowError):
            message = Text(f"'{shown(text)}' is geen datum.", f"'{shown(text)}' is not a date.")
            self.fault("date", self._line_of(name), message, _AS_DATE, name)
            return None
        if not YEARS[0] <= found.year <= YEARS[1]:
            message = Text(
                f"Het jaar {found.year} kan niet; een datum ligt hier van {YEARS[0]} tot en met {YEARS[1]}.",
                f"The year {found.year} is not possible; a date here lies from {YEARS[0]} to {YEARS[1]}.",
            )
            self.fault("date", self._line_of(name), message, _SOURCE, name)
            return None
        return found

    def _value(self, name: str, required: bool) -> Node | None:
        self._asked.add(name)
        node = self._node.get(name) if self._node else None
        if node is not None and node != Scalar("", node.line, False):
            return node
        if required and self._node is not None:
            message = Text(f"Het veld '{name}' ontbreekt.", f"The field '{name}' is missing.")
            self.fault("missing", self._line, message, _spelled(name, self.names) or _SOURCE, name)
        return None

    def _scalar(self, name: str, required: bool, quoted: bool) -> Scalar | None:
        node = self._value(name, required)
        if node is None:
            return None
        if not isinstance(node, Scalar) or node.quoted is not quoted:
            self.fault("shape", node.line, *(_NOT_TEXT if quoted else _NOT_BARE), name)
            return None
        return node

    def _line_of(self, name: str) -> int:
        node = self._node.get(name) if self._node else None
        return node.line if node is not None else self._line


def _spelled(name: str, names: Iterable[str]) -> Text | None:
    """A hint with the same name in other capitals."""
    same = [other for other in names if other.casefold() == name.casefold()]
    if not same:
        return None
    return Text(
        f"Er staat '{same[0]}'; verwacht wordt '{name}'.", f"There is '{same[0]}'; expected is '{name}'."
    )


_SOURCE = Text(
    "Vraag dit antwoord opnieuw op; blijft het zo, meld het dan aan de bron.",
    "Ask for this answer again; if it stays so, report it to the source.",
)
_AS_DATE = Text("Verwacht wordt een tijdstip zoals 2027-03-31T00:00:00.", "Expected is 2027-03-31T00:00:00.")
_EMPTY = Text("Hier staat geen waarde.", "There is no value here."), _SOURCE
_NOT_TEXT = (
    Text("Hier hoort een tekst tussen aanhalingstekens.", "Expected a text in quotes."),
    Text(
        "Codes staan als tekst, zodat een nul vooraan blijft.",
        "Codes are text, so that a leading zero stays.",
    ),
)
_NOT_BARE = Text("Hier hoort een getal, of true of false.", "Expected a number, or true or false."), _SOURCE
_NOT_FIELDS = Text("Hier hoort een groep velden { ... }.", "Expected a group of fields { ... }."), _SOURCE
_NOT_LIST = Text("Hier hoort een lijst [ ... ].", "Expected a list [ ... ]."), _SOURCE
