"""What the tests of markets share: the engines that exported SQL runs on."""

from __future__ import annotations

import pytest

from tests.engines.fixtures import MARKERS, markers_of, postgres, spark

__all__ = ["postgres", "spark"]


def pytest_configure(config: pytest.Config) -> None:
    """Make the markers known."""
    for fixture, marker in MARKERS.items():
        config.addinivalue_line(
            "markers", f"{marker}: asks for the fixture {fixture}; skipped without it, fails in CI"
        )


def pytest_itemcollected(item: pytest.Item) -> None:
    """A test that asks for an engine needs it: nobody has to write the marker."""
    for marker in markers_of(item):
        item.add_marker(marker)
