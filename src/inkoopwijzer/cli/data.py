"""Data for programs: JSON on stdout, one value per dossier or question, and files that are written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from inkoopwijzer.cli.trouble import Refusal, plain
from inkoopwijzer.values.text import Text


def as_data(value: Any) -> Any:
    """A result as plain data: texts are {"nl", "en"}, days are year-month-day."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    return value


def as_json(value: Any) -> str:
    """The JSON of plain data, on lines that a person can read too."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def destination(given: Path, dossiers: int, stem: str, suffix: str, taken: set[Path]) -> Path:
    """Where to write for one dossier: the file given, or a file in the directory given.

    With several dossiers the path is a directory, made when it is not there.
    """
    if dossiers == 1 and not given.is_dir():
        return given
    try:
        given.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(given, error) from None
    path, number = given / f"{stem}{suffix}", 1
    while path in taken:
        number += 1
        path = given / f"{stem}-{number}{suffix}"
    taken.add(path)
    return path


def save(path: Path, content: bytes) -> None:
    """Write a file; a `Refusal` if that cannot be done."""
    with writing(path):
        path.write_bytes(content)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """A `Refusal` when what is done inside cannot write to `path`."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError | ValueError) -> Refusal:
    why = str(getattr(error, "strerror", None) or error)
    name = plain(str(path))
    message = Text(f"'{name}' is niet te schrijven ({why}).", f"'{name}' cannot be written ({why}).")
    return Refusal(message, Text("Controleer de map en de rechten.", "Check the folder and the permissions."))
