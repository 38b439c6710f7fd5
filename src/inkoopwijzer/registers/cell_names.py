"""How a cell is written in one word: the fact and its keys, joined by points (`registratie.irf`)."""

from __future__ import annotations

from itertools import product
from typing import Final

from inkoopwijzer.facts.catalogue import Fact, catalogue
from inkoopwijzer.facts.dossier import CellKey, one_cell
from inkoopwijzer.facts.located import Scalar
from inkoopwijzer.facts.place import Place, choose, shown
from inkoopwijzer.facts.typed import key as read_key
from inkoopwijzer.values.text import Text

JOINT: Final = "."


def joined(cell: CellKey) -> str:
    """A cell in one word."""
    return JOINT.join(cell)


def cell_of(text: str, about: str | None, at: Place) -> CellKey | None:
    """The cell that `text` names, of a fact about this kind of subject (None: any kind); else None, with a fault."""
    name, *keys = text.split(JOINT)
    facts = catalogue().facts
    fact = facts.get(name)
    node = Scalar(text, 0, True)
    if fact is None:
        known = [f.id for f in facts.values() if about in (None, f.about)]
        message = Text(f"'{shown(name)}' is geen feit.", f"'{shown(name)}' is no fact.")
        at.fault("fact", node, message, choose(name, known) or _SEE_FACTS)
        return None
    if about is not None and fact.about != about:
        kinds = catalogue().subjects
        message = Text(
            f"'{name}' hoort niet bij {kinds[about].label.nl} maar bij {fact.about_label.nl}.",
            f"'{name}' does not belong to {kinds[about].label.en} but to {fact.about_label.en}.",
        )
        at.fault("wrong_subject", node, message, Text("Kies een ander feit.", "Choose another fact."))
        return None
    return cell_with(fact, keys, at)


def cell_with(fact: Fact, keys: list[str], at: Place) -> CellKey | None:
    """The cell of `fact` with these keys; None, with a fault, when they are not the keys that it asks."""
    if len(keys) != len(fact.per):
        asked = Text(
            " en ".join(d.label.nl for d in fact.per) or "niets",
            " and ".join(d.label.en for d in fact.per) or "nothing",
        )
        found = f"'{shown(JOINT.join(keys))}'" if keys else ""
        message = Text(
            f"Bij '{fact.id}' hoort {asked.nl}; er staat {found or 'niets'}.",
            f"'{fact.id}' goes with {asked.en}; found {found or 'nothing'}.",
        )
        example = joined((fact.id, *(_example(fact, at_) for at_ in range(len(fact.per)))))
        hint = Text(
            f"De volledige naam is bijvoorbeeld {example}.", f"The full name is for example {example}."
        )
        at.fault("key", Scalar(fact.id, 0, True), message, hint)
        return None
    before = len(at.faults)
    words = [read_key(d, Scalar(k, 0, True), at) for d, k in zip(fact.per, keys, strict=True)]
    return one_cell((fact.id, *words)) if len(at.faults) == before else None


def _example(fact: Fact, position: int) -> str:
    options = fact.per[position].options
    return next(iter(options)) if options else {"jaar": "2026"}.get(fact.per[position].id, "70")


def cells_about(kind: str) -> list[str]:
    """The cells that facts of this kind of subject have, where their keys are words; else the fact alone."""
    found: list[str] = []
    for fact in catalogue().facts.values():
        if fact.about == kind and all(d.options for d in fact.per):
            found.extend(
                joined((fact.id, *key)) for key in product(*(tuple(d.options or ()) for d in fact.per))
            )
        elif fact.about == kind:
            found.append(fact.id)
    return found


_SEE_FACTS: Final = Text("Zoek het op met 'inkoopwijzer facts'.", "Look it up with 'inkoopwijzer facts'.")
