"""The catalogue: every fact that a rule may use, defined once for all insurers.

A policy package may bring facts of its own, in its `catalogue.yaml`. Such a package is read with the shipped
catalogue and its own additions, nothing else, so that its rules mean the same whatever was read beside it.
`catalogue()` holds all that is known now: dossiers are read, and sentences are made, with the whole of it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from inkoopwijzer.facts import located
from inkoopwijzer.facts.catalogue_reading import read_catalogue
from inkoopwijzer.facts.catalogue_union import EMPTY, Origin, union
from inkoopwijzer.facts.entries import (
    Catalogue,
    Dimension,
    Fact,
    FactType,
    Option,
    Profession,
    SubjectKind,
)
from inkoopwijzer.values.text import Text

CATALOGUE_FILE: Final = "catalogue.yaml"
"""The file of facts, of this program and in a package."""


@cache
def shipped_catalogue() -> Catalogue:
    """The catalogue that comes with this program. Raises `Faults` when its file is not well formed."""
    here = files("inkoopwijzer.facts")
    names = here.joinpath("gemeenten.txt").read_text(encoding="utf-8").splitlines()
    gemeenten = {name: Option(name, Text(name, name)) for name in names}
    root = located.read_located(here.joinpath(CATALOGUE_FILE).read_bytes(), CATALOGUE_FILE)
    return read_catalogue(root, CATALOGUE_FILE, EMPTY, {"gemeenten": gemeenten})


_known: Catalogue | None = None
_origin: Origin = {}
_read: dict[bytes, Catalogue] = {}


def catalogue() -> Catalogue:
    """All facts known now: the shipped ones, and those of every package that was read."""
    global _known  # noqa: PLW0603  one process, one catalogue: see docs/decisions/0009
    if _known is None:
        _known = shipped_catalogue()
    return _known


def with_additions(data: bytes, owner: str) -> Catalogue:
    """The shipped catalogue with what a package adds in its `catalogue.yaml`; `catalogue()` gets to know it too.

    `owner` says whose additions these are, for messages. Adding the same file again changes nothing. Raises
    `Faults`, and adds nothing, when the file is not well formed or when a name has another meaning already,
    in the shipped catalogue or in a package that was read before.
    """
    global _known, _origin
    if data not in _read:
        shipped = shipped_catalogue()
        root = located.read_located(data, CATALOGUE_FILE)
        own = read_catalogue(root, CATALOGUE_FILE, shipped, {})
        _known, _origin = union(catalogue(), own, shipped, root, owner, _origin)
        _read[data] = own
    return _read[data]


def forget_additions() -> None:
    """Back to the shipped catalogue: for a process that reads a package again after its facts changed.

    Policies and dossiers that were read with those additions must be read again.
    """
    global _known, _origin
    _known, _origin = None, {}
    _read.clear()


__all__ = [
    "CATALOGUE_FILE",
    "Catalogue",
    "Dimension",
    "Fact",
    "FactType",
    "Option",
    "Profession",
    "SubjectKind",
    "catalogue",
    "forget_additions",
    "shipped_catalogue",
    "with_additions",
]
