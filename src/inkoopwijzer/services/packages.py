"""Policy packages that a user brings: read beside the shipped ones, or instead of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from inkoopwijzer.policy.load import MAIN_FILE
from inkoopwijzer.policy.package import policy_files, shipped, shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.checking import Package, read_package
from inkoopwijzer.services.receipts import Files
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text


def policies_with(
    directories: Sequence[Path], insurers: Iterable[str] | None = None
) -> tuple[Policy, ...] | None:
    """The policies to assess against when these packages are given; None is the shipped ones.

    The packages come after the shipped policies, and take the place of a shipped one of the same insurer and
    year. When `insurers` names only insurers of the packages, the packages are all there is. Raises `Faults`
    with all that is wrong with any package. Read packages before dossiers: they may bring facts.
    """
    if not directories:
        return None
    own = _read(directories)
    if insurers is not None and set(insurers) <= {policy.insurer for policy in own}:
        return own
    taken = {policy.id for policy in own}
    return tuple(policy for policy in shipped_policies() if policy.id not in taken) + own


def files_with(directories: Iterable[Path]) -> tuple[Files, ...]:
    """The files of the shipped packages and of these: what a receipt may have to keep."""
    return tuple(policy_files(d) for d in (*(d for _, _, d in shipped()), *directories))


def _read(directories: Sequence[Path]) -> tuple[Policy, ...]:
    """The policies of these packages, each of another insurer or year."""
    faults: list[Fault] = []
    found: dict[str, tuple[Path, Policy]] = {}
    for directory in dict.fromkeys(directories):
        try:
            policy = read_package(Package(str(directory), directory))
        except Faults as wrong:
            faults += wrong.faults
            continue
        if policy.id in found:
            faults.append(_double(policy, directory, found[policy.id][0]))
        found.setdefault(policy.id, (directory, policy))
    if faults:
        raise Faults(faults)
    return tuple(policy for _, policy in found.values())


def _double(policy: Policy, directory: Path, other: Path) -> Fault:
    message = Text(
        f"Dit is het beleid {policy.id}, net als {other}.", f"This is the policy {policy.id}, like {other}."
    )
    hint = Text(
        "Geef een van de twee, of verbeter 'insurer' of 'year'.",
        "Give one of both, or correct 'insurer' or 'year'.",
    )
    return Fault("policy.double", message, str(directory / MAIN_FILE), hint=hint)
