"""The elements of one part of a GDS message, read strictly; identifying values are never repeated in a fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from inkoopwijzer.facts.place import shown
from inkoopwijzer.registers.gds_xml import Part
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

MOST_FAULTS: Final = 200
"""Reading a message stops at so many faults."""
IDENTIFIERS: Final = frozenset(
    {
        "BSN",
        "Verzekerdennummer",
        "PatientIdentificatienummer",
        "Referentienummer",
        "GerelateerdReferentienummer",
        "Factuurnummer",
        "Geboortedatum",
    }
)
"""Elements whose value is not shown, not stored, and not told in a fault."""

AGB: Final = "[0-9]{8}"
LIST: Final = "[0-9]{3}"


@cache
def _form(form: str) -> Callable[[str], object]:
    return re.compile(form).fullmatch


_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")
_MONEY = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?")
_WHOLE = re.compile(r"([0-9]{1,5})(\.0{1,4})?")


class Fields:
    """Reads the elements of a part; what is wrong is noted and reading goes on."""

    def __init__(self, part: Part, path: str, file: str, faults: list[Fault]) -> None:
        self.part, self.path, self.file, self.faults = part, path, file, faults

    def fault(
        self, code: str, message: Text, hint: Text | None = None, name: str = "", line: int | None = None
    ) -> None:
        """Note a fault at this part, or at its element `name`. Raises `Faults` when there are too many."""
        path = f"{self.path}/{name}" if name else self.path
        self.faults.append(Fault(f"gds.{code}", message, self.file, line or self.part.line, path, hint))
        if len(self.faults) >= MOST_FAULTS:
            raise Faults(self.faults)

    def below(self, part: Part) -> Fields:
        """The elements of a part inside this one."""
        return Fields(part, f"{self.path}/{part.name}", self.file, self.faults)

    def one(self, name: str, *, required: bool = True) -> Fields | None:
        """The elements of the one part of this name."""
        part = self._part(name, required)
        return self.below(part) if part else None

    def several(self, name: str) -> Iterable[Fields]:
        """The parts of this name."""
        return (self.below(part) for part in self.part.all(name))

    def text(self, name: str, form: str = ".{1,100}", *, required: bool = True) -> str:
        """The text of an element that matches `form` as a whole; "" when it is absent or wrong."""
        part = self._part(name, required)
        if part is None:
            return ""
        if not _form(form)(part.text):
            seen = Text("", "")
            if name not in IDENTIFIERS:
                seen = Text(f": '{shown(part.text)}'", f": '{shown(part.text)}'")
            message = Text(
                f"De waarde van {name} heeft niet de verwachte vorm{seen.nl}.",
                f"The value of {name} does not have the expected form{seen.en}.",
            )
            self.fault("form", message, name=name, line=part.line)
            return ""
        return part.text

    def number(self, name: str, *, required: bool = True) -> int:
        """A code that is a number, with or without zeros before it: 01 and 1 are the same. 0 when absent."""
        text = self.text(name, "[0-9]{1,4}", required=required)
        return int(text) if text else 0

    def count(self, name: str) -> int:
        """How many: a whole number above zero."""
        text = self.text(name)
        found = _WHOLE.fullmatch(text)
        if text and (found is None or int(found[1]) == 0):
            message = Text(
                f"{name} is een geheel getal van ten minste 1; er staat '{shown(text)}'.",
                f"{name} is a whole number of at least 1; found '{shown(text)}'.",
            )
            self.fault("count", message, name=name)
            return 0
        return int(found[1]) if found else 0

    def money(self, name: str, *, required: bool = True) -> Decimal | None:
        """An amount in euros; None when it is absent or wrong."""
        text = self.text(name, required=required)
        if text and not _MONEY.fullmatch(text):
            message = Text(
                f"{name} is geen bedrag: '{shown(text)}'.", f"{name} is no amount: '{shown(text)}'."
            )
            self.fault("money", message, name=name)
            return None
        return Decimal(text) if text else None

    def day(self, name: str, *, required: bool = True) -> date | None:
        """A day; None when it is absent or wrong."""
        part = self._part(name, required)
        if part is None:
            return None
        found = _DAY.fullmatch(part.text)
        try:
            if found is None:
                raise ValueError(name)
            return date.fromisoformat(found[1])
        except ValueError:
            message = Text(
                f"{name} is geen datum zoals 2027-03-31.", f"{name} is not a date such as 2027-03-31."
            )
            self.fault("day", message, name=name, line=part.line)
            return None

    def _part(self, name: str, required: bool) -> Part | None:
        found = self.part.all(name)
        if not found:
            if required:
                message = Text(f"Het element {name} ontbreekt.", f"The element {name} is missing.")
                self.fault("missing", message, name=name)
            return None
        if len(found) > 1:
            message = Text(
                f"Het element {name} staat er meer dan een keer.", f"The element {name} is there twice."
            )
            self.fault("twice", message, name=name, line=found[1].line)
        return found[0]
