from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from inkoopwijzer.facts import located
from inkoopwijzer.policy.logic import FORMS
from inkoopwijzer.policy.package import policy_files, shipped
from inkoopwijzer.policy.schema import policy_schema
from tests.policy.packages import package, spoil

SCHEMA = policy_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
PACKAGES = {f"{insurer}-{year}": policy_files(directory) for insurer, year, directory in shipped()}
PACKAGES["zonnewijzer-2031"] = package()
RULE_FILES = [(name, file) for name, files in PACKAGES.items() for file in files if file != "passages.yaml"]

A, R, P = "aanbod.yaml", "regels.yaml", "policy.yaml"


def plain(node: located.Node) -> Any:
    match node:
        case located.Scalar(text, _, quoted):
            return int(text) if text.isdecimal() and not quoted else text  # as an editor reads it
        case located.Sequence(items):
            return [plain(item) for item in items]
        case located.Mapping(entries):
            return {key.text: plain(value) for key, value in entries}


def wrong(data: bytes) -> bool:
    return not VALIDATOR.is_valid(plain(located.read_located(data, "x.yaml")))


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_it_knows_every_form_of_logic() -> None:
    assert {f"form_{name}" for name in FORMS} <= SCHEMA["$defs"].keys()


@pytest.mark.parametrize(("name", "file"), RULE_FILES)
def test_correct_rule_files_pass(name: str, file: str) -> None:
    data = plain(located.read_located(PACKAGES[name][file], file))
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (P, "year: 2031", "jaar: 2031"),
        (P, "year: 2031\n", ""),
        (P, "title: {nl: Beleid, en: Policy}", "title: {nl: Beleid}"),
        (P, "lines: 98-99}", "lines: tien}"),
        (R, "fact: soort_praktijk", "fact: soort_praktyk"),
        (R, "is: vrijgevestigd", "is: vrij"),
        (R, "is: vrijgevestigd", "at_most: 3"),
        (R, "    is: vrijgevestigd\n", ""),
        (R, "- fact: eigen_website", "- {fact: eigen_website, is: ja}"),
        (R, "    cite: {section: Voor wie, lines: 20}\n", ""),
        (R, "{certificaten: nen_en_15224}", "{certificaten: hkz}"),
        (R, "[irf, verbijzondering]", "[verbijzondering, irf]"),
        (R, "fysiotherapie, 2030]", "fysiotherapie]"),
        (R, "of: {jaar: 2029}, above: 30", "above: 30"),
        (R, "at_least: 50%", "at_least: 50"),
        (R, "evidence: [eigen_opgave, big]", "evidence: [bigg]"),
        (R, "force: effort", "force: efort"),
        (R, 'after: "17:00"', "after: 17"),
        (R, "[manueel, kinder, oedeem]", "[manuel]"),
        (R, "throughout: term}", "throughout: {}}"),
        (A, "to: [A]", "to: A"),
        (A, "scope: vrij\n", "scoop: vrij\n"),
    ],
)
def test_wrong_rule_files_do_not_pass(file: str, old: str, new: str) -> None:
    assert wrong(spoil(file, old, new)[file])
