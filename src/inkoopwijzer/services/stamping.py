"""Stamp a policy package: write down the hashes of the passages it cites and of those it classifies.

The document's fingerprint is filled in as well, where the package has none yet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from inkoopwijzer.policy.load import MAIN_FILE, PASSAGES_FILE
from inkoopwijzer.policy.package import (
    LINE_PASSAGES_FILE,
    LINES_FILE,
    line_files,
    policy_files,
    stamp,
    stamp_lines,
)
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.fault import Faults

_EMPTY: Final = re.compile(r"^(\s+fingerprint:)[ \t]*(?:\"\"|'')?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stamped:
    """What was written: how many passages, whether anything differs now, and the fingerprint's line.

    `classified` counts the passages of lines.yaml; None when the package has no such file. `set_in` is
    policy.yaml when the fingerprint was filled in there, otherwise None.
    """

    passages: Path
    count: int
    classified: int | None
    changed: bool
    fingerprint: str
    set_in: Path | None


def stamp_package(directory: Path, document: Document) -> Stamped:
    """Write passages.yaml and lines.passages.yaml, and the fingerprint in policy.yaml where that is still empty.

    Raises `Faults` and writes nothing if the package is wrong or cites what the document does not hold.
    """
    files, beside = policy_files(directory), line_files(directory)
    try:
        stamped = {PASSAGES_FILE: stamp(files, document)}
        if LINES_FILE in beside:
            stamped[LINE_PASSAGES_FILE] = stamp_lines(beside[LINES_FILE], document)
    except Faults as faults:
        raise Faults(replace(f, file=str(directory / f.file)) for f in faults.faults) from None
    main = directory / MAIN_FILE
    before = files[MAIN_FILE].decode()
    after, filled = _EMPTY.subn(rf'\1 "{document.fingerprint}"', before)
    changed = [name for name, content in stamped.items() if (files | beside).get(name) != content]
    for name in changed:
        (directory / name).write_bytes(stamped[name])
    if filled == 1:
        main.write_bytes(after.encode())
    return Stamped(
        passages=directory / PASSAGES_FILE,
        count=_rows(stamped[PASSAGES_FILE]),
        classified=_rows(stamped[LINE_PASSAGES_FILE]) if LINES_FILE in beside else None,
        changed=bool(changed),
        fingerprint=f'fingerprint: "{document.fingerprint}"',
        set_in=main if filled == 1 else None,
    )


def _rows(content: bytes) -> int:
    return sum(not row.startswith(b"#") for row in content.splitlines())
