"""What is known at one instant, as views of a database: each standard table, and all facts in one long table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from duckdb import DuckDBPyConnection

from inkoopwijzer.market.folder_tables import exact_path
from inkoopwijzer.registers.cell_names import JOINT
from inkoopwijzer.registers.delivery import Delivery
from inkoopwijzer.registers.duck import connect, quoted, quoted_name
from inkoopwijzer.registers.layout import Column, Holds, States, Table
from inkoopwijzer.registers.layouts import layouts

STATED: Final = "gezegd"
"""The view with every statement of every table: soort, praktijk, onderwerp, cel, waarde, van, tot_en_met, bron,
gezien, tabel, levering, regel. `praktijk` is NULL where a fact is of a person wherever that person works."""

_PRESENT: Final = ("van", "tot_en_met", "bron", "gezien")


@dataclass(frozen=True)
class Known:
    """A database with a view per standard table (also of those that nobody delivered) and the view `STATED`."""

    con: DuckDBPyConnection
    deliveries: Sequence[Delivery]

    def rows(self, table: str) -> int:
        """The number of rows of a table."""
        return sum(d.rijen for d in self.deliveries if d.tabel == table)


@contextmanager
def opened_known(deliveries: Sequence[Delivery]) -> Iterator[Known]:
    """The database for these deliveries, closed afterwards."""
    with connect() as con:
        views = [
            _table_view(table, [d for d in deliveries if d.tabel == table.id]) for table in layouts().values()
        ]
        parts = [part for table in layouts().values() for part in _statements(table, deliveries)]
        empty = (
            "SELECT NULL::VARCHAR AS soort, NULL::VARCHAR AS praktijk, NULL::VARCHAR AS onderwerp, "
            "NULL::VARCHAR AS cel, NULL::VARCHAR AS waarde, NULL::DATE AS van, NULL::DATE AS tot_en_met, "
            "NULL::VARCHAR AS bron, NULL::DATE AS gezien, NULL::VARCHAR AS tabel, NULL::INTEGER AS levering, "
            "NULL::INTEGER AS regel WHERE false"
        )
        views.append(f"CREATE TEMP VIEW {STATED} AS {' UNION ALL '.join([empty, *parts])}")
        con.execute("; ".join(views)).fetchall()
        yield Known(con, deliveries)


def _table_view(table: Table, parts: Sequence[Delivery]) -> str:
    """What makes the view of a table: its columns and those that were delivered, `levering` and `regel`."""
    names = dict.fromkeys([*table.columns, *(name for part in parts for name in part.gevuld)])
    selects = []
    for part in parts:
        cells = ", ".join(_cell(table.column(name), name, name in part.gevuld) for name in names)
        selects.append(
            f"SELECT {cells}, {part.nummer} AS levering, regel "  # noqa: S608  names of the layout, quoted
            f"FROM read_parquet({quoted(exact_path(part.rows))})"
        )
    if not selects:
        cells = ", ".join(_cell(table.column(name), name, False) for name in names)
        selects.append(f"SELECT {cells}, 0 AS levering, 0 AS regel WHERE false")
    return f"CREATE TEMP VIEW {table.id} AS {' UNION ALL '.join(selects)}"


def _cell(column: Column | None, name: str, present: bool) -> str:
    if present:
        return quoted_name(name)
    kind = "DATE" if column is not None and column.holds is Holds.day else "VARCHAR"
    return f"NULL::{kind} AS {quoted_name(name)}"


def _statements(table: Table, deliveries: Sequence[Delivery]) -> list[str]:
    """The selects that turn the rows of a table into statements of facts."""
    have = {name for d in deliveries if d.tabel == table.id for name in d.gevuld}
    if not have:
        return []
    joint = quoted(JOINT)
    match table.states:
        case States.row:
            keys = f" || {joint} || ".join(
                [quoted(table.facts[0].id), *(quoted_name(d.id) for d in table.facts[0].per)]
            )
            return [
                _statement(table, keys, "coalesce(waarde, 'ja')" if "waarde" in table.columns else "'ja'")
            ]
        case States.chosen:
            cell = f"gegeven || coalesce({joint} || sleutel, '')"
            return [_statement(table, cell, "coalesce(waarde, 'ja')")]
        case States.any:
            return [_statement(table, "gegeven", "waarde")]
        case States.columns:
            return [
                _statement(
                    table,
                    f" || {joint} || ".join([quoted(fact.id), *(quoted_name(d.id) for d in fact.per)]),
                    quoted_name(fact.id),
                )
                for fact in table.facts
            ]
        case States.wide:
            wide = [name for name in sorted(have) if name not in table.columns]
            return [_statement(table, quoted(name), quoted_name(name)) for name in wide]
        case States.nothing:
            return []


def _statement(table: Table, cell: str, value: str) -> str:
    """A select of the columns of `STATED` from a table; rows without a value say nothing."""
    have = table.columns
    subject = quoted_name(table.subject) if table.subject else "NULL::VARCHAR"
    period = table.states not in (States.wide, States.columns)
    columns = {
        "soort": quoted(table.about) if table.about else "soort",
        "praktijk": "praktijk" if "praktijk" in have else "NULL::VARCHAR",
        "onderwerp": subject,
        "cel": cell,
        "waarde": value,
        "van": "van" if "van" in have and period else "NULL::DATE",
        "tot_en_met": "tot_en_met" if "tot_en_met" in have and period else "NULL::DATE",
        "bron": "bron",
        "gezien": "gezien",
        "tabel": quoted(table.id),
        "levering": "levering",
        "regel": "regel",
    }
    listed = ", ".join(f"{text} AS {name}" for name, text in columns.items())
    return f"SELECT {listed} FROM {table.id} WHERE {value} IS NOT NULL"  # noqa: S608  names of the layout, quoted
