"""What one cell may hold: codes, numbers, days and words; nothing is padded, guessed or repaired."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.registers.check_texts import Wrong, check_of, stored_value, value_of, value_text
from inkoopwijzer.registers.days import day_of
from inkoopwijzer.registers.layouts import layouts
from inkoopwijzer.registers.typed_numbers import unmistakable

INDEX = catalogue().facts["behandelindex"]
INSURED = catalogue().facts["unieke_verzekerden"]
HOURS = catalogue().facts["openingstijden"]


def checked(table: str, column: str, text: str) -> str | Wrong:
    ours = layouts()[table].column(column)
    assert ours is not None
    return check_of(ours, layouts()[table], None)(text)


def kind(found: object) -> str:
    assert isinstance(found, Wrong), found
    return found.code


@pytest.mark.parametrize("text", ["105,35", "105.35"])
def test_both_decimal_signs_mean_the_same(text: str) -> None:
    assert value_of(INDEX, text) == Decimal("105.35")


@pytest.mark.parametrize(
    "text",
    [
        "1.105",
        "1,105",
        "12.345",
        "1.234,5",
        "1,234.5",
        "1 105",
        "1\u00a0105",
        "€ 105",
        "105%",
        "-1",
        "1e3",
        "1_0",
    ],
)
def test_a_number_that_can_be_read_in_two_ways_or_is_none_is_refused(text: str) -> None:
    assert kind(value_of(INDEX, text)) == "decimal"


@pytest.mark.parametrize("text", ["1.234", "1,234", "12,5", "12.5", "1 234", "-3", "٣", "20000000"])
def test_a_whole_number_has_digits_only(text: str) -> None:
    assert kind(value_of(INSURED, text)) == "whole"


@given(
    st.decimals(min_value=0, max_value=999_999, places=3) | st.integers(0, 10_000_000) | st.floats(0, 9999)
)
def test_a_number_that_a_file_holds_as_number_is_never_ambiguous(value: Decimal | int | float) -> None:
    found = value_of(INDEX, unmistakable(value))
    if isinstance(found, Wrong):
        assert "cijfers" in found.message.nl  # more digits than are allowed
    else:
        assert isinstance(found, Decimal)
        assert abs(found - Decimal(str(value))) <= Decimal("0.001")


@given(st.decimals(min_value=0, max_value=9999, places=4))
def test_a_number_is_stored_and_read_back_as_the_same_number(value: Decimal) -> None:
    written = value_text(INDEX, f"{value:f}")
    assert isinstance(written, str)
    assert stored_value(INDEX, written) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [("2027-03-31", date(2027, 3, 31)), ("31-03-2027", date(2027, 3, 31)), ("1985-09-01", date(1985, 9, 1))],
)
def test_a_day_is_written_in_one_of_two_ways(text: str, day: date) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text",
    ["31-03-27", "03/31/2027", "31/03/2027", "1-2-2027", "2027-3-1", "20270331", "31 maart 2027", "2027-02-29",
     "29-02-2027", "31-12-9999", "2027-13-01", "2027-03-31T00:00:00", "٢٠٢٧-٠٣-٣١", "46387"],
)  # fmt: skip
def test_any_other_day_is_refused(text: str) -> None:
    assert isinstance(day_of(text), tuple)


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [("d-m-jjjj", "1-2-2027", date(2027, 2, 1)), ("jjjjmmdd", "20270331", date(2027, 3, 31))],
)
def test_a_mapping_may_name_one_other_form(form: str, text: str, day: date) -> None:
    assert day_of(text, form) == day
    assert isinstance(day_of("2027-03-31", form), tuple)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_reads_back_whichever_way_it_is_written(day: date) -> None:
    assert day_of(day.isoformat()) == day_of(day.strftime("%d-%m-%Y")) == day


def test_only_a_start_can_be_long_ago() -> None:
    assert checked("werkrelaties", "van", "1985-09-01") == "1985-09-01"
    assert kind(checked("werkrelaties", "tot_en_met", "1985-09-01")) == "day"


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("therapeut", "4990012", "agb"),
        ("therapeut", "049900123", "agb"),
        ("therapeut", "04 99 00 12", "agb"),
        ("therapeut", "03990012", "agb_prefix"),
        ("therapeut", "0499001a", "agb"),
        ("therapeut", "T 12", "agb"),
        ("therapeut", "04990012\u00a0", "invisible"),
        ("therapeut", "04990012\u200b", "invisible"),
        ("praktijk", "4990011", "agb"),
        ("rol", "x" * 201, "too_long"),
        ("bron", "vektis", "source"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_so_is_refused(column: str, text: str, code: str) -> None:
    assert kind(checked("werkrelaties", column, text)) == code


@pytest.mark.parametrize("text", ["04990012", "88990012", "P-12", "therapeut-3:04990011"])
def test_an_agb_code_or_a_reference_that_is_none_is_taken_as_it_is(text: str) -> None:
    assert checked("werkrelaties", "therapeut", text) == text


@given(st.text("0123456789", min_size=1, max_size=10).filter(lambda text: len(text) != 8))
def test_digits_are_an_agb_code_only_when_there_are_eight_of_them(text: str) -> None:
    assert kind(checked("werkrelaties", "praktijk", text)) == "agb"


def test_a_postcode_has_one_spelling() -> None:
    assert (
        checked("praktijken", "postcode", "8011 zz")
        == checked("praktijken", "postcode", "8011ZZ")
        == "8011ZZ"
    )
    assert kind(checked("praktijken", "postcode", "0123 AB")) == "postcode"


def test_hours_are_written_as_a_market_has_them() -> None:
    assert value_text(HOURS, "08:30-12:00; 13:00-17:30") == "08:30-12:00,13:00-17:30"
    assert value_text(HOURS, "gesloten") == "gesloten"
    found = value_of(HOURS, "9-17")
    assert isinstance(found, Wrong)
    assert found.hint is not None
    assert "08:00-12:00,13:00-17:30" in found.hint.nl


@pytest.mark.parametrize("fact", list(catalogue().facts.values()), ids=lambda fact: fact.id)
def test_onbekend_is_a_value_of_every_fact(fact: object) -> None:
    from inkoopwijzer.facts.catalogue import Fact

    assert isinstance(fact, Fact)
    assert value_text(fact, "onbekend") == "onbekend"
    assert stored_value(fact, "onbekend") is None


def test_a_store_that_holds_what_cannot_be_is_not_read_quietly() -> None:
    with pytest.raises(ValueError, match="behandelindex"):
        stored_value(INDEX, "veel")
