"""Any bytes give either a located tree or readable faults, soon, with either YAML parser."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.facts import strict_yaml
from inkoopwijzer.facts.located import Mapping, Node, Scalar, Sequence, read_located
from inkoopwijzer.values.fault import Fault, Faults

LOADERS = [yaml.BaseLoader, *([yaml.CBaseLoader] if yaml.__with_libyaml__ else [])]
SLOWEST = 5.0


@contextmanager
def parser(loader: Any) -> Iterator[None]:
    usual = strict_yaml.LOADER
    strict_yaml.LOADER = loader
    try:
        yield
    finally:
        strict_yaml.LOADER = usual


@pytest.fixture(autouse=True, params=LOADERS, ids=lambda loader: str(loader.__name__))
def _each_parser(request: pytest.FixtureRequest) -> Iterator[None]:
    with parser(request.param):
        yield


def read(text: str | bytes, file: str = "dossier.yaml") -> Node:
    return read_located(text if isinstance(text, bytes) else text.encode(), file)


def mapping(text: str | bytes, file: str = "dossier.yaml") -> Mapping:
    node = read(text, file)
    assert isinstance(node, Mapping)
    return node


def value(text: str, key: str = "a", file: str = "dossier.yaml") -> str:
    node = mapping(text, file).get(key)
    assert isinstance(node, Scalar)
    return node.text


def faults(text: str | bytes, file: str = "dossier.yaml") -> tuple[Fault, ...]:
    with pytest.raises(Faults) as caught:
        read(text, file)
    for fault in caught.value.faults:
        assert fault.message.nl
        assert fault.message.en
        assert fault.hint is None or (fault.hint.nl and fault.hint.en)
    return caught.value.faults


def refused(text: str | bytes, file: str = "dossier.yaml") -> list[tuple[str, int | None]]:
    return [(fault.code, fault.line) for fault in faults(text, file)]


def plain(node: Node) -> Any:
    """The tree without lines, built with a stack of its own depth (at most 40)."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {name.text: plain(item) for name, item in node.entries}


# What is read


@pytest.mark.parametrize(
    "text", ["0722", "17:00", "NO", "1e3", "04012345", "2027-01-01", ".inf", "true", "1_000"]
)
def test_a_value_of_yaml_stays_as_written(text: str) -> None:
    assert value(f"a: {text}") == text


@pytest.mark.parametrize("text", ["", "~", "null", "# opmerking"])
def test_a_missing_value_is_an_unquoted_empty_text(text: str) -> None:
    assert mapping(f"a: {text}\n").get("a") == Scalar("", 1, False)


@pytest.mark.parametrize("text", ['""', '"~"', "'null'"])
def test_a_quoted_value_is_never_missing(text: str) -> None:
    assert mapping(f"a: {text}\n").get("a") == Scalar(text[1:-1], 1, True)


def test_every_node_knows_its_line() -> None:
    tree = mapping("# kop\nnaam: Jan\nrollen:\n  - arts\n  - {agb: '04', x: ~}\n")
    assert tree.line == 2
    assert tree.keys() == ("naam", "rollen")
    assert tree.get("elders") is None
    roles = tree.get("rollen")
    assert isinstance(roles, Sequence)
    assert (roles.line, roles.items[0]) == (4, Scalar("arts", 4, False))
    assert roles.items[1] == Mapping(
        ((Scalar("agb", 5, False), Scalar("04", 5, True)), (Scalar("x", 5, False), Scalar("", 5, False))), 5
    )


def test_a_text_can_span_lines() -> None:
    assert value("a: |\n  een\n  twee\nb: c\n") == "een\ntwee\n"
    assert value("a: >-\n  een\n  twee\n") == "een twee"
    assert value("a: 'een\n  twee'\n") == "een twee"


def test_a_last_line_without_line_break_reads_the_same() -> None:
    assert read("a: |\n  een") == read("a: |\n  een\n")
    assert read("a: {b: c}\nd:") == read("a: {b: c}\nd:\n")


def test_a_question_in_braces_needs_no_quotes() -> None:
    assert plain(read("a: {nl: Bent u arts?, en: Are you a doctor??}")) == {
        "a": {"nl": "Bent u arts?", "en": "Are you a doctor??"}
    }


def test_a_byte_order_mark_and_other_line_breaks_do_not_matter() -> None:
    assert read(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\r\n") == read("a: 1\nb: 2\nc: 3\n")


# What YAML may not hold


def test_all_duplicate_keys_are_named_with_their_place() -> None:
    found = faults("a: 1\na: 2\nlijst:\n  - b: 1\n  - b: 1\n    'b': 2\nc: {d: 1, d: 2}\n")
    assert [(f.code, f.line, f.path) for f in found] == [
        ("yaml.duplicate_key", 2, "a"),
        ("yaml.duplicate_key", 6, "lijst[1].b"),
        ("yaml.duplicate_key", 7, "c.d"),
    ]
    assert "regel 1" in found[0].message.nl


def test_duplicates_tags_and_aliases_are_reported_together() -> None:
    assert refused("a: &x 1\nb: *x\nc: !!python/object:os.system x\na: 2\n") == [
        ("yaml.alias", 1),
        ("yaml.alias", 2),
        ("yaml.tag", 3),
        ("yaml.duplicate_key", 4),
    ]


def test_a_fault_before_an_error_of_syntax_is_reported_too() -> None:
    assert refused("a: 1\na: 2\nb: 'x\n") == [("yaml.duplicate_key", 2), ("yaml.syntax", 3)]


def test_a_python_object_is_never_made(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    text = f'a: !!python/object/apply:os.system ["touch {canary}"]\n'
    assert refused(text) == [("yaml.tag", 1)]
    assert not canary.exists()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: b\n<<: c\n", "yaml.merge_key", 2),
        ("a: b\n[c]: d\n", "yaml.key_not_scalar", 2),
        ("a: b\n? {c: d}\n: e\n", "yaml.key_not_scalar", 2),
        ("a: b\n? \n: c\n", "yaml.key_missing", 2),
        ("a: b\n---\nc: d\n", "yaml.several_documents", 2),
        ("# kop\n%YAML 1.2\n---\na: b\n", "yaml.directive", 2),
        ("a: b\nc:\n\td: e\n", "yaml.tab", 3),
        ("a:\tb\n", "yaml.tab", 1),
        ("a: b\nc: *\n", "yaml.alias", 2),
        ("a: b\nc: [d,\n", "yaml.syntax", 2),
        ("a: b\nc: 'd\n\n\n", "yaml.syntax", 2),
        ("a: b\nc: d: e\n", "yaml.syntax", 2),
        ("a: b\nc\nd: e\n", "yaml.syntax", 2),
        ("a:\n  b: c\n d: e\n", "yaml.syntax", 3),
        ('a: b\nc: "\\q"\n', "yaml.syntax", 2),
        ("a: b\nc: @d\n", "yaml.syntax", 2),
        ("a: {b:}\n", "yaml.syntax", 1),
        ("a: {b ?c}\n", "yaml.syntax", 1),
        ("a: |#\n  b\n", "yaml.syntax", 1),
        ("", "file.empty", None),
        ("# alleen commentaar\n\n", "file.empty", None),
        ("---\n", "file.empty", None),
        ("a: b\nc: d\x00\n", "file.control_character", 2),
        ("a: b\nc: d\u2028e\n", "file.control_character", 2),
        ("a: b\nc: d\u202ee\n", "file.control_character", 2),
        ('a: b\nc: "\\x00"\n', "file.control_character", 2),
    ],
)
def test_each_refusal_has_its_code_and_line(text: str, code: str, line: int | None) -> None:
    found = faults(text)
    assert [(f.code, f.line) for f in found] == [(code, line)]
    assert found[0].hint


def test_a_tab_for_indentation_gets_its_own_hint() -> None:
    (fault,) = faults("a:\n\tb: c\n")
    assert fault.hint
    assert "twee spaties" in fault.hint.nl


@pytest.mark.parametrize("text", ['a: "\\U99999999"', 'a: "\\uD800"', "a: !<%ff> b", 'a: "\\xZZ"'])
def test_impossible_characters_are_faults(text: str) -> None:
    assert faults(text)


# Files as a whole


@pytest.mark.parametrize("file", ["a.yaml", "a.json", "A.JSON"])
@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("a: é".encode("utf-16"), None),
        ("a: é".encode("utf-16-le"), None),
        ("a: é".encode("utf-16-be"), None),
        ("a: b\r\nc: é".encode("cp1252"), 2),
    ],
)
def test_another_encoding_is_named_with_how_to_save_as_utf_8(
    data: bytes, line: int | None, file: str
) -> None:
    (fault,) = faults(data, file)
    assert (fault.code, fault.line) == ("file.encoding", line)
    assert fault.hint
    assert "Opslaan als" in fault.hint.nl
    assert "UTF-8" in fault.hint.en


@pytest.mark.parametrize("file", ["a.yaml", "a.json"])
def test_limits_hold(file: str) -> None:
    assert refused(b" " * 1_000_001, file) == [("file.too_large", None)]
    assert refused(b"\xff" * 1_000_001, file) == [("file.too_large", None)]
    assert isinstance(read("[" * 40 + "]" * 40, file), Sequence)
    assert refused("[" * 41 + "]" * 41, file) == [("file.too_deep", 1)]
    assert isinstance(read("[" + ",".join(["1"] * 49_999) + "]", file), Sequence)
    assert refused("[\n" + ",".join(["1"] * 50_000) + "]", file) == [("file.too_many_nodes", 2)]


@pytest.mark.parametrize("file", ["a.yaml", "a.json"])
@pytest.mark.parametrize("unit", ["[", '{"a":', '[{"a":', "[\n", "- ", "? "])
def test_a_hundred_thousand_brackets_are_a_fault_at_once(unit: str, file: str) -> None:
    start = time.process_time()
    assert faults((unit * 100_000)[:900_000], file)
    assert time.process_time() - start < SLOWEST


def test_many_faults_stop_the_reading() -> None:
    assert len(faults("a: 1\n" * 1000)) == 100
    assert len(faults("\x01\n" * 1000)) == 100


# JSON


def test_json_keeps_its_spelling_and_its_lines() -> None:
    tree = mapping(
        '{\n "a": [1.50, 1e3, -0,\n  true, false, null],\n "b": "é\\u00e9\\ud83d\\ude00\\n",\n "c": ""}',
        "x.json",
    )
    assert tree.line == 1
    assert tree.get("a") == Sequence(
        (
            Scalar("1.50", 2, False),
            Scalar("1e3", 2, False),
            Scalar("-0", 2, False),
            Scalar("true", 3, False),
            Scalar("false", 3, False),
            Scalar("", 3, False),
        ),
        2,
    )
    assert tree.get("b") == Scalar("éé\U0001f600\n", 4, True)
    assert tree.get("c") == Scalar("", 5, True)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('{"a": 1,\n "a": 2}', "json.duplicate_key", 2),
        ('{"a": 1,\n "\\u0061": 2}', "json.duplicate_key", 2),
        ('{"a": 1,\n}', "json.syntax", 2),
        ("[1,\n]", "json.syntax", 2),
        ("[1 // een\n]", "json.syntax", 1),
        ("# kop\n[1]", "json.syntax", 1),
        ("{\n'a': 1}", "json.syntax", 2),
        ("{\na: 1}", "json.syntax", 2),
        ("{\n1: 1}", "json.syntax", 2),
        ('{"a"\n1}', "json.syntax", 2),
        ('{"a": 1\n"b": 2}', "json.syntax", 2),
        ("[1}", "json.syntax", 1),
        ("[1]\n[2]", "json.syntax", 2),
        ("]", "json.syntax", 1),
        ('\n{"a": [1', "json.syntax", 2),
        ('["a\nb"]', "json.syntax", 1),
        ('["a\tb"]', "json.syntax", 1),
        ('["a\\x"]', "json.syntax", 1),
        ('["a\\', "json.syntax", 1),
        ('"', "json.syntax", 1),
        ("[True]", "json.syntax", 1),
        ("[None]", "json.syntax", 1),
        ("[0722]", "json.syntax", 1),
        ("[2027-01-01]", "json.syntax", 1),
        ("[+1]", "json.syntax", 1),
        ("[.5]", "json.syntax", 1),
        ("[NaN]", "json.number", 1),
        ("[\n-Infinity]", "json.number", 2),
        ("[1e999]", "json.number", 1),
        ("[" + "1" * 100_000 + "]", "json.number", 1),
        ('["\\ud800"]', "file.control_character", 1),
        ('["\\u0000"]', "file.control_character", 1),
        ("", "file.empty", None),
        (" \n ", "file.empty", None),
    ],
)
def test_json_is_strict(text: str, code: str, line: int | None) -> None:
    assert refused(text, "x.json") == [(code, line)]


def test_json_duplicates_are_all_reported_also_before_an_error() -> None:
    assert refused('{"a": 1, "a": 2,\n"b": {"c": 1, "c": 1},\n}', "x.json") == [
        ("json.duplicate_key", 1),
        ("json.duplicate_key", 2),
        ("json.syntax", 3),
    ]


# Properties

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
TEXTS = st.text(st.sampled_from("abé?:-# ,'\"\n[]{}&*!|>%@\\0~"), max_size=30)
VALUES = st.recursive(
    st.sampled_from(["", "0722", "17:00", "NO"]) | WORDS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)
SYNTAX = st.lists(
    st.sampled_from(
        [
            *"ab?:-#,'\"[]{}&*!|>%@~\n\t\\",
            ": ",
            "- ",
            "\n  ",
            "\n",
            " ",
            "---",
            "...",
            "<<",
            "a: ",
            "null",
            "1e999",
            "é",
        ]
    ),
    max_size=25,
).map("".join)


def only_faults(data: bytes, file: str) -> Node | None:
    start = time.process_time()
    try:
        return read_located(data, file)
    except Faults:
        return None
    finally:
        assert time.process_time() - start < SLOWEST


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=300) | SYNTAX.map(str.encode), file=st.sampled_from(["a.yaml", "a.json"]))
def test_any_bytes_give_a_tree_or_faults(data: bytes, file: str) -> None:
    only_faults(data, file)


@settings(max_examples=200, deadline=None)
@given(
    tree=VALUES,
    kind=st.sampled_from(["yaml", "json"]),
    cut=st.tuples(st.integers(0, 400), st.integers(0, 9)),
    put=SYNTAX,
)
def test_a_damaged_document_gives_a_tree_or_faults(
    tree: Any, kind: str, cut: tuple[int, int], put: str
) -> None:
    text = yaml.dump(tree, allow_unicode=True) if kind == "yaml" else json.dumps(tree, indent=1)
    data = text.encode()
    at, length = min(cut[0], len(data)), cut[1]
    only_faults(data[:at] + put.encode() + data[at + length :], f"a.{kind}")


@settings(max_examples=200, deadline=None)
@given(tree=st.dictionaries(WORDS, VALUES, min_size=1, max_size=4), indent=st.sampled_from([None, 1]))
def test_json_reads_back_what_was_written(tree: Any, indent: int | None) -> None:
    node = read_located(json.dumps(tree, indent=indent, ensure_ascii=indent is None).encode(), "a.json")
    assert plain(node) == tree


@settings(max_examples=300, deadline=None)
@given(
    text=SYNTAX
    | st.builds(
        lambda tree, flow, quote: str(
            yaml.dump(tree, allow_unicode=True, default_flow_style=flow, default_style=quote)
        ),
        VALUES,
        st.sampled_from([True, False, None]),
        st.sampled_from([None, '"', "'", "|"]),
    )
)
def test_both_parsers_give_the_same_tree(text: str) -> None:
    trees = []
    for loader in LOADERS:
        with parser(loader):
            trees.append(only_faults(text.encode(), "a.yaml"))
    assert all(tree == trees[0] for tree in trees)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="libyaml is not here")
def test_sixty_kilobytes_are_read_fast() -> None:
    data = "".join(
        f"- naam: Jan {i}\n  agb: '{i:08d}'\n  plaats: Leeuwarden\n  sinds: 2019-01-01\n" for i in range(800)
    )
    times = []
    with parser(yaml.CBaseLoader):
        for _ in range(5):
            start = time.process_time()
            read(data[:60_000].rsplit("- naam", 1)[0])
            times.append(time.process_time() - start)
    assert min(times) < 0.1  # about 0.02 on an idle machine
