from __future__ import annotations

from pathlib import Path

import pytest

from tests.registers.register_files import BASIS, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty store and a folder of files."""
    return Desk(tmp_path)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A store with two practices, three therapists and their relations, by the AGB register."""
    desk.bring(BASIS, source="vektis_agb", seen=None)
    return desk
