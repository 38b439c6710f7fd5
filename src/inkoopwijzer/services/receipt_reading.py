"""Reading a receipt back: everything that is wrong with it at once, and nothing that was tampered with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from inkoopwijzer.assess.receipt import Decision
from inkoopwijzer.facts.canonical import FILE, from_canonical
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.located import MAX_FAULTS
from inkoopwijzer.policy.load import digest
from inkoopwijzer.services.receipt_file import (
    FORMAT,
    MOST_BYTES,
    SEAL,
    receipt_bytes,
    seal,
    sha256_of,
    unpack,
)
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text


@dataclass(frozen=True)
class Receipt:
    """A receipt that was read, and whose hashes are right.

    `packages` holds, by the hash of its rules, the id of each policy and its files; `content` is the whole.
    """

    file: str
    made_at: datetime
    engine: Mapping[str, str]
    decisions: tuple[Decision, ...]
    packages: Mapping[str, tuple[str, Mapping[str, bytes]]]
    content: Mapping[str, Any]

    def dossier(self) -> Dossier:
        """The dossier as it was. Raises `Faults` if the facts are not known here any more."""
        kept = self.content["dossier"]
        return from_canonical({**kept["snapshot"], FILE: kept["file"]})


@dataclass(frozen=True, slots=True)
class _Each:
    """Fields with any names, each of the same shape."""

    shape: Any


_SAID: Final = {"id": str, "element": str, "verdict": str}
_SHAPE: Final[Mapping[str, Any]] = {
    "receipt": str,
    "made_at": str,
    "engine": {"inkoopwijzer": str, "catalogue": str, "python": str, "tzdata": str},
    "dossier": {"file": str, "sha256": str, "snapshot": dict},
    "policies": _Each({"policy": str, "encoding": str, "files": _Each(str)}),
    "decisions": [
        {
            "policy": str,
            "policy_hash": str,
            "agreement": str,
            "on": str,
            "term": [str],
            "readings": _Each(str),
            "applies": str,
            "possible": [str],
            "exact": bool,
            "groups": _Each(str),
            "conditions": [_SAID],
            "duties": [_SAID],
        }
    ],
    SEAL: str,
}


def _misshapen(value: Any, shape: Any, path: str) -> Iterator[str]:
    """The places where a value is not of this shape."""
    if isinstance(shape, type):
        if type(value) is not shape:
            yield path
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield path
        else:
            for index, item in enumerate(value):
                yield from _misshapen(item, shape[0], f"{path}[{index}]")
    elif not isinstance(value, dict):
        yield path
    else:
        fields = dict.fromkeys(value, shape.shape) if isinstance(shape, _Each) else shape
        for name in fields | value:
            place = f"{path}.{name}" if path else str(name)
            if name in fields and name in value:
                yield from _misshapen(value[name], fields[name], place)
            else:
                yield place


_UNTRUSTED: Final = Text("Gebruik de bewaarde kopie.", "Use the copy that was kept.")
_WRONG: Final[Mapping[str, Text]] = {
    "too_large": Text("Dit is te groot voor een beslisbewijs.", "This is too large for a receipt."),
    "not_json": Text("Dit is geen leesbare JSON.", "This is not readable JSON."),
    "version": Text(
        "Onbekende versie van het formaat; alleen versie {known} is bekend.",
        "Unknown version of the format; only version {known} is known.",
    ),
    "shape": Text(
        "Dit ontbreekt, hoort hier niet of is van een andere soort.",
        "Missing, unexpected or of another kind.",
    ),
    "seal": Text(
        "De inhoud past niet bij de hash van het geheel.", "The content does not match the hash of the whole."
    ),
    "dossier": Text("De feiten passen niet bij hun hash.", "The facts do not match their hash."),
    "policy": Text(
        "De regels van {name} passen niet bij hun hash.", "The rules of {name} do not match their hash."
    ),
    "no_rules": Text("De regels van {name} ontbreken.", "The rules of {name} are missing."),
    "spelling": Text(
        "De inhoud klopt, maar het bestand is door een ander programma opnieuw geschreven.",
        "The content is right, but another program has rewritten the file.",
    ),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """The faults of a receipt so far."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def add(self, code: str, path: str = "", **values: str) -> None:
        message = _WRONG[code].format(**values)
        self.faults.append(Fault(f"receipt.{code}", message, self.file, None, path, _UNTRUSTED))

    def settle(self) -> None:
        if self.faults:
            raise Faults(self.faults[:MAX_FAULTS])


def read_receipt(data: bytes, file: str) -> Receipt:
    """The receipt in `data`. Raises `Faults` for anything that is not exactly as it was written.

    Codes: `receipt.` with `too_large`, `not_json`, `version`, `shape`, `no_rules`, `spelling`, and for a hash
    that does not match `seal` (the whole), `dossier` and `policy`.
    """
    found = _Found(file)
    content, spelled = _content(data, found)
    if seal(content)[SEAL] != content[SEAL]:
        found.add("seal", SEAL)
    if sha256_of(content["dossier"]["snapshot"]) != content["dossier"]["sha256"]:
        found.add("dossier", "dossier.sha256")
    packages = _packages(content, found)
    decisions = []
    for index, decision in enumerate(content["decisions"]):
        if decision["policy_hash"] not in content["policies"]:
            found.add("no_rules", f"decisions[{index}].policy_hash", name=decision["policy"])
        try:
            decisions.append(Decision.from_plain(decision))
        except ValueError:
            found.add("shape", f"decisions[{index}]")
    try:
        made_at = datetime.fromisoformat(content["made_at"])
    except ValueError:
        made_at = datetime.min.replace(tzinfo=UTC)
        found.add("shape", "made_at")
    found.settle()
    if spelled != data:
        found.add("spelling")
    found.settle()
    return Receipt(file, made_at, content["engine"], tuple(decisions), packages, content)


def _content(data: bytes, found: _Found) -> tuple[dict[str, Any], bytes]:
    """The JSON of a receipt, of a known version and the right shape, and how it must be spelled."""
    if len(data) > MOST_BYTES:
        found.add("too_large")
        found.settle()
    content: Any = None
    spelled = b""
    try:
        content = json.loads(data.decode("utf-8"))
        spelled = receipt_bytes(content)
    except (ValueError, RecursionError):
        found.add("not_json")
    found.settle()
    if isinstance(content, dict) and content.get("receipt", FORMAT) != FORMAT:
        found.add("version", "receipt", known=FORMAT)
    else:
        for path in _misshapen(content, _SHAPE, ""):
            found.add("shape", path)
    found.settle()
    return content, spelled


def _packages(content: Mapping[str, Any], found: _Found) -> dict[str, tuple[str, Mapping[str, bytes]]]:
    packages: dict[str, tuple[str, Mapping[str, bytes]]] = {}
    room = MOST_BYTES
    for hash_, package in content["policies"].items():
        try:
            files = unpack(package, room)
        except ValueError:
            found.add("shape", f"policies.{hash_}.files")
            continue
        room -= sum(map(len, files.values()))
        packages[hash_] = (package["policy"], files)
        if digest(files) != hash_:
            found.add("policy", f"policies.{hash_}", name=package["policy"])
    return packages
