"""Parameters of the approximation read from a file: only what differs from the defaults needs to be there."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from inkoopwijzer.facts.located import Mapping as Fields
from inkoopwijzer.facts.located import Node, Scalar, Sequence, read_located
from inkoopwijzer.index.method import TRAITS, Method
from inkoopwijzer.values.fault import Fault, Faults, near
from inkoopwijzer.values.text import Text

FIELDS: Final[Mapping[str, str]] = {
    "codelijst": "code_list",
    "prestaties": "performances",
    "zonder_prestaties": "except_performances",
    "leeftijdsgrenzen": "age_bounds",
    "kenmerken": "traits",
    "diagnosegroepen": "diagnosis_groups",
    "hoogstens_per_traject": "most_treatments",
    "minste_trajecten_per_cel": "least_trajectories",
    "betrouwbaarheid": "confidence",
    "steun_verzekerden": "support",
    "minste_verzekerden": "least_persons",
}
"""The names in a file, and the fields of `Method` that they are."""

_CODE: Final = re.compile(r"[A-Za-z0-9]{1,20}")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_SHARE: Final = re.compile(r"0[.,][0-9]{1,6}")


def read_method(path: Path) -> Method:
    """The method with the parameters in a YAML or JSON file; the rest as by default.

    `diagnosegroepen` names a CSV file (diagnose, groep) beside it. Raises `Faults` with everything that is wrong.
    """
    try:
        root = read_located(path.read_bytes(), str(path))
    except OSError as error:
        raise Faults([_unreadable(path, error)]) from None
    reading = _Reading(path)
    given = reading.fields(root)
    if reading.faults:
        raise Faults(reading.faults)
    return Method(**given)


def read_groups(path: Path) -> dict[str, str]:
    """Diagnosis codes with their group, from a CSV file with the columns diagnose and groep. Raises `Faults`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            separator = max((";", ","), key=head.count)
            names = next(csv.reader([head], delimiter=separator), [])
            rows = [
                (n, row) for n, row in enumerate(csv.reader(file, delimiter=separator, strict=True), 2) if row
            ]
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        raise Faults([_unreadable(path, error)]) from None
    if "diagnose" not in names or "groep" not in names:
        message = Text(
            "De kop heeft niet de kolommen diagnose en groep.", "The header lacks diagnose or groep."
        )
        hint = Text("Begin met de regel diagnose;groep.", "Start with the line diagnose;groep.")
        raise Faults([Fault("method.groups", message, str(path), 1, hint=hint)])
    code_at, group_at = names.index("diagnose"), names.index("groep")
    groups: dict[str, str] = {}
    faults = []
    for line, row in rows:
        code, group = (row[at].strip() if at < len(row) else "" for at in (code_at, group_at))
        if not _CODE.fullmatch(code) or not group:
            message = Text("Hier hoort een code met een groep.", "Expected a code with a group.")
            hint = Text("Schrijf bijvoorbeeld 2131;knie.", "Write for example 2131;knie.")
            faults.append(Fault("method.groups", message, str(path), line, hint=hint))
        elif groups.setdefault(code, group) != group:
            message = Text(f"De code {code} heeft twee groepen.", f"The code {code} has two groups.")
            hint = Text("Elke code hoort bij één groep.", "Each code belongs to one group.")
            faults.append(Fault("method.groups", message, str(path), line, hint=hint))
    if faults:
        raise Faults(faults)
    return groups


def _unreadable(path: Path, error: Exception) -> Fault:
    why = str(getattr(error, "strerror", None) or "geen CSV of YAML in UTF-8")
    message = Text(f"Het bestand is niet te lezen ({why}).", f"The file cannot be read ({why}).")
    hint = Text("Controleer de naam en de map.", "Check the name and the folder.")
    return Fault("method.unreadable", message, str(path), hint=hint)


@dataclass
class _Reading:
    path: Path
    faults: list[Fault] = field(default_factory=list)

    def fields(self, root: Node) -> dict[str, Any]:
        if not isinstance(root, Fields):
            self._fault(root, "", _NO_FIELDS, _LIKE_THIS)
            return {}
        given = {}
        for key, node in root.entries:
            name = FIELDS.get(key.text)
            if name is None:
                shown = key.text[:40]
                message = Text(f"De parameter '{shown}' is er niet.", f"There is no parameter '{shown}'.")
                self._fault(key, shown, message, near(key.text, FIELDS) or _known())
            else:
                given[name] = self._value(key.text, name, node)
        return given

    def _value(self, key: str, name: str, node: Node) -> Any:
        if name in ("performances", "except_performances"):
            return tuple(self._each(key, node, _CODE, str))
        if name == "traits":
            found = self._each(key, node, _CODE, str)
            if not found or tuple(t for t in TRAITS if t in found) != tuple(found):
                order = ", ".join(TRAITS)
                hint = Text(f"Kies uit {order}, in deze volgorde.", f"Choose from {order}, in this order.")
                self._fault(node, key, Text("Dit zijn geen kenmerken.", "These are no traits."), hint)
            return tuple(found)
        if name == "age_bounds":
            ages = self._each(key, node, _WHOLE, int)
            if ages != sorted(set(ages)) or not all(0 < age <= 125 for age in ages):
                message = Text("De grenzen lopen niet op.", "The bounds do not rise.")
                self._fault(
                    node, key, message, Text("Bijvoorbeeld [18, 45, 65].", "For example [18, 45, 65].")
                )
            return tuple(ages)
        if not isinstance(node, Scalar):
            self._fault(node, key, Text("Hier hoort één waarde.", "Expected one value."), _LIKE_THIS)
            return None
        return self._single(key, name, node)

    def _single(self, key: str, name: str, node: Scalar) -> Any:
        text = node.text.strip()
        if name == "code_list":
            self._must(
                _CODE.fullmatch(text) is not None, node, key, 'Bijvoorbeeld "073".', 'For example "073".'
            )
            return text
        if name == "diagnosis_groups":
            try:
                return read_groups(self.path.parent / text)
            except Faults as faults:
                self.faults += faults.faults
                return None
        if name == "confidence":
            share = float(text.replace(",", ".")) if _SHARE.fullmatch(text) else 0.0
            self._must(0.5 <= share <= 0.999, node, key, "Tussen 0.5 en 0.999.", "Between 0.5 and 0.999.")
            return share
        least = 1
        whole = int(text) if _WHOLE.fullmatch(text) else 0
        self._must(whole >= least, node, key, "Een heel getal vanaf 1.", "A whole number from 1.")
        return whole

    def _each(self, key: str, node: Node, form: re.Pattern[str], kind: Callable[[str], Any]) -> list[Any]:
        items = node.items if isinstance(node, Sequence) else (node,)
        found = []
        for item in items:
            if isinstance(item, Scalar) and form.fullmatch(item.text):
                found.append(kind(item.text))
            else:
                message = Text("Dit hoort niet in deze lijst.", "This does not belong in this list.")
                self._fault(item, key, message, _LIKE_THIS)
        return found

    def _must(self, holds: bool, node: Node, key: str, nl: str, en: str) -> None:
        if not holds:
            self._fault(node, key, Text("Deze waarde kan niet.", "This value cannot be."), Text(nl, en))

    def _fault(self, node: Node, key: str, message: Text, hint: Text) -> None:
        self.faults.append(Fault("method.value", message, str(self.path), node.line or None, key, hint))


def _known() -> Text:
    names = ", ".join(FIELDS)
    return Text(f"Er zijn: {names}.", f"There are: {names}.")


_NO_FIELDS: Final = Text("Hier horen parameters met een waarde.", "Expected parameters with a value.")
_LIKE_THIS: Final = Text(
    "Zie docs/behandelindex.md voor een voorbeeld.", "See docs/behandelindex.md for an example."
)
