"""Registers for tests: invented files, written as people write them, and what the import said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from inkoopwijzer.registers.bring_in import BroughtIn, Wanted, bring_in
from inkoopwijzer.registers.known import Known, opened_known
from inkoopwijzer.registers.mapping_file import parse_mapping
from inkoopwijzer.registers.store import as_known_on
from inkoopwijzer.registers.to_records import Made, make_records
from inkoopwijzer.values.fault import Fault, Faults

START = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
DAY = date(2027, 1, 1)

PRACTICES = "praktijk;naam;postcode\n04990011;De Linde;8011 ZZ\n04990021;De Vaart;2312 ZZ\n"
PEOPLE = (
    "therapeut;naam;beroep\n04990012;A. Bakker;fysiotherapeut\n04990013;B. Visser;fysiotherapeut\n"
    "05990014;C. Smit;logopedist\n"
)
RELATIONS = (
    "praktijk;therapeut;van\n04990011;04990012;2012-01-01\n04990011;04990013;2016-10-01\n"
    "04990021;04990013;2024-01-01\n"
)
BASIS = {"praktijken.csv": PRACTICES, "therapeuten.csv": PEOPLE, "werkrelaties.csv": RELATIONS}


class Desk:
    """A store and a folder of files; each import is recorded an hour after the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "registers"
        self.now = START

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def bring(
        self, files: Mapping[str, str | bytes], *, mapping: str | None = None, **wanted: Any
    ) -> BroughtIn:
        """Import these files, by name and content."""
        self.now += timedelta(hours=1)
        if mapping is not None:
            wanted["mapping"] = parse_mapping(mapping.encode(), "afbeelding.yaml")
        paths = [self.write(name, content) for name, content in files.items()]
        return bring_in(self.store, paths, Wanted(**wanted), self.now)

    def refused(self, files: Mapping[str, str | bytes], **wanted: Any) -> tuple[Fault, ...]:
        """The faults for which these files are refused."""
        try:
            self.bring(files, **wanted)
        except Faults as refused:
            return refused.faults
        raise AssertionError("accepted")

    def codes(self, files: Mapping[str, str | bytes], **wanted: Any) -> list[tuple[str, int | None, str]]:
        """Of each fault its kind, line and column."""
        return [
            (fault.code.removeprefix("register."), fault.line, fault.path)
            for fault in self.refused(files, **wanted)
        ]

    @contextmanager
    def known(self, instant: datetime | None = None) -> Iterator[Known]:
        """What is known, or was at an instant."""
        with opened_known(as_known_on(self.store, instant)) as known:
            yield known

    def table(self, name: str, columns: str = "*", instant: datetime | None = None) -> list[tuple[Any, ...]]:
        """The rows of a table, in order."""
        with self.known(instant) as known:
            return known.con.execute(f"SELECT {columns} FROM {name} ORDER BY ALL").fetchall()

    def made(self, day: date = DAY, instant: datetime | None = None) -> Made:
        """The market on a day."""
        with self.known(instant) as known:
            return make_records(known, day)
