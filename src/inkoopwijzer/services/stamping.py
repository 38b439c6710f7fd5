"""Stamp a policy package: write down the hashes of the passages it cites, and the document's fingerprint."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from inkoopwijzer.policy.load import MAIN_FILE, PASSAGES_FILE
from inkoopwijzer.policy.package import policy_files, stamp
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.fault import Faults

_EMPTY: Final = re.compile(r"^(\s+fingerprint:)[ \t]*(?:\"\"|'')?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stamped:
    """What was written: how many passages, whether anything differs now, and the fingerprint's line.

    `set_in` is policy.yaml when the fingerprint was filled in there, otherwise None.
    """

    passages: Path
    count: int
    changed: bool
    fingerprint: str
    set_in: Path | None


def stamp_package(directory: Path, document: Document) -> Stamped:
    """Write passages.yaml, and the fingerprint in policy.yaml where that is still empty.

    Raises `Faults` and writes nothing if the package is wrong or cites what the document does not hold.
    """
    files = policy_files(directory)
    try:
        content = stamp(files, document)
    except Faults as faults:
        raise Faults(replace(f, file=str(directory / f.file)) for f in faults.faults) from None
    main = directory / MAIN_FILE
    before = files[MAIN_FILE].decode()
    after, filled = _EMPTY.subn(rf'\1 "{document.fingerprint}"', before)
    path = directory / PASSAGES_FILE
    changed = files.get(PASSAGES_FILE) != content
    if changed:
        path.write_bytes(content)
    if filled == 1:
        main.write_bytes(after.encode())
    count = sum(not row.startswith(b"#") for row in content.splitlines())
    return Stamped(
        path, count, changed, f'fingerprint: "{document.fingerprint}"', main if filled == 1 else None
    )
