"""Check policy packages against their scenarios, and documents against the citations of the packages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path

from inkoopwijzer.assess.coverage import uncovered
from inkoopwijzer.assess.scenario_runs import ScenarioResult
from inkoopwijzer.assess.scenarios import SUFFIX, load_scenarios, run_scenarios
from inkoopwijzer.facts.located import MAX_BYTES
from inkoopwijzer.policy.coverage import Coverage, check_lines, cover
from inkoopwijzer.policy.lines import ClassifiedLines
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.package import load_lines, policy_files, shipped, shipped_policies
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.sources import Checked, Standing, check_citations, match
from inkoopwijzer.services.assessing import UnknownChoice
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text


@dataclass(frozen=True)
class Package:
    """A policy package on disk: a name for people, and its directory."""

    name: str
    directory: Path | Traversable

    def file(self, name: str) -> str:
        """The name of one of its files, with the directory."""
        return f"{self.directory}/{name}"


@dataclass(frozen=True)
class PackageCheck:
    """What a check of a package found; without a policy when it could not be read.

    `uncovered` tells what no scenario shows: a verdict of a condition, a side of a number. A package without
    any scenarios is not held to that.
    """

    package: Package
    policy: Policy | None
    faults: tuple[Fault, ...]
    scenarios: tuple[ScenarioResult, ...]
    uncovered: tuple[Fault, ...] = ()

    @property
    def failed(self) -> tuple[ScenarioResult, ...]:
        """The scenarios that did not come out as expected."""
        return tuple(s for s in self.scenarios if not s.passed)


@dataclass(frozen=True)
class SourceCheck:
    """A document with what became of every citation of its policy; without a policy when none fits.

    `classified` tells what became of the passages that no rule cites.
    """

    document: Document
    policy: Policy | None
    checked: tuple[Checked, ...]
    classified: tuple[Checked, ...] = ()

    def with_standing(self, standing: Standing) -> tuple[Checked, ...]:
        """The citations of which this became."""
        return tuple(c for c in self.checked if c.standing is standing)

    @property
    def broken(self) -> tuple[Checked, ...]:
        """The citations that no longer hold: the passage changed, or it is not there any more."""
        return tuple(c for c in self.checked if not c.holds)

    @property
    def lost(self) -> tuple[Checked, ...]:
        """The classified passages that changed, or that are not there any more."""
        return tuple(c for c in self.classified if not c.holds)


def shipped_packages() -> tuple[Package, ...]:
    """The packages that come with this program."""
    return tuple(Package(f"{insurer}-{year}", directory) for insurer, year, directory in shipped())


def find_package(name: str) -> Package:
    """A package by its directory, or the newest shipped one by its insurer. Raises `UnknownChoice`."""
    directory = Path(name)
    if directory.is_dir():
        return Package(name, directory)
    found = [Package(f"{i}-{y}", d) for i, y, d in shipped() if name in (i, f"{i}-{y}")]
    if not found:
        raise UnknownChoice("insurer", name, {insurer for insurer, _, _ in shipped()})
    return found[-1]


def read_package(package: Package) -> Policy:
    """The policy of a package. Raises `Faults`, which name the files with their directory."""
    try:
        return parse_policy(policy_files(package.directory))
    except Faults as faults:
        raise Faults(_placed(faults.faults, package)) from None


def read_lines(package: Package, policy: Policy) -> tuple[ClassifiedLines, ...]:
    """The classified passages of a package. Raises `Faults`, which name the files with their directory."""
    try:
        return load_lines(package.directory, policy)
    except Faults as faults:
        raise Faults(_placed(faults.faults, package)) from None


def check_package(package: Package) -> PackageCheck:
    """Read a package, run its scenarios, and tell everything that is wrong."""
    try:
        policy = read_package(package)
    except Faults as faults:
        return PackageCheck(package, None, faults.faults, ())
    try:
        read_lines(package, policy)
    except Faults as faults:
        return PackageCheck(package, policy, faults.faults, ())
    try:
        files = scenario_bytes(package.directory)
        results = run_scenarios(policy, files)
        bare = uncovered(policy, load_scenarios(policy, files)) if files else []
    except Faults as faults:
        return PackageCheck(package, policy, _placed(faults.faults, package), ())
    placed = tuple(replace(r, file=package.file(r.file)) for r in results)
    return PackageCheck(package, policy, (), placed, _placed(bare, package))


def scenario_bytes(directory: Path | Traversable) -> dict[str, bytes]:
    """The scenario files that stand beside the rules, by name."""
    found = {}
    for entry in directory.iterdir():
        if entry.name.endswith(SUFFIX) and entry.is_file():
            with entry.open("rb") as file:
                found[entry.name] = file.read(MAX_BYTES + 1)
    return found


def _placed(faults: Iterable[Fault], package: Package) -> tuple[Fault, ...]:
    """The faults with the directory of the package before each file."""
    return tuple(replace(fault, file=package.file(fault.file)) for fault in faults)


def rule_text(package: Package, file: str, line: int) -> str:
    """A rule as it stands in its file: from its first line up to the next rule or section."""
    rows = policy_files(package.directory)[file].decode().split("\n")
    depth = len(rows[line - 1]) - len(rows[line - 1].lstrip())
    end = line
    while end < len(rows) and (not rows[end].strip() or len(rows[end]) - len(rows[end].lstrip()) > depth):
        end += 1
    return "\n".join(row[depth:] for row in rows[line - 1 : end]).rstrip()


# --- documents ------------------------------------------------------------------------------------------


def read_document(path: Path) -> Document:
    """A document from a text file (UTF-8). Raises `Faults` if it cannot be read."""
    try:
        return Document.read(path)
    except OSError as error:
        why = error.strerror or str(error)
        message = Text(f"Het bestand is niet te lezen ({why}).", f"The file cannot be read ({why}).")
        hint = Text("Controleer de naam en de map.", "Check the name and the folder.")
    except UnicodeDecodeError:
        message = Text("Dit is geen tekst in UTF-8.", "This is not text in UTF-8.")
        hint = Text("Sla de tekst van het document op als UTF-8.", "Save the document's text as UTF-8.")
    except ValueError as error:
        message = Text(f"Dit is geen bestandsnaam ({error}).", f"This is not a file name ({error}).")
        hint = Text("Controleer de naam.", "Check the name.")
    raise Faults([Fault("document.unreadable", message, str(path), hint=hint)])


def owner(document: Document, policies: Sequence[Policy]) -> Policy | None:
    """The policy that was written from this document, told by its content; None if it is none of these."""
    for policy in policies:
        if policy.document.fingerprint == document.fingerprint:
            return policy
    found = match({p.id: p.cited() for p in policies}, document)
    return next((p for p in policies if found is not None and p.id == found.package), None)


def documents_by_policy(paths: Iterable[Path], policies: Sequence[Policy]) -> dict[str, Document]:
    """The documents by the id of their policy. Raises `Faults`, also for one that fits no policy."""
    found: dict[str, Document] = {}
    faults: list[Fault] = []
    for path in paths:
        try:
            document = read_document(path)
        except Faults as wrong:
            faults += wrong.faults
            continue
        policy = owner(document, policies)
        if policy is None:
            faults.append(belongs_nowhere(str(path), policies))
        else:
            found[policy.id] = document
    if faults:
        raise Faults(faults)
    return found


def belongs_nowhere(file: str, policies: Iterable[Policy]) -> Fault:
    """That a document was not the source of any of these policies."""
    names = ", ".join(p.id for p in policies)
    message = Text(
        f"Dit document hoort bij geen van deze regels: {names}.",
        f"This document belongs to none of these policies: {names}.",
    )
    return Fault("document.unknown", message, file)


def check_sources(
    document: Document,
    policies: Sequence[Policy],
    lines: Mapping[str, Sequence[ClassifiedLines]] | None = None,
) -> SourceCheck:
    """Hold a document against the citations of its policy; of a single policy given, without matching.

    `lines` holds the classified passages by the id of their policy, which are held against it as well.
    """
    policy = policies[0] if len(policies) == 1 else owner(document, policies)
    if policy is None:
        return SourceCheck(document, None, ())
    classified = check_lines((lines or {}).get(policy.id, ()), policy, document)
    checked = tuple(check_citations(policy.cited(), document))
    return SourceCheck(document, policy, checked, tuple(one.checked for one in classified))


@dataclass(frozen=True)
class PolicyCoverage:
    """A policy held against its document, line by line."""

    policy: Policy
    document: Document
    coverage: Coverage


def cover_package(package: Package, path: Path) -> PolicyCoverage:
    """The coverage of the document in a file by a package.

    Raises `Faults` if one of both cannot be read, or if the document belongs to another policy or to none.
    """
    policy = read_package(package)
    lines = read_lines(package, policy)
    document = read_document(path)
    if owner(document, [policy]) is None:
        raise Faults([_belongs_elsewhere(str(path), document, policy)])
    return PolicyCoverage(policy, document, cover(policy, lines, document))


def _belongs_elsewhere(file: str, document: Document, policy: Policy) -> Fault:
    """That a document is not the one of this policy, and of which shipped policy it is."""
    other = owner(document, [p for p in shipped_policies() if p.id != policy.id])
    if other is None:
        return belongs_nowhere(file, [policy])
    message = Text(
        f"Dit document hoort bij {other.id} ({other.insurer_name}), en niet bij {policy.id}.",
        f"This document belongs to {other.id} ({other.insurer_name}), not to {policy.id}.",
    )
    hint = Text(
        f"Kies '{other.insurer}', of het document van {policy.insurer_name}.",
        f"Choose '{other.insurer}', or the document of {policy.insurer_name}.",
    )
    return Fault("document.other", message, file, hint=hint)
