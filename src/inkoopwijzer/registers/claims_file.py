"""What a file of claims holds, told from its first bytes and its name; and its bytes, counted and hashed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

CHUNK: Final = 1 << 20

Progress = Callable[[str, int], None]
"""Told from time to time: the step (`lezen`, `controleren`, `schrijven`), and how many lines are done."""

_PACKED: Final = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"(\xb5/\xfd",
    b"Rar!",
)
_PARQUET: Final = b"PAR1"


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read, without its name: a name may hold an invoice number."""

    kind: str
    sha256: str
    size: int


def kind_of(path: Path) -> str:
    """`csv`, `parquet` or `xml`. Raises `Faults` for a file that is none of these, empty, packed or unreadable."""
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise Faults([unreadable(path, error)]) from None
    if not start.strip():
        message = Text("Het bestand is leeg.", "The file is empty.")
        raise Faults([Fault("claims.empty", message, str(path), hint=_CHOOSE)])
    if start.startswith(_PACKED):
        message = Text("Dit is een ingepakt bestand.", "This is a packed file.")
        hint = Text(
            "Pak het uit, en lees de bestanden die erin zitten.", "Unpack it, and read the files in it."
        )
        raise Faults([Fault("claims.packed", message, str(path), hint=hint)])
    if start.startswith(_PARQUET):
        return "parquet"
    if start.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        return "xml"
    if b"\0" in start:
        message = Text("Dit is geen CSV, Parquet of XML.", "This is not CSV, Parquet or XML.")
        raise Faults([Fault("claims.kind", message, str(path), hint=_CHOOSE)])
    return "csv"


def unreadable(path: Path, error: OSError) -> Fault:
    """A file that cannot be opened or read."""
    why = error.strerror or str(error)
    message = Text(f"Het bestand is niet te lezen ({why}).", f"The file cannot be read ({why}).")
    hint = Text("Controleer de naam en de map.", "Check the name and the folder.")
    return Fault("file.unreadable", message, str(path), hint=hint)


def input_of(path: Path, kind: str) -> Input:
    """The size and sha256 of a file."""
    found, size = sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
            size += len(chunk)
    return Input(kind, found.hexdigest(), size)


_CHOOSE = Text(
    "Kies een CSV- of Parquet-bestand in de indeling van declaraties, of een GDS801-bericht (XML).",
    "Choose a CSV or Parquet file in the layout of claims, or a GDS801 message (XML).",
)
