"""Where things are: the lists fit each other, and postcodes and names lead to them."""

import json

import pytest

from inkoopwijzer.facts import places
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.places import (
    border_map,
    municipalities,
    municipality_named,
    postcode_area,
    postcode_areas,
)


def strangers() -> list[str]:
    """Codes of municipalities that another list uses and the list of municipalities does not have."""
    used = {a.municipality for a in postcode_areas().values()} | {p.municipality for p in places.places()}
    return sorted(used - municipalities().keys())


def test_the_official_names_are_exactly_the_options_of_the_fact_gemeente() -> None:
    assert {m.name for m in municipalities().values()} == set(catalogue().facts["gemeente"].options)


def test_every_postcode_area_and_place_lies_in_a_known_municipality() -> None:
    assert strangers() == []
    assert {a.municipality for a in postcode_areas().values()} == set(municipalities())


def test_a_list_that_names_an_unknown_municipality_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = places.Settlement("Nergenshuizen", "9999", 52.0, 5.0)
    monkeypatch.setattr(places, "places", lambda: (wrong,))
    assert strangers() == ["9999"]


def test_everything_lies_in_the_netherlands() -> None:
    points = [(m.lat, m.lon) for m in municipalities().values()]
    points += [(a.lat, a.lon) for a in postcode_areas().values()]
    points += [(p.lat, p.lon) for p in places.places()]
    assert len(points) > 7_000
    assert [p for p in points if not (50.7 < p[0] < 53.6 and 3.3 < p[1] < 7.3)] == []


@pytest.mark.parametrize("written", ["8102", "8102AB", "8102 AB", " 8102 ab "])
def test_a_postcode_leads_to_its_area_however_it_is_written(written: str) -> None:
    area = postcode_area(written)
    assert area is not None
    assert (area.pc4, area.place) == ("8102", "Raalte")
    assert municipalities()[area.municipality].name == "Raalte"
    assert abs(area.lat - 52.39) < 0.05
    assert abs(area.lon - 6.28) < 0.05


@pytest.mark.parametrize("written", ["", "0999", "81020", "8102ABC", "AB8102", "9990"])
def test_what_is_no_postcode_leads_nowhere(written: str) -> None:
    assert postcode_area(written) is None


def test_names_lead_to_codes_and_back() -> None:
    for code, municipality in municipalities().items():
        assert municipality_named(municipality.name) == municipality
        assert municipality.code == code
    assert municipality_named("'s-Gravenhage") is not None
    assert municipality_named("Den Haag") is None, "only the official name"


def test_the_map_has_a_border_for_every_municipality() -> None:
    objects = json.loads(border_map())["objects"]
    drawn = {shape["properties"]["code"] for shape in objects["gemeenten"]["geometries"]}
    assert drawn == set(municipalities())


def test_the_attribution_names_the_sources_in_both_languages() -> None:
    for text in (places.ATTRIBUTION.nl, places.ATTRIBUTION.en):
        assert "GeoNames (CC BY 4.0)" in text
        assert "CBS / Kadaster, 2023" in text


def test_the_lists_cannot_be_changed_by_who_reads_them() -> None:
    with pytest.raises(TypeError):
        municipalities()["9999"] = municipalities()["0177"]  # type: ignore[index]
