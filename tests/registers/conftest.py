from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.registers.register_files import BASIS, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty store and a folder of files."""
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def basis(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A store that is made once, to be copied."""
    desk = Desk(tmp_path_factory.mktemp("basis"))
    desk.bring(BASIS, source="vektis_agb")
    return desk


@pytest.fixture
def filled(desk: Desk, basis: Desk) -> Desk:
    """A store with two practices, three therapists and their relations, by the AGB register."""
    shutil.copytree(basis.store, desk.store)
    desk.now = basis.now
    return desk
