"""A public report points at nobody: no small number, no name, and nothing from which they follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_type_hints

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.documents import (
    market_chapters,
    market_figures,
    market_outcomes,
    market_report,
    market_twins,
    market_view,
)
from inkoopwijzer.documents.market_chapters import tables_of
from inkoopwijzer.documents.market_counts import HIDDEN, Count, Direction, Named
from inkoopwijzer.documents.market_protect import few, shown
from inkoopwijzer.documents.market_report import render_market_report
from inkoopwijzer.documents.market_twins import write_twins
from inkoopwijzer.documents.market_view import MarketReport
from tests.documents import test_market_example as example

PLAIN = {
    "Distribution.decimals",
    "IndexSection.decimals",
    "MarketReport.smallest",
    "MunicipalMap.decimals",
    "Sweep.decimals",
    "ThresholdSection.decimals",
}
"""Whole numbers that count no practices."""
NAMES = ("De Brug", "04990011", "04990012", "04990013", "alert", "HYPERLINK")
NOT_OF_PRACTICES = {"aantal_stappen", "regel_van", "regel_tot_en_met"}


PUBLIC = MarketReport(
    example.INDEX, "leeg", (), date(2027, 1, 1), 0, (), example.INDEX, synthetic=True, public=True
)
"""A public report with nothing in it."""


def kinds() -> Iterator[type]:
    """Every dataclass of the view."""
    for module in (market_view, market_outcomes, market_figures):
        for found in vars(module).values():
            if isinstance(found, type) and is_dataclass(found) and found.__module__ == module.__name__:
                yield found


def unguarded(kind: type) -> list[str]:
    """The fields of a class that could hold a number of practices and are not a Count."""
    return [
        f"{kind.__name__}.{name}"
        for name, hint in get_type_hints(kind).items()
        if hint in (int, int | None, tuple[int, ...]) and f"{kind.__name__}.{name}" not in PLAIN
    ]


def test_every_number_of_practices_in_the_view_can_be_hidden() -> None:
    found = list(kinds())
    assert len(found) > 25
    assert [name for kind in found for name in unguarded(kind)] == []


def test_a_number_that_could_not_be_hidden_is_found() -> None:
    class Forgotten:
        practices: int
        series: tuple[int, ...]

    assert unguarded(Forgotten) == ["Forgotten.practices", "Forgotten.series"]


def test_whatever_names_a_practice_is_marked_so() -> None:
    naming = [kind for kind in kinds() if {"practice", "agb"} & {f.name for f in fields(kind)}]
    assert naming == [market_view.PracticeNear]
    assert all(issubclass(kind, Named) for kind in naming)


@given(st.integers(0, 10**6), st.integers(2, 20))
def test_a_count_is_hidden_or_a_multiple_that_is_near(count: int, smallest: int) -> None:
    told = few(count, smallest)
    if 0 < count < smallest:
        assert told is HIDDEN
    else:
        assert isinstance(told, int)
        assert told % smallest == 0
        assert abs(told - count) <= smallest // 2
        assert (told == 0) == (count == 0)
    assert few(told, smallest) == told


def small_numbers(report: MarketReport) -> list[str]:
    """Where a table of a report tells a number of practices that is small, or not rounded."""
    return [
        f"{table.key}.{column.key}: {cell}"
        for table in tables_of(report)
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
        if column.kind.value == "count" and column.key not in NOT_OF_PRACTICES and isinstance(cell, int)
        if cell % report.smallest
    ]


def named(said: str) -> list[str]:
    """The names of practices in a text."""
    return [name for name in NAMES if name in said]


def files_of(report: MarketReport, folder: Path) -> str:
    """Everything that stands in the files of a report."""
    twins = write_twins(report, folder)
    said = [path.read_text("utf-8-sig") for path in (*twins.csv.values(), twins.readme)]
    said += [path.read_bytes().decode("latin-1") for path in twins.parquet.values()]
    for sheet in openpyxl.load_workbook(twins.workbook).worksheets:
        said += [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    return "\n".join(said)


def test_a_public_report_tells_no_small_number_and_no_name(tmp_path: Path) -> None:
    public, own = example.report(public=True), example.report()
    assert small_numbers(public) == []
    assert named(render_market_report(public, "nl") + files_of(public, tmp_path / "public")) == []
    assert small_numbers(own)
    assert named(render_market_report(own, "nl")) == [*NAMES]
    assert set(named(files_of(own, tmp_path / "own"))) == set(NAMES)


def test_a_public_report_that_protects_nothing_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for module in (market_report, market_chapters, market_twins):
        monkeypatch.setattr(module, "shown", lambda report: report)
    public = example.report(public=True)
    assert small_numbers(public)
    assert named(render_market_report(public, "nl"))
    assert named(files_of(public, tmp_path))


def test_the_pictures_of_a_public_report_tell_no_small_number_either() -> None:
    own, public = (
        " ".join(
            re.findall(r"<svg.*?</svg>", render_market_report(example.report(public=flag), "en"), re.DOTALL)
        )
        for flag in (False, True)
    )
    for exact, told in (
        ("No agreement: 4 certain, 0 perhaps", "No agreement: x certain, 0 perhaps"),
        ("From C to none: 3", "From C to none: x"),
        ("practice closed?: 3 alone", "practice closed?: x alone"),
    ):
        assert (exact in own, told in own) == (True, False)
        assert (exact in public, told in public) == (False, True)


def test_an_amount_does_not_follow_from_a_sum() -> None:
    told = shown(example.report(public=True)).moves[0]
    hidden = [f for f in told.flows if f.practices is HIDDEN]
    assert [f.spend for f in hidden] == [HIDDEN]
    by_way = {turn.direction: turn.spend for turn in told.turns}
    assert by_way[Direction.down] is HIDDEN
    assert by_way[Direction.up] == Decimal("511020.50")


def test_a_figure_over_few_practices_is_hidden_with_its_count() -> None:
    told = shown(example.report(public=True))
    last = told.index[0].percentiles[-1]
    assert (last.practices, last.value, last.low) == (HIDDEN, HIDDEN, None)
    for area in told.maps[0].areas:
        if area.practices is HIDDEN:
            assert area.value in (HIDDEN, None)
    assert any(area.value is HIDDEN for area in told.maps[0].areas)


@given(st.integers(0, 60), st.data())
def test_a_share_from_which_a_small_number_follows_is_hidden(practices: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, practices))
    value = part / practices * 100 if practices else None
    area = market_figures.AreaValue("0014", "Groningen", value, practices, part)
    one = market_figures.MunicipalMap("k", PUBLIC.title, PUBLIC.title, (area,))
    (told,) = shown(replace(PUBLIC, maps=(one,))).maps[0].areas
    assert told.part is None
    small = {0 < n < 5 for n in (practices, part, practices - part)}
    if value is not None:
        assert (told.value is HIDDEN) == (True in small)


def test_distances_are_told_in_whole_kilometres() -> None:
    for row in shown(example.report(public=True)).adequacy[0].rows:
        assert row.nearest == round(row.nearest or 0)


def test_a_report_for_own_use_is_shown_as_it_is() -> None:
    own = example.report()
    assert shown(own) is own


def counts_of(part: object) -> Iterator[Count]:
    """Every count in a part of a report."""
    if isinstance(part, tuple):
        for one in part:
            yield from counts_of(one)
    elif is_dataclass(part) and not isinstance(part, type):
        hints = get_type_hints(type(part))
        for field in fields(part):
            value = getattr(part, field.name)
            if hints[field.name] == Count:
                yield value
            elif hints[field.name] == tuple[Count, ...]:
                yield from value
            else:
                yield from counts_of(value)


def test_every_count_is_reached_however_deep_it_stands() -> None:
    before = list(counts_of(example.report(public=True)))
    after = list(counts_of(shown(example.report(public=True))))
    assert any(isinstance(n, int) and 0 < n < 5 for n in before)
    assert all(n is HIDDEN or n % 5 == 0 for n in after)
