"""The standard tables that there are, from `layouts.yaml`.

The file names the columns; their types come from the catalogue, so that a dossier is a register of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from inkoopwijzer.facts.catalogue import Catalogue, Fact, catalogue
from inkoopwijzer.facts.located import Mapping as MappingNode
from inkoopwijzer.facts.located import Node, Scalar, read_located
from inkoopwijzer.facts.place import Place, choose, shown
from inkoopwijzer.facts.typed import word
from inkoopwijzer.registers.layout import Column, Holds, States, Table
from inkoopwijzer.values.text import Text

LAYOUTS_FILE: Final = "layouts.yaml"

Layouts = Mapping[str, Table]


def layouts() -> Layouts:
    """The standard tables by name, with the facts that are known now."""
    return _layouts(catalogue())


_kept: list[tuple[Catalogue, Layouts]] = []


def _layouts(known: Catalogue) -> Layouts:
    if not _kept or _kept[0][0] is not known:
        _kept[:] = [(known, read_layouts(_shipped(), known))]
    return _kept[0][1]


@cache
def _shipped() -> Node:
    return read_located(files("inkoopwijzer.registers").joinpath(LAYOUTS_FILE).read_bytes(), LAYOUTS_FILE)


def read_layouts(root: Node, known: Catalogue) -> Layouts:
    """The tables in a layouts file. Raises `Faults` with everything that is wrong in it."""
    top = Place(LAYOUTS_FILE)
    sections = {key.text: (node, place) for key, node, place in top.fields(root)}
    shared: dict[str, tuple[Holds, Text]] = {}
    for key, node, place in _section(sections, "columns", root, top):
        holds = _words(node, "holds", place)[:1]
        chosen = word(holds[0] if holds else "", tuple(Holds), node, place.at("holds"), "holds")
        if chosen in tuple(Holds):
            shared[key.text] = (Holds(chosen), _says(node, place))
    found = {}
    for key, node, place in _section(sections, "tables", root, top):
        table = _table(key.text, node, shared, known, place)
        if table is not None:
            found[key.text] = table
    top.finish()
    return found


def _section(
    sections: Mapping[str, tuple[Node, Place]], name: str, root: Node, top: Place
) -> list[tuple[Scalar, Node, Place]]:
    if name not in sections:
        top.fault("missing_field", root, Text(f"'{name}' ontbreekt.", f"'{name}' is missing."))
        return []
    node, place = sections[name]
    return list(place.fields(node))


def _table(
    name: str, node: Node, shared: Mapping[str, tuple[Holds, Text]], known: Catalogue, at: Place
) -> Table | None:
    before = len(at.faults)
    states = (_words(node, "states", at) or [""])[0]
    word(states, tuple(States), node, at.at("states"), "states")
    about = next(iter(_words(node, "about", at)), None)
    if about is not None:
        word(about, known.subjects, node, at.at("about"), "about")
    facts = []
    for fact in _words(node, "facts", at):
        if word(fact, known.facts, node, at.at("facts"), "fact") in known.facts:
            facts.append(known.facts[fact])
            if facts[-1].about != about:
                at.at("facts").fault("wrong_subject", node, Text(f"{fact}: {about}", f"{fact}: {about}"))
    required, optional = _words(node, "required", at), _words(node, "optional", at)
    columns = {
        column: _column(column, column in required, facts, shared, node, at)
        for column in (*required, *optional)
    }
    if len(at.faults) > before:
        return None
    return Table(
        name,
        _says(node, at),
        about,
        States(states),
        columns,
        tuple(facts),
        tuple(_words(node, "must_exist", at)),
    )


def _column(
    name: str,
    required: bool,
    facts: list[Fact],
    shared: Mapping[str, tuple[Holds, Text]],
    node: Node,
    at: Place,
) -> Column:
    for fact in facts:
        for dimension in fact.per:
            if dimension.id == name:
                return Column(name, Holds.key, dimension.label, required, dimension=dimension)
        if fact.id == name:
            return Column(
                name, Holds.value, fact.filled(fact.says, tuple(d.id for d in fact.per)), required, fact
            )
    if name not in shared:
        message = Text(f"'{shown(name)}' is geen kolom.", f"'{shown(name)}' is no column.")
        at.fault("column", node, message, choose(name, shared))
        return Column(name, Holds.note, Text("", ""), required)
    holds, says = shared[name]
    alone = facts[0] if holds is Holds.value and len(facts) == 1 else None
    return Column(name, holds, says, required, alone)


def _words(node: Node, name: str, at: Place) -> list[str]:
    found = node.get(name) if isinstance(node, MappingNode) else None
    if found is None:
        return []
    if isinstance(found, Scalar):
        return [found.text]
    return [text for item, place in at.at(name).items(found) if (text := place.text(item)) is not None]


def _says(node: Node, at: Place) -> Text:
    nl, en = ((_words(node, lang, at) or [""])[0] for lang in ("nl", "en"))
    return Text(nl, en)
