"""Policy packages on disk: the files of one, the shipped ones, and the hashes of the passages they cite."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from inkoopwijzer.facts.located import MAX_BYTES
from inkoopwijzer.policy.fields import Found, fault
from inkoopwijzer.policy.lines import ClassifiedLines, names_of, parse_hashes, parse_lines, unstamped
from inkoopwijzer.policy.load import (
    LAST_LINE,
    MAIN_FILE,
    MOST_FILES,
    PASSAGES_FILE,
    parse_policy,
    read_package,
)
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.sections import spell
from inkoopwijzer.values.citation import Document, Span
from inkoopwijzer.values.fault import Faults

EQUIVALENTS_FILE: Final = "equivalent_mutants.yaml"
"""Stands beside the rules and is not part of them: see `policy.mutate`."""
LINES_FILE: Final = "lines.yaml"
"""What the lines are that no rule cites: see `policy.lines`. Beside the rules too, so it is not in their hash."""
LINE_PASSAGES_FILE: Final = "lines.passages.yaml"
"""The hashes of the passages in lines.yaml, apart from those of the rules for the same reason."""
_BESIDE: Final = frozenset({EQUIVALENTS_FILE, LINES_FILE, LINE_PASSAGES_FILE})

_HEADER: Final = "# Hashes of the cited passages, written by `inkoopwijzer sources stamp`; do not edit.\n"
_LINES_HEADER: Final = (
    "# Hashes of the passages in lines.yaml, written by `inkoopwijzer sources stamp`; do not edit.\n"
)


def policy_files(directory: Path | Traversable) -> dict[str, bytes]:
    """The files of the package in this directory by name: *.yaml, without what stands beside the rules.

    Of a file that is too large only so much is read that this shows.
    """
    try:
        entries = sorted((entry for entry in directory.iterdir() if _belongs(entry)), key=lambda e: e.name)
        if len(entries) > MOST_FILES:
            raise Faults([fault("policy.too_many_files", directory.name, most=MOST_FILES)])
        contents = {}
        for entry in entries:
            with entry.open("rb") as file:
                contents[entry.name] = file.read(MAX_BYTES + 1)
    except OSError:
        raise Faults([fault("policy.no_directory", directory.name, name=directory.name)]) from None
    return contents


def _belongs(entry: Traversable) -> bool:
    beside = entry.name.endswith(".scenarios.yaml") or entry.name in _BESIDE
    return entry.name.endswith(".yaml") and not beside and entry.is_file()


def load_policy(directory: Path | Traversable) -> Policy:
    """The policy of the package in this directory. Raises `Faults` with all that is wrong."""
    return parse_policy(policy_files(directory))


def line_files(directory: Path | Traversable) -> dict[str, bytes]:
    """lines.yaml and the hashes of its passages, by name; nothing of what is not there."""
    found = {}
    for name in (LINES_FILE, LINE_PASSAGES_FILE):
        entry = directory.joinpath(name)
        if entry.is_file():
            with entry.open("rb") as file:
                found[name] = file.read(MAX_BYTES + 1)
    return found


def load_lines(directory: Path | Traversable, policy: Policy) -> tuple[ClassifiedLines, ...]:
    """The classified passages of the package in this directory; none without lines.yaml. Raises `Faults`."""
    files = line_files(directory)
    if LINES_FILE not in files:
        return ()
    if LINE_PASSAGES_FILE not in files:
        raise unstamped(LINE_PASSAGES_FILE)
    hashes = parse_hashes(files[LINE_PASSAGES_FILE], LINE_PASSAGES_FILE)
    return parse_lines(files[LINES_FILE], LINES_FILE, policy.document.lines, names_of(policy), hashes)


def shipped() -> tuple[tuple[str, str, Traversable], ...]:
    """The packages that come with this program: insurer, year and directory, in this order."""
    found = []
    for insurer in files("inkoopwijzer.policies").iterdir():
        if insurer.is_dir() and not insurer.name.startswith("_"):
            for year in insurer.iterdir():
                if year.is_dir() and year.joinpath(MAIN_FILE).is_file():
                    found.append((insurer.name, year.name, year))
    return tuple(sorted(found, key=lambda entry: entry[:2]))


@cache
def shipped_policies() -> tuple[Policy, ...]:
    """The policies that come with this program, read once."""
    return tuple(load_policy(directory) for _, _, directory in shipped())


def stamp(policy_files: Mapping[str, bytes], document: Document) -> bytes:
    """What passages.yaml must hold: the hash in `document` of each span of lines that the package cites.

    Raises `Faults` if the package is wrong, if a span lies outside the document or says nothing, or if the
    package names another document by its fingerprint.
    """
    rules = {name: data for name, data in policy_files.items() if name != PASSAGES_FILE}
    policy, spans = read_package(rules, stamped=False)
    found = Found()
    if policy.document.fingerprint not in ("", document.fingerprint):
        other = {"name": document.name, "found": document.fingerprint}
        found.add([fault("policy.other_document", MAIN_FILE, None, "document.fingerprint", None, **other)])
    places = {span: (spot.file, spot.line, spot.path) for span, spot in spans.items()}
    return _HEADER.encode() + _rows(places, document, found)


def stamp_lines(lines: bytes, document: Document) -> bytes:
    """What lines.passages.yaml must hold: the hash in `document` of each passage in lines.yaml.

    Raises `Faults` if the file is wrong, or if a passage lies outside the document or says nothing.
    """
    found = Found()
    classified = parse_lines(lines, LINES_FILE, LAST_LINE, None, None)
    places = {c.span: (LINES_FILE, c.line, f"[{at}].lines") for at, c in enumerate(classified)}
    return _LINES_HEADER.encode() + _rows(places, document, found)


def _rows(places: Mapping[Span, tuple[str, int, str]], document: Document, found: Found) -> bytes:
    """A row with the hash of each span, by line; `places` says where a span is named."""
    rows = []
    for span, where in sorted(places.items()):
        code = "policy.empty_passage" if document.holds(*span) else "policy.outside_document"
        digits = document.hash_of(*span)
        if digits is None:
            found.add([fault(code, *where, name=spell(span), lines=len(document.lines))])
        rows.append(f'"{spell(span)}": "{digits}"\n')
    found.settle()
    return "".join(rows).encode()
