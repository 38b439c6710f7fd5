"""A dossier as plain data, always in the same order: what a receipt keeps, and how it is read back."""

from __future__ import annotations

from collections.abc import Mapping as Fields
from decimal import Decimal
from typing import Any

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import Dossier, Record, Subject, Value
from inkoopwijzer.facts.located import MAX_DEPTH, Mapping, Node, Scalar, Sequence
from inkoopwijzer.facts.read import VERSION, build_dossier
from inkoopwijzer.facts.typed import CLOSED, UNKNOWN
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

FILE = "bestand"


def canonical(dossier: Dossier) -> dict[str, Any]:
    """All that a dossier says, ready for JSON: every fact with its periods, sources and dates seen.

    It is a dossier in the same format, written in full: all values text, names in a fixed order, and the
    name of the file in `bestand`. Equal dossiers have equal canonical forms.
    """
    result: dict[str, Any] = {"dossier": VERSION, FILE: dossier.file}
    if dossier.registers:
        result["registers"] = {
            name: _given(gezien=s.seen and s.seen.isoformat(), volledig=_text(s.complete))
            for name, s in sorted(dossier.registers.items())
        }
    for kind in catalogue().subjects.values():
        subjects = [_subject(subject) for subject in dossier.subjects.get(kind.id, ())]
        if kind.list_name is not None:
            result[kind.list_name] = subjects
        elif subjects[0]:
            result[kind.id] = subjects[0]
    return result


def from_canonical(data: Fields[str, Any]) -> Dossier:
    """The dossier whose canonical form is `data`, without line numbers. Raises `Faults`."""
    file = data.get(FILE)
    if not isinstance(file, str):
        message = Text("De naam van het bestand ontbreekt.", "The name of the file is missing.")
        hint = Text(f"Voeg het veld '{FILE}' toe.", f"Add the field '{FILE}'.")
        raise Faults([Fault("dossier.missing_field", message, "", path=FILE, hint=hint)])
    return build_dossier(_node({k: v for k, v in data.items() if k != FILE}, file), file)


def _subject(subject: Subject) -> dict[str, Any]:
    named = None if subject.kind == "markt" else subject.name
    result = _given(naam=named, agb=subject.agb, beroep=subject.profession)
    for key, records in sorted(subject.cells.items()):
        inside = result
        for name in key[:-1]:
            inside = inside.setdefault(name, {})
        written = [_record(record) for record in records]
        inside[key[-1]] = written[0] if len(written) == 1 else written
    return result


def _record(record: Record) -> dict[str, Any]:
    return _given(
        waarde=_text(record.value),
        van=record.period.start and record.period.start.isoformat(),
        tot_en_met=record.period.end and record.period.end.isoformat(),
        bron=record.source,
        gezien=record.seen and record.seen.isoformat(),
    )


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _text(value: Value | None) -> str | list[str]:
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return [f"{_clock(start)}-{_clock(end)}" for start, end in value] or CLOSED
    return str(value)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _node(value: Any, file: str, depth: int = 0) -> Node:
    """Plain data as the tree that the reader takes; line 0 says that it stands on no line."""
    if depth > MAX_DEPTH:
        message = Text(
            f"Meer dan {MAX_DEPTH} lijsten en velden in elkaar.",
            f"More than {MAX_DEPTH} lists and fields nested.",
        )
        hint = Text("Controleer waar de gegevens vandaan komen.", "Check where the data come from.")
        raise Faults([Fault("file.too_deep", message, file, hint=hint)])
    if isinstance(value, Fields):
        entries = ((Scalar(str(k), 0, True), _node(v, file, depth + 1)) for k, v in value.items())
        return Mapping(tuple(entries), 0)
    if isinstance(value, list | tuple):
        return Sequence(tuple(_node(v, file, depth + 1) for v in value), 0)
    if isinstance(value, bool):
        return Scalar(str(value).lower(), 0, False)
    return Scalar("" if value is None else str(value), 0, isinstance(value, str))
