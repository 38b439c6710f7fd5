"""Dossiers read from YAML or JSON: everything that is wrong at once, and nothing half accepted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from inkoopwijzer.facts.catalogue import Catalogue, SubjectKind, catalogue
from inkoopwijzer.facts.cells import Provenance, read_cells, read_provenance
from inkoopwijzer.facts.dossier import CellKey, Dossier, Record, Snapshot, Subject
from inkoopwijzer.facts.located import Mapping, Node, Scalar, read_located
from inkoopwijzer.facts.particulars import agb, day, name
from inkoopwijzer.facts.place import Place, choose, shown
from inkoopwijzer.facts.typed import word, yes_no
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

VERSION: Final = "1"
MAX_SUBJECTS: Final = 1_000
PARTICULARS: Final = {"naam": (), "agb": ("praktijk", "therapeut"), "beroep": ("therapeut",)}
"""What identifies a subject, and whose it is; a name belongs to all but the market."""

_READ_AT_MOST: Final = 100_000_000  # enough to tell the size of a file that is too large


def read_dossier(path: Path) -> Dossier:
    """The dossier in a file, named after the file. Raises `Faults`, also when there is no such file."""
    try:
        with path.open("rb") as file:
            data = file.read(_READ_AT_MOST)
    except (OSError, ValueError) as error:
        why = str(getattr(error, "strerror", None) or error)
        message = Text(f"Het bestand is niet te lezen ({why}).", f"The file cannot be read ({why}).")
        hint = Text("Controleer de naam en de map.", "Check the name and the folder.")
        raise Faults([Fault("file.unreadable", message, str(path), hint=hint)]) from None
    try:
        return parse_dossier(data, path.name)
    except Faults as faults:
        raise Faults(replace(fault, file=str(path)) for fault in faults.faults) from None


def parse_dossier(data: bytes, file: str) -> Dossier:
    """The dossier in `data`: JSON if the name `file` ends in .json, else YAML. Raises `Faults`."""
    return build_dossier(read_located(data, file), file)


def build_dossier(root: Node, file: str) -> Dossier:
    """The dossier in a tree that was read before. Raises `Faults`."""
    known = catalogue()
    at = Place(file)
    fields = {key.text: (key, node, place) for key, node, place in at.fields(root)}
    if isinstance(root, Mapping):
        _check_version(root, at)
        _require(root, ("dossier", "praktijk"), at)
    at_top = {kind.list_name or kind.id: kind for kind in known.subjects.values()}
    for key, _, place in fields.values():
        if key.text not in at_top and key.text not in ("dossier", "bron", "registers"):
            _misplaced(key, None, ("dossier", "bron", "registers", *at_top), known, place)
    default = read_provenance(fields["bron"][1], fields["bron"][2]) if "bron" in fields else Provenance()
    registers = (
        _registers(fields["registers"][1], known, fields["registers"][2]) if "registers" in fields else {}
    )
    subjects: dict[str, tuple[Subject, ...]] = {}
    for title, kind in at_top.items():
        found = fields.get(title)
        if kind.list_name is not None:
            subjects[kind.id] = _listed(found[1], kind, default, known, found[2]) if found else ()
        elif found is not None:
            subjects[kind.id] = (_subject(found[1], kind, kind.id, default, known, found[2]),)
        else:
            subjects[kind.id] = (Subject(kind.id, kind.id, kind.label.nl),)
    at.finish()
    return Dossier(file, subjects["praktijk"][0].name, subjects, registers)


def _check_version(root: Mapping, at: Place) -> None:
    node = root.get("dossier")
    if isinstance(node, Scalar) and node.text not in ("", VERSION):
        message = Text(
            f"Dit is een dossier van versie '{shown(node.text)}'; alleen versie {VERSION} is bekend.",
            f"This is a dossier of version '{shown(node.text)}'; only version {VERSION} is known.",
        )
        hint = Text(f'Schrijf dossier: "{VERSION}".', f'Write dossier: "{VERSION}".')
        at.at("dossier").fault("version", node, message, hint)
        at.finish()
    elif node is not None:
        at.at("dossier").text(node)


def _registers(node: Node, known: Catalogue, at: Place) -> dict[str, Snapshot]:
    found: dict[str, Snapshot] = {}
    for key, entry, place in at.fields(node):
        word(key.text, known.sources, key, place, "source")
        seen, complete = None, False
        for field, value, here in place.fields(entry):
            if field.text == "gezien":
                seen = day(value, here)
            elif field.text == "volledig":
                text = here.text(value)
                complete = text is not None and yes_no(text, value, here)
            else:
                _misplaced(field, None, ("gezien", "volledig"), known, here)
        _require(entry, ("volledig",), place)
        found[key.text] = Snapshot(key.text, seen, complete)
    return found


def _listed(
    node: Node, kind: SubjectKind, default: Provenance, known: Catalogue, at: Place
) -> tuple[Subject, ...]:
    items = list(at.items(node))
    if len(items) > MAX_SUBJECTS:
        message = Text(
            f"De lijst telt {len(items)} onderdelen; ten hoogste {MAX_SUBJECTS} is toegestaan.",
            f"The list has {len(items)} items; at most {MAX_SUBJECTS} is allowed.",
        )
        at.fault("too_many", node, message, Text("Splits het dossier.", "Split the dossier."))
        return ()
    found = [
        _subject(item, kind, f"{kind.id}:{number}", default, known, place)
        for number, (item, place) in enumerate(items, 1)
    ]
    _unique("naam", ((_folded(s.name), n, p) for s, (n, p) in zip(found, items, strict=True)))
    _unique("agb", ((s.agb or "", n, p) for s, (n, p) in zip(found, items, strict=True)))
    return tuple(found)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _unique(field: str, values: Iterable[tuple[str, Node, Place]]) -> None:
    first: dict[str, int] = {}
    for value, item, place in values:
        node = item.get(field) if isinstance(item, Mapping) else None
        if not value or node is None:
            continue
        if value in first:
            word = "naam" if field == "naam" else "AGB-code"
            message = Text(
                f"Deze {word} staat al op regel {first[value]}.",
                f"This {'name' if field == 'naam' else 'AGB code'} is already on line {first[value]}.",
            )
            hint = Text(
                "Haal een van de twee weg, of maak ze verschillend.",
                "Remove one of the two, or make them differ.",
            )
            place.at(field).fault(f"duplicate_{'name' if field == 'naam' else 'agb'}", node, message, hint)
        first.setdefault(value, node.line)


def _subject(
    node: Node, kind: SubjectKind, id_: str, default: Provenance, known: Catalogue, at: Place
) -> Subject:
    cells: dict[CellKey, tuple[Record, ...]] = {}
    named, code, profession = kind.label.nl, None, None
    allowed = [
        w for w, kinds in PARTICULARS.items() if kind.id in kinds or (not kinds and kind.id != "markt")
    ]
    if isinstance(node, Mapping) and "beroep" in allowed and (chosen := node.get("beroep")) is not None:
        text = at.at("beroep").text(chosen)
        if text is not None:
            profession = known.professions.get(
                word(text, known.professions, chosen, at.at("beroep"), "profession")
            )
    for key, value, place in at.fields(node):
        fact = known.facts.get(key.text)
        if fact is not None and fact.about == kind.id:
            read_cells(fact, value, default, place, cells)
        elif key.text not in allowed:
            facts = [f.id for f in known.facts.values() if f.about == kind.id]
            _misplaced(key, kind, (*allowed, *facts), known, place)
        elif key.text == "naam":
            named = name(value, place)
        elif key.text == "agb":
            code = agb(value, place, profession)
    _require(node, [w for w in allowed if w != "agb"], at)
    return Subject(kind.id, id_, named, profession.id if profession else None, code, cells, node.line)


def _require(node: Node, names: Iterable[str], at: Place) -> None:
    for missing in names:
        if isinstance(node, Mapping) and node.entries and node.get(missing) is None:
            message = Text(f"Het veld '{missing}' ontbreekt.", f"The field '{missing}' is missing.")
            at.fault("missing_field", node, message, Text("Voeg het toe.", "Add it."))


def _misplaced(
    key: Scalar, kind: SubjectKind | None, allowed: Iterable[str], known: Catalogue, at: Place
) -> None:
    """Note a field that does not belong here, and say where it does belong."""
    title = shown(key.text)
    owner = known.facts[key.text].about if key.text in known.facts else None
    if key.text in PARTICULARS and kind is not None and PARTICULARS[key.text]:
        owner = PARTICULARS[key.text][-1]
    lists = {k.list_name or k.id for k in known.subjects.values()} | {"registers"}
    if owner is not None:
        home = known.subjects[owner]
        message = Text(f"'{title}' hoort bij {home.label.nl}.", f"'{title}' belongs to {home.label.en}.")
        if kind is not None:
            message = Text(
                f"'{title}' hoort niet bij {kind.label.nl} maar bij {home.label.nl}.",
                f"'{title}' does not belong to {kind.label.en} but to {home.label.en}.",
            )
        where = home.list_name or home.id
        at.fault("wrong_subject", key, message, Text(f"Zet het onder '{where}'.", f"Put it under '{where}'."))
    elif kind is not None and key.text in lists:
        message = Text(
            f"'{title}' is een eigen deel van het dossier.", f"'{title}' is a part of the dossier of its own."
        )
        hint = Text(
            "Zet het vooraan op de regel, zonder spaties ervoor.",
            "Put it at the start of the line, without spaces in front.",
        )
        at.fault("wrong_subject", key, message, hint)
    else:
        message = Text(f"Het veld '{title}' is hier niet bekend.", f"The field '{title}' is not known here.")
        hint = choose(key.text, allowed) or _NOT_A_FACT
        at.fault("unknown_field", key, message, hint)


_NOT_A_FACT = Text(
    "Haal het weg, of zoek in de lijst van feiten hoe het heet.",
    "Remove it, or look up its name in the list of facts.",
)
