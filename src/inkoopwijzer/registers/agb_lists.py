"""Code lists beside the answers: `AGB001.json`, as the service gives them, and what codes mean in facts.

A code list is a list of { Code, Omschrijving } in a file named after it. `betekenissen.json` says what codes show
whose label this program does not know: { "AGB029": { "012345": ["erkenning_in_vektis.parkinsonnet"], "012346": [] } }.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Items
from pathlib import PurePath
from typing import Final

from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.facts.located import Mapping, Node, Scalar, Sequence
from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.registers.agb_fields import Fields, Noted
from inkoopwijzer.registers.agb_meanings import QUALIFICATIONS, RECOGNITIONS, CodeLists
from inkoopwijzer.registers.agb_tables import REGISTER
from inkoopwijzer.values.fault import Fault
from inkoopwijzer.values.text import Text

MEANINGS: Final = "betekenissen.json"
_LIST = re.compile(r"(AGB[0-9]{3}|COD[0-9]{3}(-NEN)?)\.json", re.IGNORECASE)


def is_list(file: str) -> bool:
    """Whether the name is that of a code list, or of the file of meanings."""
    name = PurePath(file).name
    return name.lower() == MEANINGS or _LIST.fullmatch(name) is not None


def read_lists(files: Items[tuple[str, Node]], noted: Noted) -> CodeLists:
    """The code lists in these files; what is wrong with them is noted."""
    labels: dict[str, dict[str, str]] = {}
    cells: dict[str, dict[str, tuple[str, ...]]] = {}
    for file, node in files:
        name = PurePath(file).name
        if name.lower() == MEANINGS:
            _meanings(node, file, cells, noted)
        else:
            labels[name.partition(".")[0].upper()] = _labels(node, file, noted)
    return CodeLists(labels, cells)


def _labels(node: Node, file: str, noted: Noted) -> dict[str, str]:
    if not isinstance(node, Sequence):
        noted.faults.append(Fault("agb.list", _NOT_LIST, file, node.line, hint=_AS_LIST))
        return {}
    found: dict[str, str] = {}
    for number, item in enumerate(node.items):
        fields = Fields(item, file, f"[{number}]", noted)
        code, label = fields.text("Code"), fields.text("Omschrijving")
        if found.setdefault(code, label) != label:
            message = Text(f"De code '{code}' staat er twee keer.", f"The code '{code}' is there twice.")
            fields.fault("list", item.line, message, _AS_LIST, "Code")
    return found


def _meanings(node: Node, file: str, cells: dict[str, dict[str, tuple[str, ...]]], noted: Noted) -> None:
    if not isinstance(node, Mapping):
        noted.faults.append(Fault("agb.meanings", _NOT_MEANINGS, file, node.line, hint=_AS_MEANINGS))
        return
    for name, codes in node.entries:
        if name.text not in (QUALIFICATIONS, RECOGNITIONS) or not isinstance(codes, Mapping):
            noted.faults.append(
                Fault("agb.meanings", _NOT_MEANINGS, file, name.line, name.text, _AS_MEANINGS)
            )
            continue
        for code, shows in codes.entries:
            path = f"{name.text}.{code.text}"
            cells.setdefault(name.text, {})[code.text] = _cells(shows, file, path, noted)


def _cells(node: Node, file: str, path: str, noted: Noted) -> tuple[str, ...]:
    items = node.items if isinstance(node, Sequence) else (node,)
    names = [item.text if isinstance(item, Scalar) else "" for item in items]
    known = shown_cells()
    for name in names:
        if name not in known:
            message = Text(
                f"'{shown(name)}' is geen gegeven van een therapeut uit het AGB-register.",
                f"'{shown(name)}' is not a fact of a therapist from the AGB register.",
            )
            noted.faults.append(Fault("agb.meanings", message, file, node.line, path, choose(name, known)))
    return tuple(names)


def shown_cells() -> list[str]:
    """Every fact, with its key, of a therapist that the AGB register can show."""
    facts = [
        f
        for f in catalogue().facts.values()
        if f.about == "therapeut" and f.type is FactType.yes_no and REGISTER in f.sources
    ]
    found = []
    for fact in facts:
        keys = [""] if not fact.per else [f".{name}" for name in fact.per[0].options or ()]
        found += [f"{fact.id}{key}" for key in keys]
    return found


_NOT_LIST = Text("Een codelijst is een lijst van codes.", "A code list is a list of codes.")
_AS_LIST = Text(
    'Schrijf [{"Code": "1", "Omschrijving": "Zorgverlener"}].',
    'Write [{"Code": "1", "Omschrijving": "Zorgverlener"}].',
)
_NOT_MEANINGS = Text(
    "Hier hoort per codelijst (AGB018 of AGB029) en code welke gegevens de code toont.",
    "Expected by code list (AGB018 or AGB029) and code which facts the code shows.",
)
_AS_MEANINGS = Text(
    'Schrijf {"AGB029": {"012345": ["erkenning_in_vektis.parkinsonnet"]}}.',
    'Write {"AGB029": {"012345": ["erkenning_in_vektis.parkinsonnet"]}}.',
)
