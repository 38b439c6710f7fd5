"""The catalogue: the shipped one, what a package adds to it, and everything that can be wrong with that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.facts.catalogue import (
    CATALOGUE_FILE,
    Catalogue,
    FactType,
    catalogue,
    forget_additions,
    shipped_catalogue,
    with_additions,
)
from inkoopwijzer.facts.catalogue_reading import OPTIONAL, REQUIRED, SECTIONS
from inkoopwijzer.facts.catalogue_wording import WORDING
from inkoopwijzer.values.fault import Faults

ROOT = Path(__file__).parent.parent.parent

ADDED = """\
sources:
  buurtteam: {nl: het buurtteam, en: the community team}
subjects:
  spreekuurplek: {nl: de spreekuurplek, en: the place, list: spreekuurplekken, absent: [eigen_administratie]}
professions:
  kok: {nl: kok, en: cook, agb: '99'}
dimensions:
  verzekeraar:
    options:
      zonnewijzer: {nl: Zonnewijzer Zorg, en: Zonnewijzer Zorg}
  wijk:
    nl: wijk
    en: district
    options:
      noord: {nl: Noord, en: North, absent: [buurtteam]}
      zuid: {nl: Zuid, en: South}
facts:
  spreekuur_in:
    about: praktijk
    type: yes_no
    per: [wijk]
    from: [eigen_opgave]
    absent: [buurtteam]
    says: {nl: 'spreekuur in {wijk}', en: 'a clinic in {wijk}'}
    ask: {nl: 'Houdt u spreekuur in {wijk}?', en: 'Do you hold a clinic in {wijk}?'}
  soort_plek:
    about: spreekuurplek
    type: choice
    options:
      buurthuis: {nl: buurthuis, en: community centre}
      school: {nl: school, en: school}
    from: [buurtteam]
    fixed: {nl: zo is het, en: so it is}
    says: {nl: het soort plek, en: the kind of place}
    ask: {nl: 'Wat voor plek is {subject}?', en: 'What kind of place is {subject}?'}
"""


@pytest.fixture(autouse=True)
def only_shipped() -> Iterator[None]:
    forget_additions()
    yield
    forget_additions()


def add(text: str = ADDED, owner: str = "zonnewijzer") -> Catalogue:
    return with_additions(text.encode(), owner)


def spoiled(old: str, new: str) -> str:
    assert ADDED.count(old) == 1, (old, ADDED.count(old))
    return ADDED.replace(old, new)


# --- what is added ------------------------------------------------------------------------------------------


def test_a_package_sees_the_shipped_facts_and_its_own() -> None:
    own = add()
    assert own.facts.keys() - shipped_catalogue().facts.keys() == {"spreekuur_in", "soort_plek"}
    assert own.facts["spreekuur_in"].absent_in(("noord",)) == ("buurtteam",)
    assert own.facts["soort_plek"].type is FactType.choice
    assert own.subjects["spreekuurplek"].list_name == "spreekuurplekken"
    assert own.professions["kok"].agb == "99"


def test_an_existing_dimension_gets_more_options_everywhere_it_is_used() -> None:
    own = add()
    (insurer, *_) = own.facts["overeenkomst"].per
    assert list(insurer.options or ()) == ["salland", "zorg_en_zekerheid", "zonnewijzer"]
    assert insurer is own.dimensions["verzekeraar"]


def test_the_shipped_catalogue_itself_never_changes() -> None:
    before = shipped_catalogue()
    add()
    assert shipped_catalogue() is before
    assert "spreekuur_in" not in before.facts
    assert list(before.dimensions["verzekeraar"].options or ()) == ["salland", "zorg_en_zekerheid"]


def test_dossiers_are_read_with_all_that_is_known() -> None:
    assert catalogue() is shipped_catalogue()
    add()
    assert {"spreekuur_in", "eigen_website"} <= catalogue().facts.keys()
    assert catalogue().facts["overeenkomst"].per[0] is catalogue().dimensions["verzekeraar"]


def test_what_belongs_to_a_profession_is_never_so_of_another() -> None:
    known = shipped_catalogue()
    assert ("biedt_specialisatie", "stottertherapie") in known.never["dietist"]
    assert ("biedt_specialisatie", "stottertherapie") not in known.never["logopedist"]
    assert ("deelregister", "irf", "manueel") in known.never["oefentherapeut"]
    assert not known.never["fysiotherapeut"].keys() & {("biedt_verbijzondering", "manueel")}
    assert all(not cell[0].startswith("levert") for cells in known.never.values() for cell in cells)


def test_adding_twice_is_adding_once() -> None:
    own = add()
    known = catalogue()
    assert add() is own
    assert catalogue() is known


def test_two_packages_see_their_own_additions_only() -> None:
    add()
    other = add(
        ADDED.replace("zonnewijzer", "maanwijzer").replace("spreekuur_in:", "kookt_in:"), "maanwijzer"
    )
    assert "kookt_in" in other.facts
    assert "spreekuur_in" not in other.facts
    assert {"kookt_in", "spreekuur_in"} <= catalogue().facts.keys()
    options = catalogue().dimensions["verzekeraar"].options or {}
    assert {"salland", "zonnewijzer", "maanwijzer"} <= options.keys()


def test_other_words_for_the_same_fact_are_no_other_meaning() -> None:
    add()
    add(spoiled("'Wat voor plek is {subject}?'", "'Welke plek is {subject}?'"), "volgend_jaar")
    assert catalogue().facts["soort_plek"].ask.nl == "Wat voor plek is {subject}?"


def test_forgetting_leads_back_to_the_shipped_facts() -> None:
    add()
    forget_additions()
    assert catalogue() is shipped_catalogue()
    add(spoiled("type: yes_no", "type: whole").replace("    absent: [buurtteam]\n", ""))
    assert catalogue().facts["spreekuur_in"].type is FactType.whole


def test_an_entry_of_the_shipped_catalogue_may_be_repeated_as_it_is() -> None:
    own = add("sources:\n  big: {nl: BIG-register, en: BIG register}\n")
    assert own.sources == shipped_catalogue().sources


def test_the_page_about_facts_shows_a_catalogue_that_works_and_names_every_field() -> None:
    page = (ROOT / "docs" / "catalogue.md").read_text("utf-8")
    shown = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert shown
    assert "spreekuur_in" in add(shown[1]).facts
    for name in (*SECTIONS, *REQUIRED, *OPTIONAL, *FactType):
        assert f"`{name}`" in page, name


# --- what can be wrong ----------------------------------------------------------------------------------------

WRONG: list[tuple[str, str, str, int, str]] = [
    # what stands there, what is put there, the code, the line, the path
    ("sources:\n", "bronnen:\n", "unknown_field", 1, "bronnen"),
    ("type: yes_no", "type: ja_nee", "unknown_type", 20, "facts.spreekuur_in.type"),
    ("about: praktijk", "about: praktyk", "unknown_subject", 19, "facts.spreekuur_in.about"),
    ("North, absent: [buurtteam]}", "North, absent: [buurtteam], professions: [tovenaar]}",
     "unknown_profession", 15, "dimensions.wijk.options.noord.professions[0]"),
    ("from: [eigen_opgave]", "from: [eigen]", "unknown_source", 22, "facts.spreekuur_in.from[0]"),
    ("    absent: [buurtteam]\n    says", "    absent: [buurt]\n    says", "unknown_source", 23,
     "facts.spreekuur_in.absent[0]"),
    ("per: [wijk]", "per: [wyk]", "unknown_dimension", 21, "facts.spreekuur_in.per[0]"),
    ("per: [wijk]", "per: wijk", "expected_list", 21, "facts.spreekuur_in.per"),
    ("per: [wijk]", "per: [wijk, wijk]", "twice", 21, "facts.spreekuur_in.per[1]"),
    ("    from: [eigen_opgave]\n", "", "missing_field", 18, "facts.spreekuur_in"),
    ("nl: 'spreekuur in {wijk}', ", "", "missing_field", 24, "facts.spreekuur_in.says"),
    ("'spreekuur in {wijk}'", "''", "missing_value", 24, "facts.spreekuur_in.says.nl"),
    ("'spreekuur in {wijk}'", "[a]", "expected_word", 24, "facts.spreekuur_in.says.nl"),
    ("{nl: 'spreekuur in {wijk}', en: 'a clinic in {wijk}'}", "tekst", "expected_fields", 24,
     "facts.spreekuur_in.says"),
    ("'spreekuur in {wijk}'", "'spreekuur in {dorp} {wijk}'", "unknown_placeholder", 24,
     "facts.spreekuur_in.says.nl"),
    ("'spreekuur in {wijk}'", "'spreekuur in {wijk.id}'", "unknown_placeholder", 24,
     "facts.spreekuur_in.says.nl"),
    ("'spreekuur in {wijk}'", "'spreekuur in {wijk!r}'", "bad_braces", 24, "facts.spreekuur_in.says.nl"),
    ("'spreekuur in {wijk}'", "'spreekuur in {wijk'", "bad_braces", 24, "facts.spreekuur_in.says.nl"),
    ("'a clinic in {wijk}'", "a clinic", "missing_placeholder", 24, "facts.spreekuur_in.says.en"),
    ("'a clinic in {wijk}'", f"'{'x' * 401}'", "too_long", 24, "facts.spreekuur_in.says.en"),
    ("    options:\n      buurthuis: {nl: buurthuis, en: community centre}\n      school: {nl: school, en: school}\n",
     "", "no_options", 26, "facts.soort_plek"),
    ("type: choice", "type: yes_no", "options_not_fitting", 29, "facts.soort_plek.options"),
    ("type: choice", "type: hours", "hours_not_fitting", 26, "facts.soort_plek"),
    ("type: yes_no", "type: whole", "absent_not_fitting", 23, "facts.spreekuur_in.absent"),
    ("fixed: {nl: zo is het, en: so it is}", "fixed: past", "past_without_year", 33, "facts.soort_plek.fixed"),
    ("fixed: {nl: zo is het, en: so it is}", "fixed: zo", "unknown_fixed", 33, "facts.soort_plek.fixed"),
    ("    type: yes_no\n    per: [wijk]", "    type: whole\n    per: [wijk]\n    rises_with: wijk",
     "rises_not_fitting", 22, "facts.spreekuur_in.rises_with"),
    ("list: spreekuurplekken", "list: locaties", "name_taken", 4, "subjects.spreekuurplek.list"),
    (", list: spreekuurplekken", "", "missing_field", 4, "subjects.spreekuurplek"),
    ("absent: [eigen_administratie]}", "absent: [eigen_administratie], can_be_added: 'no'}", "unknown_yes", 4,
     "subjects.spreekuurplek.can_be_added"),
    ("'99'", "'9'", "bad_agb", 6, "professions.kok.agb"),
    ("  wijk:\n", "  Wijk:\n", "bad_id", 11, "dimensions"),
    ("  wijk:\n", "  kok:\n", "name_taken", 11, "dimensions.kok"),
    ("    en: district\n", "    en: district\n    type: year\n", "dimension_form", 11, "dimensions.wijk"),
    ("  verzekeraar:\n", "  jaar:\n", "numbers_have_no_options", 8, "dimensions.jaar"),
    ("zonnewijzer: {nl: Zonnewijzer Zorg,", "salland: {nl: Zonnewijzer Zorg,", "shipped_name", 10,
     "dimensions.verzekeraar.options.salland"),
    ("  verzekeraar:\n", "  verzekeraar:\n    nl: zorgverzekeraar\n", "shipped_name", 9,
     "dimensions.verzekeraar.nl"),
    ("  soort_plek:", "  eigen_website:", "shipped_name", 26, "facts.eigen_website"),
    ("  soort_plek:", "  naam:", "name_taken", 26, "facts.naam"),
    ("      buurthuis: {nl: buurthuis, en: community centre}\n      school: {nl: school, en: school}\n",
     "", "missing_value", 29, "facts.soort_plek.options"),
    ("options:\n      buurthuis: {nl: buurthuis, en: community centre}\n      school: {nl: school, en: school}",
     "options: gemeenten", "unknown_list", 29, "facts.soort_plek.options"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "path"), WRONG, ids=[f"{w[2]}-{n}" for n, w in enumerate(WRONG)]
)
def test_a_wrong_catalogue_is_told_where_and_what(
    old: str, new: str, code: str, line: int, path: str
) -> None:
    with pytest.raises(Faults) as told:
        add(spoiled(old, new))
    found = [(f.code, f.line, f.path) for f in told.value.faults]
    assert (f"catalogue.{code}", line) in [(c, n) for c, n, _ in found], told.value
    assert any(c == f"catalogue.{code}" and p.startswith(path) for c, _, p in found), told.value
    for fault in told.value.faults:
        assert fault.file == CATALOGUE_FILE
        assert fault.hint is not None
        for said in (fault.message, fault.hint):
            assert said.nl
            assert said.en
            assert "{name}" not in said.nl + said.en
    assert catalogue() is shipped_catalogue(), "nothing of a wrong file is accepted"


def test_every_fault_has_a_case_that_causes_it() -> None:
    assert set(WORDING) == {code for _, _, code, _, _ in WRONG} | {"other_meaning"}


def test_all_faults_are_told_at_once() -> None:
    text = (
        ADDED.replace("type: yes_no", "type: a")
        .replace("agb: '99'", "agb: a")
        .replace("type: choice", "type: b")
    )
    with pytest.raises(Faults) as told:
        add(text)
    assert [f.code for f in told.value.faults] == [
        "catalogue.bad_agb",
        "catalogue.unknown_type",
        "catalogue.unknown_type",
    ]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("type: yes_no", "type: text", "facts.spreekuur_in"),
        ("    about: spreekuurplek\n", "    about: praktijk\n", "facts.soort_plek"),
        ("school: {nl: school, en: school}", "kerk: {nl: kerk, en: church}", "facts.soort_plek"),
        ("agb: '99'", "agb: '98'", "professions.kok"),
        (", absent: [buurtteam]}", "}", "dimensions.wijk.options.noord"),
    ],
)
def test_a_name_that_means_something_else_in_another_package_is_a_fault(
    old: str, new: str, path: str
) -> None:
    add()
    known = catalogue()
    with pytest.raises(Faults) as told:
        add(spoiled(old, new).replace("    absent: [buurtteam]\n    says", "    says"), "maanwijzer")
    assert {f.code for f in told.value.faults} == {"catalogue.other_meaning"}
    assert path in [f.path for f in told.value.faults]
    assert "zonnewijzer" in told.value.faults[0].message.nl
    assert catalogue() is known


@settings(max_examples=200)
@given(
    st.integers(0, len(ADDED) - 1),
    st.integers(0, 12),
    st.sampled_from(["", "{", "}", ": ", "[", "\n", "x", "  "]),
)
def test_any_spoiled_catalogue_is_read_or_refused_with_faults(at: int, length: int, put: str) -> None:
    forget_additions()
    before = catalogue()
    try:
        add(ADDED[:at] + put + ADDED[at + length :])
    except Faults:
        known = catalogue()
        assert known is before
