"""Tables: only what fits stands in a column, and numbers are said as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.documents.market_counts import HIDDEN
from inkoopwijzer.documents.market_table import (
    Cell,
    Column,
    Kind,
    Table,
    say_cell,
    say_exact,
    say_number,
    say_share,
)
from inkoopwijzer.documents.market_words import share, share_text
from inkoopwijzer.values.text import LANGUAGES, Lang, Text
from tests.documents.test_market_example import both

NAME = both("naam", "name")


def column(kind: Kind, decimals: int = 0) -> Column:
    return Column("k", NAME, kind, decimals)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.count, 1.0),
        (Kind.count, "1"),
        (Kind.count, True),
        (Kind.number, Decimal(1)),
        (Kind.number, True),
        (Kind.share, 1),
        (Kind.euros, 1.0),
        (Kind.code, 4990011),
        (Kind.code, NAME),
        (Kind.text, 1),
        (Kind.text, HIDDEN),
        (Kind.yes_no, 1),
        (Kind.yes_no, "ja"),
    ],
)
def test_a_cell_of_another_type_than_its_column_is_refused(kind: Kind, cell: Cell) -> None:
    with pytest.raises(TypeError, match="t, row 1, k"):
        Table("t", NAME, (column(kind),), ((cell,),))


def test_numbers_of_an_array_engine_are_refused() -> None:
    numpy = pytest.importorskip("numpy")
    for kind, cell in (
        (Kind.count, numpy.int64(1)),
        (Kind.number, numpy.float64(1)),
        (Kind.yes_no, numpy.bool_(1)),
    ):
        with pytest.raises(TypeError):
            Table("t", NAME, (column(kind),), ((cell,),))


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(TypeError, match="row 2: 1 cells for 2 columns"):
        Table("t", NAME, (column(Kind.text), column(Kind.code)), (("a", "b"), ("a",)))


@pytest.mark.parametrize(
    ("kind", "decimals", "cell", "nl", "en"),
    [
        (Kind.count, 0, 12345, "12.345", "12,345"),
        (Kind.count, 0, HIDDEN, "x", "x"),
        (Kind.count, 0, None, "–", "–"),
        (Kind.number, 1, 1234.56, "1.234,6", "1,234.6"),
        (Kind.number, 1, -0.04, "0,0", "0.0"),
        (Kind.number, 1, -0.06, "−0,1", "−0.1"),
        (Kind.share, 1, 0.4191, "41,9%", "41.9%"),
        (Kind.share, 1, 0.0003, "<\u00a00,1%", "<\u00a00.1%"),
        (Kind.share, 1, 0.9998, ">\u00a099,9%", ">\u00a099.9%"),
        (Kind.share, 1, 0.0, "0,0%", "0.0%"),
        (Kind.share, 1, 1.0, "100,0%", "100.0%"),
        (Kind.euros, 0, Decimal("-2134000.40"), "−€\u00a02.134.000", "−€\u00a02,134,000"),
        (Kind.euros, 0, Decimal("-0.40"), "€\u00a00", "€\u00a00"),
        (Kind.yes_no, 0, True, "ja", "yes"),
        (Kind.yes_no, 0, False, "nee", "no"),
        (Kind.yes_no, 0, None, "niet te zeggen", "cannot be told"),
        (Kind.text, 0, Text("ja", "yes"), "ja", "yes"),
        (Kind.text, 0, "", "–", "–"),
        (Kind.code, 0, "04990011", "04990011", "04990011"),
    ],
)
def test_a_cell_is_said_as_people_write_it(kind: Kind, decimals: int, cell: Cell, nl: str, en: str) -> None:
    said = column(kind, decimals)
    assert say_cell(cell, said, "nl") == nl
    assert say_cell(cell, said, "en") == en


@given(st.integers(-(10**12), 10**12), st.integers(0, 3), st.sampled_from(LANGUAGES))
def test_a_number_can_be_read_back(tenths: int, decimals: int, lang: Lang) -> None:
    number = Decimal(tenths).scaleb(-decimals)
    said = say_number(number, decimals, lang).replace("−", "-")
    thousand, point = (".", ",") if lang == "nl" else (",", ".")
    assert Decimal(said.replace(thousand, "").replace(point, ".")) == number


@given(st.floats(0, 1), st.integers(0, 2))
def test_a_share_is_never_said_to_be_none_or_all_when_it_is_not(part: float, decimals: int) -> None:
    said = say_share(part, decimals, "en")
    assert (said.strip("0.%") == "") == (part == 0)
    assert (said.removeprefix("100").strip("0.%") == "" and said.startswith("100")) == (part == 1)
    assert (share_text(part).nl == "0%", share_text(part).nl == "100%") == (part == 0, part == 1)


def test_a_share_of_a_hidden_number_is_hidden_and_of_nothing_is_nothing() -> None:
    assert share(HIDDEN, 10) is share(3, HIDDEN) is HIDDEN
    assert share(0, 0) is None
    assert share(1, 3) == 0.333333


def test_a_number_keeps_the_decimals_that_it_has() -> None:
    assert [say_exact(n, 0, "nl") for n in (110, 106.5, 106.84, 0.1 + 0.2)] == [
        "110",
        "106,5",
        "106,84",
        "0,3",
    ]
    assert say_exact(110, 1, "nl") == "110,0"
