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
from inkoopwijzer.policy.load import MAIN_FILE, MOST_FILES, PASSAGES_FILE, parse_policy, read_package
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.sections import spell
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.fault import Faults

EQUIVALENTS_FILE: Final = "equivalent_mutants.yaml"
"""Stands beside the rules and is not part of them: see `policy.mutate`."""

_HEADER: Final = "# Hashes of the cited passages, written by `inkoopwijzer sources stamp`; do not edit.\n"


def policy_files(directory: Path | Traversable) -> dict[str, bytes]:
    """The files of the package in this directory by name: *.yaml, without the scenarios.

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
    beside = entry.name.endswith(".scenarios.yaml") or entry.name == EQUIVALENTS_FILE
    return entry.name.endswith(".yaml") and not beside and entry.is_file()


def load_policy(directory: Path | Traversable) -> Policy:
    """The policy of the package in this directory. Raises `Faults` with all that is wrong."""
    return parse_policy(policy_files(directory))


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
    rows = []
    for span, spot in sorted(spans.items(), key=lambda item: item[0]):
        code = "policy.empty_passage" if document.holds(*span) else "policy.outside_document"
        digits = document.hash_of(*span)
        if digits is None:
            where = (spot.file, spot.line, spot.path)
            found.add([fault(code, *where, name=spell(span), lines=len(document.lines))])
        rows.append(f'"{spell(span)}": "{digits}"\n')
    found.settle()
    return (_HEADER + "".join(rows)).encode()
