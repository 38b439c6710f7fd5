"""The engines as fixtures: PostgreSQL and Spark, each started once for all tests that ask for it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import postgres as postgres_engine
from tests.engines import spark as spark_engine
from tests.engines.postgres import Postgres
from tests.engines.spark import Spark

MARKERS = {"postgres": "needs_postgres", "spark": "needs_spark"}
"""The marker of a test that asks for an engine."""


def markers_of(item: pytest.Item) -> list[str]:
    """The markers of the engines that a test asks for, by name or as a parameter."""
    asked = {*getattr(item, "fixturenames", ())}
    if callspec := getattr(item, "callspec", None):
        asked |= {value for value in callspec.params.values() if type(value) is str}
    return [marker for fixture, marker in MARKERS.items() if fixture in asked]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of our own, without tables."""
    if why := postgres_engine.missing():
        pytest.skip(why)
    base = Path(tempfile.mkdtemp(prefix="inkoopwijzer-postgres-"))
    base.chmod(0o755)  # the server's own account must get through
    try:
        with postgres_engine.server(base / "server") as address:
            engine = Postgres(address)
            yield engine
            engine.close()
    finally:
        shutil.rmtree(base, ignore_errors=True)


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    """A Spark session of our own, without tables."""
    if why := spark_engine.missing():
        pytest.skip(why)
    with spark_engine.session(tmp_path_factory.mktemp("spark")) as session:
        yield Spark(session)
