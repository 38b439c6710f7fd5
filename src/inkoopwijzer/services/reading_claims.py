"""Reading claims: files and messages in, one checked and pseudonymised Parquet file with a manifest out.

All or nothing: the file and its manifest appear together when everything passed, and not at all otherwise.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from inkoopwijzer.registers.claims_file import kind_of
from inkoopwijzer.registers.claims_make import CLAIMS_FILE, MANIFEST_FILE, Progress, Wanted, make_claims
from inkoopwijzer.registers.claims_manifest import Manifest
from inkoopwijzer.registers.gds_claim import Asked
from inkoopwijzer.registers.gds_keys import KEY_BYTES, NO_UZOVI, Key, is_uzovi, key_text, read_keys
from inkoopwijzer.registers.gds_message import PERFORMANCE_ELEMENT, is_element
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text


@dataclass(frozen=True)
class ClaimsRead:
    """A file of claims that was made, with its manifest."""

    out: Path
    manifest_path: Path
    manifest: Manifest


@dataclass(frozen=True)
class Choices:
    """How messages are read: key files of insurers, whether test messages too, and the element of the code."""

    keys: Sequence[Path] = ()
    tests: bool = False
    performance: str = PERFORMANCE_ELEMENT


def manifest_path(out: Path) -> Path:
    """Where the manifest of a file of claims stands."""
    return out.with_name(f"{out.stem}.manifest.json")


def read_claims(
    files: Iterable[Path],
    out: Path,
    *,
    returns: Iterable[Path] = (),
    choices: Choices | None = None,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> ClaimsRead:
    """Read claims (CSV, Parquet, GDS801 messages) and return messages (GDS802) into the Parquet file `out`.

    An earlier file of that name is replaced, with its manifest. Raises `Faults` with everything that is wrong, and
    then writes nothing.
    """
    chosen, claims, back = choices or Choices(), list(files), list(returns)
    faults = [*_clashes(claims, back, chosen.keys, out)]
    if not is_element(chosen.performance):
        faults.append(Fault("gds.element", _ELEMENT, chosen.performance[:60]))
    kinds = [_kind(path, faults) for path in claims]
    keys = _keys(chosen, any(kind == "xml" for kind in kinds) or bool(back), faults)
    if faults:
        raise Faults(faults)
    asked = Asked(keys, Key((), secrets.token_bytes(KEY_BYTES)), chosen.tests, chosen.performance)
    named = list(zip(claims, kinds, strict=True))
    wanted = Wanted(named, back, asked, now or datetime.now(UTC), _program())
    target = manifest_path(out)
    try:
        with tempfile.TemporaryDirectory(prefix=".claims-", dir=out.parent) as name:
            made = make_claims(wanted, Path(name), progress or (lambda *_: None))
            (Path(name) / CLAIMS_FILE).replace(out)
            (Path(name) / MANIFEST_FILE).replace(target)
    except OSError as error:
        why = error.strerror or str(error)
        message = Text(f"Hier is niet te schrijven ({why}).", f"This cannot be written ({why}).")
        raise Faults([Fault("file.unwritable", message, str(out))]) from None
    return ClaimsRead(out, target, made)


def make_key(path: Path, uzovi: Sequence[str]) -> Key:
    """Make a key for an insurer with these UZOVI numbers, in a new file that only its owner may read.

    Raises `Faults` when the file is there already, or a number is none.
    """
    if not uzovi or not all(is_uzovi(number) for number in uzovi):
        raise Faults([Fault("key.uzovi", NO_UZOVI, str(path), path="uzovi")])
    text = key_text(uzovi, secrets.token_bytes(KEY_BYTES))
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Faults([Fault("file.exists", _THERE, str(path), hint=_NEVER)]) from None
    except OSError as error:
        why = error.strerror or str(error)
        message = Text(f"Hier is niet te schrijven ({why}).", f"This cannot be written ({why}).")
        raise Faults([Fault("file.unwritable", message, str(path))]) from None
    return next(iter(read_keys([path]).values()))


def _clashes(
    claims: Sequence[Path], back: Sequence[Path], keys: Sequence[Path], out: Path
) -> Iterable[Fault]:
    """Files that stand in each other's way: read twice, written over, or a key beside the data."""
    seen: set[Path] = set()
    for path in (*claims, *back):
        if path.resolve() in seen:
            yield Fault("claims.file_twice", _FILE_TWICE, str(path))
        seen.add(path.resolve())
    if {out.resolve(), manifest_path(out).resolve()} & (seen | {key.resolve() for key in keys}):
        yield Fault("claims.out", _OVER_INPUT, str(out))
    for key in keys:
        if key.resolve().parent == out.resolve().parent:
            yield Fault("key.beside", _KEY_BESIDE, str(key), hint=_KEY_APART)


def _kind(path: Path, faults: list[Fault]) -> str:
    try:
        return kind_of(path)
    except Faults as told:
        faults += told.faults
        return ""


def _keys(chosen: Choices, messages: bool, faults: list[Fault]) -> dict[str, Key]:
    if messages and not chosen.keys:
        faults.append(Fault("key.none", _NO_KEY, "--key", hint=_GIVE_KEY))
    try:
        return dict(read_keys(chosen.keys))
    except Faults as told:
        faults += told.faults
        return {}


def _program() -> str:
    import inkoopwijzer

    return f"inkoopwijzer {inkoopwijzer.__version__}"


_ELEMENT = Text(
    "Dit is geen naam van een element, of het element betekent al iets anders.",
    "This is no name of an element, or the element means something else already.",
)
_THERE = Text("Dit bestand bestaat al.", "This file is there already.")
_NEVER = Text(
    "Een sleutel wordt nooit overschreven: dan zijn oude en nieuwe pseudoniemen niet meer te verbinden.",
    "A key is never written over: then old and new pseudonyms could not be joined any more.",
)
_FILE_TWICE = Text("Dit bestand is twee keer genoemd.", "This file was named twice.")
_OVER_INPUT = Text(
    "Dit bestand wordt gelezen en kan niet tegelijk geschreven worden.",
    "This file is read, and cannot be written at the same time.",
)
_KEY_BESIDE = Text(
    "De sleutel staat in dezelfde map als de uitvoer.", "The key is in the same folder as the output."
)
_KEY_APART = Text(
    "Bewaar de sleutel apart van de gegevens, op een plaats waar alleen de beheerder bij kan.",
    "Keep the key apart from the data, where only its keeper can reach it.",
)
_NO_KEY = Text(
    "GDS-berichten worden alleen gelezen met een sleutel.", "GDS messages are only read with a key."
)
_GIVE_KEY = Text(
    "Noem het sleutelbestand van de verzekeraar, of maak er een met 'inkoopwijzer claims key'.",
    "Name the insurer's key file, or make one with 'inkoopwijzer claims key'.",
)
