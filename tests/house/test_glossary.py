"""Each term of the glossary (docs/begrippen.md) has a name in the code that exists.

The name is the dotted path of something in the package, `fact:<id>` for a fact of the catalogue, or
`keyword:<word>` for a word of the rule language. Joined with " / " where a term has several.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from dataclasses import dataclass
from functools import cache

import pytest
import yaml

from tests.house import guards

GLOSSARY = guards.ROOT / "docs" / "begrippen.md"
COLUMNS = ["term", "code name", "meaning"]


@dataclass(frozen=True, slots=True)
class Known:
    """The names a glossary may lean on."""

    facts: frozenset[str]
    keywords: frozenset[str]


@cache
def known() -> Known:
    """The facts of the catalogue, and every text in the modules that define the rule language."""
    facts: set[str] = set()
    for path in sorted((guards.SRC / "facts").rglob("*.yaml")):
        content = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # every scalar is text
        facts |= set((content or {}).get("facts") or {})
    assert facts, "the catalogue of facts is empty, or not where this test looks"
    keywords = set()
    for path in guards.modules(guards.SRC / "policy"):
        keywords |= {
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return Known(frozenset(facts), frozenset(keywords))


def rows(page: str) -> list[list[str]]:
    """The rows of the tables of the page, the heading rows first."""
    lines = [line.strip() for line in page.splitlines() if line.strip().startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if not re.fullmatch(r"[-: ]+", "".join(row))]


def wrong_terms(page: str, names: Known) -> list[str]:
    """Rows without a code name, with one that does not exist, without a meaning, or said twice."""
    table = rows(page)
    if not table or [cell.lower() for cell in table[0]] != COLUMNS:
        return [f"no table with the columns {' | '.join(COLUMNS)}"]
    terms = [row for row in table if [cell.lower() for cell in row] != COLUMNS]
    faults = [] if terms else ["the table is empty"]
    seen: set[str] = set()
    for row in terms:
        if len(row) != len(COLUMNS) or not all(row):
            faults.append(f"{row[0]}: needs a term, a code name and a meaning")
            continue
        if row[0].lower() in seen:
            faults.append(f"{row[0]}: said twice")
        seen.add(row[0].lower())
        faults += [
            f"{row[0]}: {name} does not exist" for name in code_names(row[1]) if not exists(name, names)
        ]
    return faults


def code_names(cell: str) -> list[str]:
    """The names in a cell, without code marks."""
    return [name.strip().strip("`") for name in cell.split(" / ")]


def exists(name: str, names: Known) -> bool:
    """Whether the package has this name."""
    kind, _, rest = name.partition(":")
    if rest:
        return rest in {"fact": names.facts, "keyword": names.keywords}.get(kind, frozenset())
    if name != "inkoopwijzer" and not name.startswith("inkoopwijzer."):
        return False
    try:
        found: object = pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return _is_field(name)
    return found is not None


def _is_field(name: str) -> bool:
    """A field of a class that has no value on the class itself."""
    owner, _, field = name.rpartition(".")
    module, _, kind = owner.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), kind)
    except (ImportError, AttributeError, ValueError):
        return False
    return field in getattr(found, "__annotations__", {})


def test_every_term_has_its_name_in_the_code() -> None:
    faults = wrong_terms(GLOSSARY.read_text("utf-8"), known())
    assert not faults, guards.tell(faults)


HEAD = "| Term | Code name | Meaning |\n|---|---|---|\n"
SOME = Known(frozenset({"behandelindex"}), frozenset({"groups"}))


@pytest.mark.parametrize(
    "row",
    [
        "| index | `fact:behandelindex` | A number. |",
        "| group | `keyword:groups` | A group. |",
        "| verdict | `inkoopwijzer.values.verdict.Verdict` | What we say. |",
        "| met | `inkoopwijzer.values.verdict.Verdict.met` / `inkoopwijzer.values.verdict.MET` | Yes. |",
        "| code | `inkoopwijzer.values.fault.Fault.code` | Of a fault. |",
    ],
)
def test_a_name_that_exists_is_accepted(row: str) -> None:
    assert wrong_terms(HEAD + row, SOME) == []


@pytest.mark.parametrize(
    "row",
    [
        "| index | `fact:behandel_index` | Another spelling. |",
        "| group | `keyword:behandelindex` | A fact is no keyword. |",
        "| group | `word:groups` | No such kind. |",
        "| verdict | `inkoopwijzer.values.verdict.Judgement` | Gone. |",
        "| verdict | `inkoopwijzer.values.verdicts.Verdict` | No such module. |",
        "| path | `os.path` | Not ours. |",
        "| met | `inkoopwijzer.values.verdict.MET` / `inkoopwijzer.values.verdict.MIT` | Half wrong. |",
        "| index |  | No code name. |",
        "| index | `fact:behandelindex` |  |",
        "",
        "| a | `keyword:groups` | One. |\n| A | `keyword:groups` | Twice. |",
    ],
)
def test_a_wrong_term_is_found(row: str) -> None:
    assert wrong_terms(HEAD + row, SOME)


def test_a_page_without_the_table_is_found() -> None:
    assert wrong_terms("# Glossary\n", SOME)
