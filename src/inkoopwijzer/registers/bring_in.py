"""An import: files read, checked against each other and against what is known, and recorded, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import read_dossier
from inkoopwijzer.registers.check_columns import Checked, check_columns
from inkoopwijzer.registers.check_rows import check_rows
from inkoopwijzer.registers.delivery import Delivery, Origin
from inkoopwijzer.registers.fault_list import FaultList, refuse
from inkoopwijzer.registers.from_dossier import Row, Tables, gathered, tables_of
from inkoopwijzer.registers.known import Known, opened_known
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.registers.mapping_file import MappingFile, TableMapping
from inkoopwijzer.registers.opened import check_size, unreadable
from inkoopwijzer.registers.record import Incoming, opened_for_import, record
from inkoopwijzer.registers.references import References, check_references, loose
from inkoopwijzer.registers.store import as_known_on
from inkoopwijzer.registers.take import mappings_for, sha256_of_file, take_file
from inkoopwijzer.registers.twice import check_across
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

DOSSIERS: Final = (".yaml", ".yml", ".json")
LONGEST_NAME: Final = 200


@dataclass(frozen=True)
class Wanted:
    """What the caller says of an import: the tables, who delivers, when it was seen, and whether it is all there is."""

    mapping: MappingFile | None = None
    table: str | None = None
    source: str | None = None
    seen: date | None = None
    full: bool = False


@dataclass(frozen=True)
class BroughtIn:
    """The deliveries that were recorded, and per delivery how many rows name a therapist who is not known."""

    deliveries: tuple[Delivery, ...]
    loose: tuple[int, ...]


@dataclass(frozen=True)
class _Taken:
    checked: Checked
    origin: Origin
    faults: FaultList


def bring_in(store: Path, files: Sequence[Path], wanted: Wanted, recorded: datetime) -> BroughtIn:
    """Import these files, known from `recorded` on. Raises `Faults`, and records nothing, when anything is wrong.

    Dossiers (.yaml, .json) may be among them; together they make one delivery of each table.
    """
    _check_wanted(wanted)
    dossiers = [path for path in files if path.suffix.lower() in DOSSIERS]
    lists: list[FaultList] = []
    taken = [one for path in files if path not in dossiers for one in _take(path, wanted, lists)]
    taken += _take_dossiers(dossiers, lists)
    refuse(lists)
    return _record(store, taken, wanted, recorded)


def bring_tables(
    store: Path, tables: Mapping[str, Sequence[Row]], origin: Origin, wanted: Wanted, recorded: datetime
) -> BroughtIn:
    """Import tables that a program made out of something else; `origin` says out of what. Raises `Faults`, as files do.

    The lines in faults count the rows of a table from 1.
    """
    _check_wanted(wanted)
    taken = []
    for name, rows in tables.items():
        faults = FaultList(f"{origin.bestand}: {name}")
        read = gathered([(number, row) for number, row in enumerate(rows, 1)])
        made = check_columns(read, layouts()[name], TableMapping(name), faults)
        check_rows(made, faults)
        taken.append(_Taken(made, origin, faults))
    refuse([one.faults for one in taken])
    return _record(store, [one for one in taken if len(one.checked)], wanted, recorded)


def _record(store: Path, taken: Sequence[_Taken], wanted: Wanted, recorded: datetime) -> BroughtIn:
    """Check tables that are each right against each other and against what is known, and record them."""
    check_across([one.checked for one in taken], [one.faults for one in taken])
    refuse(_different(one.faults for one in taken))
    with opened_for_import(store), _known_beside(store, taken, wanted) as known:
        references = References([one.checked for one in taken], known)
        for one in taken:
            check_references(one.checked, references, one.faults)
        refuse(_different(one.faults for one in taken))
        unknown = tuple(loose(one.checked, references) for one in taken)
        incoming = [
            Incoming(one.checked, one.origin, wanted.source, wanted.seen, wanted.full) for one in taken
        ]
        return BroughtIn(record(store, incoming, recorded, known.con), unknown)


def _different(lists: Iterable[FaultList]) -> list[FaultList]:
    """The lists, each once: the tables of dossiers share one."""
    return list({id(each): each for each in lists}.values())


def _check_wanted(wanted: Wanted) -> None:
    if wanted.full and wanted.source is None:
        message = Text(
            "Een volledige levering vervangt de vorige van dezelfde bron; de bron ontbreekt.",
            "A complete delivery replaces the one before of the same source; the source is missing.",
        )
        hint = Text("Noem haar met --source.", "Name it with --source.")
        raise Faults([Fault("register.full", message, "--full", hint=hint)])


def _take(path: Path, wanted: Wanted, lists: list[FaultList]) -> list[_Taken]:
    faults = FaultList(str(path))
    lists.append(faults)
    found = []
    try:
        if not path.is_file():
            unreadable(_no_file(path), faults)
            return []
        if not check_size(path.stat().st_size, faults):
            return []
        before = sha256_of_file(path)
        for mapping in mappings_for(path, wanted.table, wanted.mapping, faults):
            each = FaultList(str(path))
            lists.append(each)
            made = take_file(path, layouts()[mapping.table], mapping, each)
            if made is not None:
                found.append(_Taken(made, _origin(path, before, wanted.mapping), each))
        if sha256_of_file(path) != before:
            unreadable(Text("het veranderde tijdens het lezen", "it changed while it was read"), faults)
    except OSError as error:
        unreadable(error.strerror or "", faults)
    return found


def _no_file(path: Path) -> Text:
    if path.exists():
        return Text("het is geen gewoon bestand", "it is no plain file")
    return Text("het is er niet", "it is not there")


def _origin(path: Path, hash_: str, mapping: MappingFile | None) -> Origin:
    made = Origin(path.name, hash_, path.stat().st_size)
    if mapping is None:
        return made
    return replace(
        made, afbeelding=mapping.name, afbeelding_sha256=mapping.sha256, afbeelding_tekst=mapping.text
    )


def _take_dossiers(paths: Sequence[Path], lists: list[FaultList]) -> list[_Taken]:
    """The tables that these dossiers together are, each dossier checked by itself first."""
    read: dict[Path, Dossier] = {}
    hashes, size = [], 0
    for path in paths:
        faults = FaultList(str(path))
        lists.append(faults)
        try:
            read[path] = read_dossier(path)
            hashes.append(sha256_of_file(path))
            size += path.stat().st_size
            _check_tables(tables_of([read[path]]), faults)
        except Faults as refused:
            for fault in refused.faults:
                faults.note(fault)
        except OSError as error:
            unreadable(error.strerror or "", faults)
    _check_practices(read, lists)
    if any(lists) or not read:
        return []
    names = ", ".join(path.name for path in paths)
    name = names if len(names) <= LONGEST_NAME else f"{len(paths)} dossiers"
    whole = hashes[0] if len(hashes) == 1 else sha256("\n".join(hashes).encode()).hexdigest()
    faults = FaultList(name)
    lists.append(faults)
    made = _check_tables(tables_of(read.values()), faults)
    return [_Taken(each, Origin(name, whole, size), faults) for each in made]


def _check_tables(tables: Tables, faults: FaultList) -> list[Checked]:
    found = []
    for name, rows in tables.items():
        made = check_columns(gathered(rows), layouts()[name], TableMapping(name), faults)
        check_rows(made, faults)
        found.append(made)
    return found


def _check_practices(read: Mapping[Path, Dossier], lists: Sequence[FaultList]) -> None:
    """Note a practice of which there are two dossiers."""
    first: dict[str, Path] = {}
    for path, dossier in read.items():
        code = dossier.practice.agb
        if code is not None and first.setdefault(code, path) != path:
            message = Text(
                f"De praktijk {code} staat ook in {first[code]}.",
                f"The practice {code} is also in {first[code]}.",
            )
            hint = Text("Laat een van de twee dossiers weg.", "Leave out one of the two dossiers.")
            faults = next(each for each in lists if each.file == str(path))
            faults.add("duplicate", message, dossier.practice.line or None, "praktijk.agb", hint)


@contextmanager
def _known_beside(store: Path, taken: Sequence[_Taken], wanted: Wanted) -> Iterator[Known]:
    """What will still be known beside this import: a complete delivery takes the place of its own source's."""
    replaced = {(one.checked.table.id, wanted.source) for one in taken} if wanted.full else set()
    standing = [d for d in as_known_on(store) if (d.tabel, d.bron) not in replaced]
    with opened_known(standing) as known:
        yield known
