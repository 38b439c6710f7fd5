"""The file of a receipt: how it is sealed, packed and written."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

FORMAT: Final = "1"
SEAL: Final = "sha256"
"""The field with the hash of all other fields."""
MOST_BYTES: Final = 50_000_000
PLAIN_AT_MOST: Final = 100_000
"""Rule files that together are larger in bytes are compressed."""
PLAIN, PACKED = "text", "zlib+base64"


def sha256_of(data: object) -> str:
    """The sha256, in hex, of plain data as JSON in UTF-8 without white space, names in order."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(text.encode()).hexdigest()


def seal(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with its hash."""
    return {**content, SEAL: sha256_of({k: v for k, v in content.items() if k != SEAL})}


def receipt_bytes(receipt: Mapping[str, Any]) -> bytes:
    """A receipt as it is written to a file: the only spelling in which it is read."""
    text = json.dumps(receipt, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def pack(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The files of a package, as text, or compressed when they are large."""
    if sum(map(len, files.values())) <= PLAIN_AT_MOST:
        return {"encoding": PLAIN, "files": {name: data.decode() for name, data in files.items()}}
    packed = {name: b64encode(zlib.compress(data, 9)).decode() for name, data in files.items()}
    return {"encoding": PACKED, "files": packed}


def unpack(package: Mapping[str, Any], room: int = MOST_BYTES) -> dict[str, bytes]:
    """The files of a package as they were; a ValueError if not packed so, or over `room` bytes."""
    if package["encoding"] == PLAIN:
        return {name: text.encode() for name, text in package["files"].items()}
    if package["encoding"] != PACKED:
        raise ValueError(package["encoding"])
    files = {}
    for name, text in package["files"].items():
        files[name] = _inflated(text, room)
        room -= len(files[name])
    return files


def _inflated(text: str, room: int) -> bytes:
    reader = zlib.decompressobj()
    try:
        data = reader.decompress(b64decode(text, validate=True), room + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not reader.eof or reader.unused_data or len(data) > room:
        raise ValueError("too large, or not whole")
    return data
