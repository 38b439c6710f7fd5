"""Receipts: a decision with everything needed to make it again later, and making it again.

A receipt is one JSON file, readable without this program. Its hashes show that it is unchanged; they do not
show who made it. It is always written in one spelling, so that no byte of it can change unseen.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any, Final, Literal

from inkoopwijzer.assess.receipt import Decision, Difference, decide_again, rules_that_differ
from inkoopwijzer.assess.result import AgreementResult, Assessment
from inkoopwijzer.facts.canonical import FILE, canonical
from inkoopwijzer.facts.catalogue import CATALOGUE_FILE
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.load import digest, parse_policy
from inkoopwijzer.policy.package import policy_files, shipped, shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.receipt_file import FORMAT, pack, receipt_bytes, seal, sha256_of
from inkoopwijzer.services.receipt_reading import Receipt, read_receipt
from inkoopwijzer.values.fault import Faults
from inkoopwijzer.values.text import Text

Files = Mapping[str, bytes]
"""The files of a policy package, by name."""


class NoRules(ValueError):
    """A result rests on a policy whose files were not given, so it could not be decided again."""


def make_receipt(
    assessment: Assessment, dossier: Dossier, policies: Iterable[Files] | None = None, *, made_at: datetime
) -> dict[str, Any]:
    """The receipt of an assessment of this dossier, made at this instant (with its time zone).

    `policies` holds the files of the packages that were used, by default the shipped ones; one that brings
    facts of its own is kept even when no result rests on it, because the dossier may. Raises `NoRules`
    when a result rests on other rules than these; a ValueError when the assessment is of another dossier or
    the instant has no time zone.
    """
    if (assessment.name, assessment.file) != (dossier.name, dossier.file):
        raise ValueError(f"an assessment of {assessment.file}, not of {dossier.file}")
    if made_at.utcoffset() is None:
        raise ValueError("made_at has no time zone")
    packages = {digest(p): p for p in (_shipped_files() if policies is None else policies)}
    decisions = [Decision.of(result) for result in assessment.results]
    used = {d.policy_hash: d.policy for d in decisions}
    for hash_, policy in used.items():
        if hash_ not in packages:
            raise NoRules(f"{policy}: no files with hash {hash_}")
    for hash_, package in packages.items():
        if hash_ not in used and CATALOGUE_FILE in package:
            used[hash_] = parse_policy(package).id
    snapshot = canonical(dossier)
    file = snapshot.pop(FILE)
    return seal(
        {
            "receipt": FORMAT,
            "made_at": made_at.isoformat(),
            "engine": engine(),
            "dossier": {"file": file, "sha256": sha256_of(snapshot), "snapshot": snapshot},
            "policies": {hash_: {"policy": id_, **pack(packages[hash_])} for hash_, id_ in used.items()},
            "decisions": [d.plain() for d in decisions],
        }
    )


def _shipped_files() -> Iterable[Files]:
    return (policy_files(directory) for _, _, directory in shipped())


def engine() -> dict[str, str]:
    """What decides: this program, its catalogue of facts (by hash), Python and the time-zone data."""
    import inkoopwijzer

    try:
        tzdata = version("tzdata")
    except PackageNotFoundError:
        tzdata = ""
    return {
        "inkoopwijzer": inkoopwijzer.__version__,
        "catalogue": _catalogue_hash(),
        "python": platform.python_version(),
        "tzdata": tzdata,
    }


@cache
def _catalogue_hash() -> str:
    here = files("inkoopwijzer.facts")
    return digest({name: here.joinpath(name).read_bytes() for name in (CATALOGUE_FILE, "gemeenten.txt")})


Part = Literal["inkoopwijzer", "catalogue", "python", "tzdata", "policy"]

_PARTS: Final[Mapping[str, Text]] = {
    "inkoopwijzer": Text("Inkoopwijzer", "Inkoopwijzer"),
    "catalogue": Text("de feitencatalogus", "the catalogue of facts"),
    "python": Text("Python", "Python"),
    "tzdata": Text("de tijdzonegegevens", "the time-zone data"),
}
_OTHER: Final = Text("Nu is {what} versie {now}; toen {was}.", "Now {what} is version {now}; then {was}.")
_NOT_INSTALLED: Final = Text(
    "De regels van {name} horen niet (meer) bij dit programma. Geef de map van het pakket met --package.",
    "The rules of {name} do not come with this program (any more). Give the package's directory with --package.",
)
_SAME_RULES: Final = Text(
    "De bestanden van {name} zijn nu anders, maar geen enkele regel.",
    "The files of {name} are different now, but no rule is.",
)
_OTHER_RULES: Final = Text(
    "Van {name} zijn nu anders: {rules}.", "Of {name} these are different now: {rules}."
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something around a decision that is different now; by itself it changes no decision.

    For a `policy`, `name` is its id, `was` and `now` are hashes, and `rules` names what differs between the
    receipt's rules and the installed ones.
    """

    part: Part
    name: str
    was: str
    now: str | None
    rules: tuple[str, ...] = ()

    @property
    def says(self) -> Text:
        """The notice in a sentence."""
        if self.part != "policy":
            return _OTHER.format(what=_PARTS[self.part], was=self.was[:16] or "?", now=(self.now or "?")[:16])
        told = _NOT_INSTALLED if self.now is None else _OTHER_RULES if self.rules else _SAME_RULES
        return told.format(name=self.name, rules=", ".join(self.rules))


@dataclass(frozen=True)
class Replay:
    """A receipt's decisions made again: what is different around them, and what was decided otherwise."""

    receipt: Receipt
    notices: tuple[Notice, ...]
    differences: tuple[Difference, ...]
    results: tuple[AgreementResult, ...]

    @property
    def same(self) -> bool:
        """Whether everything was decided as it was then."""
        return not self.differences


def replay(receipt: Receipt, installed: bool = False, policies: Iterable[Policy] | None = None) -> Replay:
    """Decide again with this program: on the receipt's facts and rules, or on the rules `installed` now.

    `policies` are the installed rules, by default the shipped ones. Rules or facts that this program cannot
    read any more are a difference, not an error.
    """
    now = {p.id: p for p in (shipped_policies() if policies is None else policies)}
    then, unreadable = _embedded(receipt)
    differences, results = list(unreadable), []
    try:
        dossier = receipt.dossier()
    except Faults as faults:
        differences.append(Difference("", "", "dossier", "", "", receipt.file, _told(faults)))
        return Replay(receipt, _notices(receipt, then, now), tuple(differences), ())
    for decision in receipt.decisions:
        policy = now.get(decision.policy) if installed else then.get(decision.policy_hash)
        if policy is not None:
            result, found = decide_again(decision, policy, dossier)
            differences += found
            results += [] if result is None else [result]
        elif installed:
            where = (decision.policy, decision.agreement)
            differences.append(Difference(*where, "policy", "", "", decision.policy_hash, None))
    return Replay(receipt, _notices(receipt, then, now), tuple(differences), tuple(results))


def _embedded(receipt: Receipt) -> tuple[dict[str, Policy], list[Difference]]:
    """The receipt's own policies by hash, and those that this program cannot read any more."""
    policies, differences = {}, []
    for hash_, (name, package) in receipt.packages.items():
        try:
            policies[hash_] = parse_policy(package)
        except Faults as faults:
            differences.append(Difference(name, "", "policy", "", "", hash_, _told(faults)))
    return policies, differences


def _told(faults: Faults) -> str:
    return "; ".join(fault.show("en") for fault in faults.faults[:3])


def _notices(receipt: Receipt, then: Mapping[str, Policy], now: Mapping[str, Policy]) -> tuple[Notice, ...]:
    found, here = [], engine()
    parts: tuple[Part, ...] = ("inkoopwijzer", "catalogue", "python", "tzdata")
    for part in parts:
        if receipt.engine[part] != here[part]:
            found.append(Notice(part, "", receipt.engine[part], here[part]))
    for hash_, (name, _) in receipt.packages.items():
        installed = now.get(name)
        if installed is None:
            found.append(Notice("policy", name, hash_, None))
        elif installed.hash != hash_:
            rules = rules_that_differ(then[hash_], installed) if hash_ in then else ()
            found.append(Notice("policy", name, hash_, installed.hash, rules))
    return tuple(found)


__all__ = [
    "NoRules",
    "Notice",
    "Receipt",
    "Replay",
    "engine",
    "make_receipt",
    "read_receipt",
    "receipt_bytes",
    "replay",
]
