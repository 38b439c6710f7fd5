"""The standard tables: no second list of facts, and a layouts file that is wrong is refused."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from inkoopwijzer.facts.catalogue import FactType, catalogue, forget_additions, with_additions
from inkoopwijzer.facts.located import read_located
from inkoopwijzer.registers.cell_names import cells_about, joined
from inkoopwijzer.registers.layout import Holds, States, Table, is_number
from inkoopwijzer.registers.layouts import LAYOUTS_FILE, layouts, read_layouts
from inkoopwijzer.values.fault import Faults
from tests.registers.register_files import Desk

SHIPPED = files("inkoopwijzer.registers").joinpath(LAYOUTS_FILE).read_bytes()


@pytest.mark.parametrize("table", list(layouts().values()), ids=lambda table: table.id)
def test_a_table_says_what_it_holds_in_two_languages(table: Table) -> None:
    for says in (table.says, *(column.says for column in table.columns.values())):
        assert says.nl
        assert says.en
    for name in table.must_exist:
        assert name in table.columns


def test_every_fact_of_the_catalogue_has_a_place() -> None:
    wide = {table.about: table for table in layouts().values() if table.states is States.wide}
    for fact in catalogue().facts.values():
        if fact.about == "markt":
            continue  # a market has no table of its own: its facts come as statements
        keys = [next(iter(dimension.options)) if dimension.options else "2025" for dimension in fact.per]
        column = wide[fact.about].column(joined((fact.id, *keys)))
        assert column is not None, fact.id
        assert column.fact is fact


def test_every_kind_of_subject_with_a_list_has_a_table() -> None:
    kinds = {kind.id for kind in catalogue().subjects.values() if kind.list_name}
    assert kinds <= {table.about for table in layouts().values() if table.states is States.wide}


def test_the_type_of_a_column_is_that_of_its_fact_or_dimension() -> None:
    tables = layouts()
    assert tables["behandelindex"].columns["behandelindex"].fact is catalogue().facts["behandelindex"]
    assert tables["registraties"].columns["register"].dimension is catalogue().dimensions["register"]
    assert tables["overeenkomsten"].columns["beroep"].dimension is catalogue().dimensions["beroep"]
    assert tables["therapeuten"].columns["beroep"].holds is Holds.profession
    waarde = tables["werkrelaties"].columns["waarde"].fact
    assert waarde is not None
    assert waarde.type is FactType.yes_no
    assert is_number(tables["behandelindex"].columns["jaar"])
    assert not is_number(tables["registraties"].columns["register"])


def test_a_fact_that_a_package_brings_is_a_column_at_once(desk: Desk) -> None:
    added = (
        "facts:\n  spreekuur:\n    about: praktijk\n    type: yes_no\n    from: [eigen_opgave]\n"
        "    says: {nl: er is spreekuur, en: there is a surgery}\n"
        "    ask: {nl: Is er spreekuur?, en: Is there a surgery?}\n"
    )
    files_: dict[str, str | bytes] = {"praktijken.csv": "praktijk;naam;spreekuur\n04990011;A;ja\n"}
    assert desk.codes(files_) == [("unknown_column", 1, "spreekuur")]
    try:
        with_additions(added.encode(), "test")
        assert "spreekuur" in cells_about("praktijk")
        desk.bring(files_)
        assert ("praktijk", ("spreekuur",)) in desk.made().records.cells
    finally:
        forget_additions()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("holds: practice", "holds: praktijk"),
        ("facts: [registratie]", "facts: [registraties]"),
        ("facts: [registratie]", "facts: [behandelindex]"),
        ("required: [therapeut, register]", "required: [therapeut, registers]"),
        ("states: wide", "states: breed"),
        ("about: locatie", "about: plek"),
        ("tables:", "tabellen:"),
    ],
)
def test_a_layouts_file_that_is_wrong_is_refused(old: str, new: str) -> None:
    text = SHIPPED.decode()
    assert old in text
    root = read_located(text.replace(old, new, 1).encode(), LAYOUTS_FILE)
    with pytest.raises(Faults):
        read_layouts(root, catalogue())


def test_the_shipped_file_is_read_as_it_is() -> None:
    found = read_layouts(read_located(SHIPPED, LAYOUTS_FILE), catalogue())
    assert list(found) == list(layouts())


def test_no_column_is_described_twice() -> None:
    """What a fact or dimension is stands in the catalogue alone."""
    own = {key.text for key, _ in read_located(SHIPPED, LAYOUTS_FILE).get("columns").entries}  # type: ignore[union-attr]
    assert not own & set(catalogue().facts)
    assert Path(LAYOUTS_FILE).suffix == ".yaml"
