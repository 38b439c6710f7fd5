from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from inkoopwijzer.documents.assessment_json import (
    SCHEMA_FILE,
    SCHEMA_ID,
    assessment_json,
    assessment_schema,
    assessment_schema_text,
)
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import parse_dossier
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.services.assessing import assess
from inkoopwijzer.values.verdict import Verdict
from tests.facts.dossiers import FULL, dossiers
from tests.policy.packages import package

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
VALIDATOR = Draft202012Validator(assessment_schema())
Place = tuple[str | int, ...]

REGENERATE = "run inkoopwijzer.documents.assessment_json.assessment_schema_text() and write both files"


def light() -> dict[str, bytes]:
    """The fictional package with few conditions for a group, so that any dossier is assessed quickly."""
    text = package()["aanbod.yaml"].decode()
    text = text.replace("[basis, helft, soorten, ruim_open]", "[helft]").replace("[basis]", "[vrij]")
    text = text.replace("[index]", "[index, basis, helft, soorten, ruim_open]")
    return {**package(), "aanbod.yaml": text.encode()}


LIGHT = parse_policy(light())


def faults(data: Any) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in VALIDATOR.iter_errors(data)]


@cache
def told(name: str) -> dict[str, Any]:
    data = FULL.encode() if name == "full.yaml" else (ROOT / "examples" / name).read_bytes()
    return assessment_json(assess(parse_dossier(data, name)))


def spoken_of() -> dict[str, Any]:
    """What is told of the agreements that are for this practice."""
    found = told("full.yaml")
    found["results"] = [r for r in found["results"] if r["applies"] != "not_met"]
    return found


NAMES = ["full.yaml", *(path.name for path in EXAMPLES)]


def thin(data: Any) -> Any:
    """The first of each list: every kind of value, and few of each."""
    if isinstance(data, list):
        return [thin(item) for item in data[:1]]
    return {k: thin(v) for k, v in data.items()} if isinstance(data, dict) else data


def places(data: Any, at: Place = ()) -> Iterator[Place]:
    """Every place in the data below the top."""
    items: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in items:
        yield (*at, name)
        yield from places(value, (*at, name))


def inside(data: Any, at: Place) -> Any:
    for name in at:
        data = data[name]
    return data


def test_the_published_schema_is_the_schema_of_the_result() -> None:
    shipped = files("inkoopwijzer.documents").joinpath(SCHEMA_FILE).read_text("utf-8")
    reference = (ROOT / "docs" / "reference" / "assessment.schema.json").read_text("utf-8")
    assert shipped == assessment_schema_text(), REGENERATE
    assert reference == shipped, REGENERATE


def test_it_is_a_schema_that_lets_nothing_unknown_through() -> None:
    schema = json.loads(assessment_schema_text())
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == SCHEMA_ID
    assert schema["$id"].startswith("urn:")
    objects = [inside(schema, at) for at in places(schema) if at[-1] != "properties"]
    records = [schema, *(o for o in objects if isinstance(o, dict) and "properties" in o)]
    assert len(records) > 10
    assert all(r["additionalProperties"] is False and r["required"] == list(r["properties"]) for r in records)


@pytest.mark.parametrize("name", NAMES)
def test_every_assessment_is_valid(name: str) -> None:
    assert faults(told(name)) == []
    assert json.loads(json.dumps(told(name))) == told(name)


def test_an_assessment_for_another_day_is_valid() -> None:
    data = assessment_json(assess(parse_dossier(FULL.encode(), "full.yaml"), on=date(2028, 2, 29)))
    assert faults(data) == []
    assert data["results"]
    assert {r["on"] for r in data["results"]} == {"2028-02-29"}


@settings(max_examples=60)
@given(dossiers())
def test_an_assessment_of_any_dossier_is_valid(dossier: Dossier) -> None:
    assert faults(assessment_json(assess(dossier, policies=[LIGHT]))) == []


def test_it_says_what_the_assessment_says() -> None:
    found = assess(parse_dossier(FULL.encode(), "full.yaml"))
    for result, data in zip(found.results, told("full.yaml")["results"], strict=True):
        assert data["possible"] == list(result.possible)
        assert data["term"] == [day.isoformat() for day in result.term]
        assert data["title"] == {"nl": result.title.nl, "en": result.title.en}
        assert [c["verdict"] for c in data["conditions"]] == [c.verdict.value for c in result.conditions]
        assert [r["matters"] for r in data["readings"]] == [r.matters for r in result.readings]
        assert data["groups"][0]["conditions"] == list(result.groups[0].conditions)


def test_a_condition_has_one_of_the_six_values() -> None:
    six = ["met", "not_met", "unknown", "for_insurer", "not_applicable", "silent"]
    assert assessment_schema()["$defs"]["Verdict"]["enum"] == six == [v.value for v in Verdict]


def test_every_planted_wrong_value_is_caught() -> None:
    data = thin(spoken_of())
    # `first of each` cuts pairs that stand for one thing; put those back
    for short, whole in zip(data["results"], spoken_of()["results"], strict=False):
        short["term"] = whole["term"]
        for route, full in zip(short["routes"], whole["routes"], strict=False):
            route["moments"] = full["moments"][:1]
    assert faults(data) == []
    named = {at[-1] for at in places(data)}
    assert {"ask", "steps", "cites", "options", "outcomes", "parts", "facts", "evidence"} <= named
    for at in places(data):
        spoiled = copy.deepcopy(data)
        inside(spoiled, at[:-1])[at[-1]] = {"wrong": 1}
        assert faults(spoiled), at


def test_every_field_that_is_left_out_or_added_is_caught() -> None:
    data = told("full.yaml")
    free = ("options", "outcomes")  # whose names are ids
    result = thin(data["results"][:1])[0] | {"term": data["results"][0]["term"], "routes": []}
    data = data | {"results": [result]}
    for at in [(), *places(data)]:
        record = inside(data, at)
        if isinstance(record, dict) and at[-1:] not in [(name,) for name in free]:
            for name in record:
                spoiled = copy.deepcopy(data)
                del inside(spoiled, at)[name]
                assert faults(spoiled), (*at, name)
            spoiled = copy.deepcopy(data)
            inside(spoiled, at)["extra"] = None
            assert faults(spoiled), at


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("applies", "maybe"),
        ("applies", None),
        ("possible", []),
        ("possible", ["A", "A"]),
        ("on", "1 januari 2027"),
        ("on", "2027-13-01"),
        ("term", ["2027-01-01"]),
        ("term", ["2027-01-01", "2027-01-02", "2027-01-03"]),
        ("policy_hash", "abc"),
        ("exact", "true"),
        ("title", {"nl": "Fysiotherapie"}),
    ],
)
def test_a_wrong_value_of_the_right_kind_is_caught(field: str, value: object) -> None:
    data = copy.deepcopy(told("full.yaml"))
    data["results"][0][field] = value
    assert faults(data)


SCRIPT = """
import json, sys
from pathlib import Path
from inkoopwijzer.documents.assessment_json import assessment_json
from inkoopwijzer.facts.read import parse_dossier
from inkoopwijzer.services.assessing import assess
for name in sys.argv[1:]:
    found = assess(parse_dossier(Path(name).read_bytes(), "dossier.yaml"))
    print(json.dumps(assessment_json(found)))
"""


def test_the_json_is_the_same_in_every_process(tmp_path: Path) -> None:
    full = tmp_path / "full.yaml"
    full.write_text(FULL, "utf-8")
    command = [sys.executable, "-c", SCRIPT, str(full), *map(str, EXAMPLES)]
    runs = [
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0].count(b"\n") == len(EXAMPLES) + 1
    assert runs[0] == runs[1]
