"""From the files of a policy package to a `Policy`, or to everything that is wrong with them.

A package is one or more rule files. Each may hold any of the sections `norms`, `kinds`, `readings`,
`conditions`, `reservations`, `externals` and `agreements`; the file policy.yaml also says whose policy it is.
The hashes of the cited passages stand apart, in passages.yaml, which a program writes. The facts that only
this package knows stand in catalogue.yaml: its rules see the shipped catalogue and those facts, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from inkoopwijzer.facts import located
from inkoopwijzer.facts.catalogue import CATALOGUE_FILE, Catalogue, shipped_catalogue, with_additions
from inkoopwijzer.policy import graph
from inkoopwijzer.policy.fields import Fields, Found, Spot, day, fault, text, whole
from inkoopwijzer.policy.names import Names
from inkoopwijzer.policy.policy import Policy, SourceDocument
from inkoopwijzer.policy.read_agreements import Agreements
from inkoopwijzer.policy.read_matters import Matters
from inkoopwijzer.policy.read_milestones import Milestones, circles
from inkoopwijzer.policy.scope import Body
from inkoopwijzer.policy.sections import LINES, Cites, Sections
from inkoopwijzer.values.citation import HASH_DIGITS, Span
from inkoopwijzer.values.fault import Faults

LANGUAGE: Final = "1"
"""The version of the language of rule files."""
MAIN_FILE: Final = "policy.yaml"
PASSAGES_FILE: Final = "passages.yaml"
MOST_FILES: Final = 50
LAST_LINE: Final = 100_000
"""No document has more lines."""

SECTIONS: Final = (
    "norms",
    "kinds",
    "readings",
    "conditions",
    "reservations",
    "externals",
    "agreements",
    "treatments",
    "calendar",
    "expectations",
    "amendments",
    "gaps",
)
"""What any rule file may hold."""
HEAD: Final = ("policy", "insurer", "insurer_name", "year", "title", "document")
"""What policy.yaml must hold as well."""

_HASH: Final = re.compile(rf"[0-9a-f]{{{HASH_DIGITS}}}")
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")


def parse_policy(files: Mapping[str, bytes], stamped: bool = True) -> Policy:
    """The policy in these files, by name. Raises `Faults` with all that is wrong.

    With `stamped` False the hashes of the passages are left out: the text of the rules alone.
    """
    return read_package(files, stamped)[0]


def read_package(files: Mapping[str, bytes], stamped: bool) -> tuple[Policy, dict[Span, Spot]]:
    """The policy in these files, and each span of lines that is cited with the place where it is first."""
    found = Found()
    if MAIN_FILE not in files:
        found.add([fault("policy.no_policy_file", MAIN_FILE)])
    if len(files) > MOST_FILES:
        found.add([fault("policy.too_many_files", MAIN_FILE, most=MOST_FILES)])
        found.settle()
    roots = _roots(files, found, stamped)
    found.settle()
    passages = None
    if PASSAGES_FILE in roots:
        passages = _passages(roots.pop(PASSAGES_FILE))
    elif stamped:
        found.add([fault("policy.no_passages", PASSAGES_FILE)])
    known = _catalogue(files, roots, found)
    sections = _collect(roots)
    document = _document(roots[MAIN_FILE], fingerprinted=stamped)
    cites = Cites(passages, document.lines)
    policy = _policy(roots[MAIN_FILE], document, cites, sections, known, digest(files))
    found.settle()
    return policy, cites.spans


def digest(files: Mapping[str, bytes]) -> str:
    """The sha256, in hex, of all files: of each, by name, its name, length and content."""
    running = sha256()
    for name in sorted(files):
        running.update(f"{name}\0{len(files[name])}\0".encode(errors="surrogatepass"))
        running.update(files[name])
    return running.hexdigest()


def _roots(files: Mapping[str, bytes], found: Found, stamped: bool) -> dict[str, Spot]:
    """The files as trees, policy.yaml first."""
    roots = {}
    for name in sorted(files, key=lambda name: (name != MAIN_FILE, name)):
        if stamped or name != PASSAGES_FILE:
            try:
                node = located.read_located(files[name], name)
            except Faults as faults:
                found.add(faults.faults)
            else:
                roots[name] = Spot(node, name, 1, "", found)
    return roots


def _catalogue(files: Mapping[str, bytes], roots: dict[str, Spot], found: Found) -> Catalogue:
    """The facts that the rules of this package may use. With a fault in them the rules are not looked at."""
    if roots.pop(CATALOGUE_FILE, None) is None:
        return shipped_catalogue()
    head = (
        roots[MAIN_FILE].node.get("insurer") if isinstance(roots[MAIN_FILE].node, located.Mapping) else None
    )
    try:
        return with_additions(files[CATALOGUE_FILE], head.text if isinstance(head, located.Scalar) else "")
    except Faults as faults:
        found.add(faults.faults)
    found.settle()
    return shipped_catalogue()


def _passages(root: Spot) -> dict[str, str]:
    """The hash of each span of lines."""
    hashes = {}
    for name, spot in root.entries():
        hashes[name] = spot.word()
        if not (_HASH.fullmatch(hashes[name]) and LINES.fullmatch(name)):
            spot.fault("policy.bad_passage", name=name)
    return hashes


def _collect(roots: Mapping[str, Spot]) -> dict[str, dict[str, Spot]]:
    """The entries of each section, from all files; a name has one meaning in the whole package."""
    sections: dict[str, dict[str, Spot]] = {section: {} for section in SECTIONS}
    names: dict[str, Spot] = {}
    for file, root in roots.items():
        fields = root.fields(HEAD if file == MAIN_FILE else (), SECTIONS)
        for section in SECTIONS:
            for name, spot in fields[section].named():
                if name in names:
                    first = names[name]
                    spot.fault("policy.duplicate_id", name=name, other=first.file, at=first.line)
                else:
                    names[name] = sections[section][name] = spot
    return sections


def _policy(
    root: Spot,
    document: SourceDocument,
    cites: Cites,
    sections: Mapping[str, Mapping[str, Spot]],
    known: Catalogue,
    hash_: str,
) -> Policy:
    """Everything read and checked; only to be used if no fault was found."""
    head = Fields(root, dict(root.entries()))
    head["policy"].check([head["policy"].word()], [LANGUAGE], "policy.version")
    bare = Sections(Names(known, frozenset(), {}, {}, {}), cites)
    readings = {name: bare.reading(name, spot) for name, spot in sections["readings"].items()}
    names = Names(
        catalogue=known,
        conditions=frozenset(sections["conditions"]),
        readings={name: tuple(reading.options) for name, reading in readings.items()},
        norms={name: bare.norm(name, spot) for name, spot in sections["norms"].items()},
        kinds={name: bare.kind(name, spot) for name, spot in sections["kinds"].items()},
    )
    read = Sections(names, cites)
    everything = [name for section in sections.values() for name in section]
    matters = Matters(read, sections["agreements"], sections["calendar"], everything)
    agreements = Agreements(read, matters)
    dates = Milestones(read, sections["calendar"], sections["agreements"])
    bodies = {name: Body() for name in sections["conditions"]}
    conditions = sections["conditions"].items()
    policy = Policy(
        insurer=head["insurer"].id(),
        insurer_name=head["insurer_name"].word(),
        year=whole(head["year"], 2000, 2100),
        title=text(head["title"]),
        document=document,
        agreements={name: agreements.agreement(name, spot) for name, spot in sections["agreements"].items()},
        conditions={name: read.condition(name, spot, bodies[name]) for name, spot in conditions},
        readings=readings,
        norms=names.norms,
        kinds=names.kinds,
        reservations=tuple(read.remark(name, spot) for name, spot in sections["reservations"].items()),
        externals=tuple(read.remark(name, spot) for name, spot in sections["externals"].items()),
        hash=hash_,
        treatments={name: matters.treatment(name, spot) for name, spot in sections["treatments"].items()},
        calendar={name: dates.milestone(name, spot) for name, spot in sections["calendar"].items()},
        expectations={name: matters.expectation(name, s) for name, s in sections["expectations"].items()},
        amendments={name: matters.amendment(name, spot) for name, spot in sections["amendments"].items()},
        gaps={name: matters.gap(name, spot) for name, spot in sections["gaps"].items()},
    )
    for way in circles(policy.calendar):
        sections["calendar"][way[0]].fault("policy.cycle", name=" > ".join(way))
    if not sections["agreements"]:
        root.fault("policy.no_agreements")
    beside = dates.readings | matters.readings
    graph.judge(root.found, sections["conditions"], bodies, sections["readings"], read.uses, beside)
    return policy


def _document(root: Spot, fingerprinted: bool) -> SourceDocument:
    """The document of the policy; its fingerprint may still be "" if not `fingerprinted`."""
    fields = Fields(root, dict(root.entries()))["document"].fields(
        ("title", "version", "published", "lines", "fingerprint")
    )
    node = fields["fingerprint"].node
    digits = node.text if isinstance(node, located.Scalar) else ""
    if node and not _FINGERPRINT.fullmatch(digits) and (digits or fingerprinted):
        fields["fingerprint"].fault("policy.bad_fingerprint")
    return SourceDocument(
        title=fields["title"].word(),
        version=fields["version"].word(),
        published=day(fields["published"]),
        lines=whole(fields["lines"], 1, LAST_LINE) if fields["lines"].node else LAST_LINE,
        fingerprint=digits,
    )
