"""Answers of the AGB consultation service, from files: one answer per file, all faults at once, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from inkoopwijzer.facts.located import MAX_BYTES, Mapping, Node, read_located
from inkoopwijzer.registers.agb_answers import Answer, read_answer
from inkoopwijzer.registers.agb_fields import Fields, Noted
from inkoopwijzer.registers.agb_gaps import Gap
from inkoopwijzer.registers.agb_lists import is_list, read_lists
from inkoopwijzer.registers.agb_parties import bring_together
from inkoopwijzer.registers.agb_tables import Row, make_tables
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

MOST_FAULTS: Final = 1_000
"""Reading stops at so many faults."""

Progress = Callable[[int, int], None]
"""Told after each file: how many were read, and how many there are."""


@dataclass(frozen=True)
class AgbRead:
    """What the answers say: the standard tables (see `agb_tables`), and what was left out.

    `gaps` tells of each practice that was not seen whole what is missing. `extra` counts, by path, fields that
    this program does not know. `left_out` holds persons whose code is of no profession in the catalogue, and
    `unread` active parties on the list of which no answer was read.
    """

    tables: Map[str, list[Row]]
    gaps: tuple[Gap, ...]
    extra: Map[str, int]
    left_out: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]
    files: int


def answer_files(paths: Iterable[Path]) -> list[Path]:
    """The JSON files named, and those in the folders named, in order of name. Raises `Faults` when there are none."""
    found: list[Path] = []
    faults: list[Fault] = []
    for path in paths:
        files = sorted(p for p in path.rglob("*.json") if p.is_file()) if path.is_dir() else [path]
        if not files:
            faults.append(Fault("agb.no_files", _NO_FILES, str(path), hint=_JSON))
        found += files
    if faults:
        raise Faults(faults)
    return list(dict.fromkeys(found))


def read_agb(paths: Iterable[Path], seen: date, progress: Progress | None = None) -> AgbRead:
    """The answers in files and folders, asked for on the day `seen`. Raises `Faults` with everything that is wrong."""
    files = answer_files(paths)
    noted = Noted()
    answers: list[tuple[str, Answer]] = []
    lists: list[tuple[str, Node]] = []
    for number, path in enumerate(files, 1):
        node = _tree(path, noted)
        if node is not None and is_list(path.name):
            lists.append((str(path), node))
        elif node is not None:
            fields = Fields(node, str(path), "", noted)
            answer = read_answer(fields) if isinstance(node, Mapping) else None
            fields.close()
            if answer is not None:
                answers.append((str(path), answer))
        if len(noted.faults) >= MOST_FAULTS:
            raise Faults([*noted.faults, Fault("agb.too_many", _TOO_MANY, str(path), hint=_JSON)])
        if progress:
            progress(number, len(files))
    known = read_lists(lists, noted)
    if noted.faults:
        raise Faults(noted.faults)
    parties = bring_together(answers, known)
    if parties.faults:
        raise Faults(parties.faults)
    tables, gaps = make_tables(parties, seen)
    people = {work.person for work in parties.work.values()}
    answered = {("zorgverlener", agb) for agb in parties.persons} | set(parties.places)
    return AgbRead(
        tables,
        gaps,
        dict(sorted(noted.extra.items())),
        tuple(sorted(agb for agb in people if not parties.of_known_profession(agb))),
        tuple(sorted(parties.listed - answered)),
        len(files),
    )


def _tree(path: Path, noted: Noted) -> Node | None:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        return read_located(data, "answer.json")
    except OSError as error:
        why = error.strerror or str(error)
        message = Text(f"Het bestand is niet te lezen ({why}).", f"The file cannot be read ({why}).")
        noted.faults.append(Fault("file.unreadable", message, str(path)))
    except Faults as faults:
        noted.faults += [replace(fault, file=str(path)) for fault in faults.faults]
    return None


_NO_FILES = Text("In deze map staan geen JSON-bestanden.", "There are no JSON files in this folder.")
_JSON = Text(
    "Bewaar elk antwoord van de dienst in een eigen bestand dat eindigt op .json.",
    "Keep each answer of the service in a file of its own that ends in .json.",
)
_TOO_MANY = Text("Zoveel fouten: het inlezen is hier gestopt.", "So many faults: reading stopped here.")
