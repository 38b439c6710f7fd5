from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inkoopwijzer.facts.canonical import canonical, from_canonical
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import parse_dossier
from inkoopwijzer.facts.strict_yaml import LOADER
from inkoopwijzer.values.fault import Faults
from tests.facts.dossiers import FULL, dossiers, shortened, without_lines

DRAWS = settings(
    max_examples=int(os.environ.get("INKOOPWIJZER_EXAMPLES", "100")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Writer(yaml.SafeDumper):
    """Writes AGB codes in quotes; the library leaves them out where the first 0 or an 8 or 9 shows a text."""


def _text(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    return writer.represent_scalar("tag:yaml.org,2002:str", text, "'" if len(text) == 8 else None)


Writer.add_representer(str, _text)


def written(data: dict[str, Any]) -> bytes:
    body = {name: value for name, value in data.items() if name != "bestand"}
    return yaml.dump(body, Dumper=Writer, allow_unicode=True, sort_keys=False).encode()


@given(dossiers())
@DRAWS
def test_the_canonical_form_gives_the_same_dossier(dossier: Dossier) -> None:
    data = canonical(dossier)
    assert from_canonical(json.loads(json.dumps(data))) == dossier
    assert canonical(from_canonical(data)) == data


@given(dossiers())
@DRAWS
def test_yaml_and_json_give_the_same_dossier(dossier: Dossier) -> None:
    data = canonical(dossier)
    assert without_lines(parse_dossier(written(data), "dossier.yaml")) == dossier
    body = json.dumps({name: value for name, value in data.items() if name != "bestand"})
    assert without_lines(parse_dossier(body.encode(), "dossier.json")).subjects == dossier.subjects


@given(dossiers())
@DRAWS
def test_short_forms_give_the_same_dossier(dossier: Dossier) -> None:
    data = written(shortened(canonical(dossier)))
    assert without_lines(parse_dossier(data, "dossier.yaml")) == dossier


TREE = yaml.load(FULL, Loader=LOADER)
WORDS = st.text(max_size=8) | st.sampled_from(
    [
        *(
            "ja",
            "nee",
            "onbekend",
            "gesloten",
            "2025",
            "1e5",
            "-1",
            "1.234,5",
            "2027-02-29",
            "08:00-12:00",
            "NaN",
        ),
        *("waarde", "van", "tot_en_met", "bron", "naam", "agb", "beroep", "registratie", "irf", "manueel"),
        *("Leiden", "4990001", "\u0663"),
    ]
)
TREES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(WORDS, inside, max_size=3),
    max_leaves=6,
)


@st.composite
def mutated_trees(draw: st.DrawFn) -> Any:
    """The full dossier with one to three of its parts renamed, replaced, doubled or removed."""
    tree = json.loads(json.dumps(TREE))
    for _ in range(draw(st.integers(1, 3))):
        inside: Any = tree
        while True:
            keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(inside[key], dict | list) and draw(st.integers(0, 3)):
                inside = inside[key]
                continue
            match draw(st.integers(0, 3)):
                case 0:
                    inside[key] = draw(TREES)
                case 1:
                    del inside[key]
                case 2 if isinstance(inside, dict):
                    inside[draw(WORDS)] = inside.pop(key)
                case _ if isinstance(inside, list):
                    inside.append(inside[key])
                case _:
                    inside[draw(WORDS)] = inside[key]
            break
    return tree


def accepted_or_refused(read: Callable[[], Dossier]) -> None:
    """Either all of it is accepted and can be kept, or it is refused with faults that say what and where."""
    try:
        dossier = read()
    except Faults as refused:
        faults = refused.faults
    else:
        assert from_canonical(canonical(dossier)) == without_lines(dossier)
        return
    assert faults
    for fault in faults:
        assert fault.message.nl
        assert fault.message.en
        assert len(fault.show("nl")) < 900


@given(mutated_trees())
@DRAWS
def test_a_changed_dossier_raises_nothing_but_faults(tree: Any) -> None:
    as_json = json.dumps(tree).encode()
    as_yaml = yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "surrogatepass")
    accepted_or_refused(lambda: parse_dossier(as_json, "d.json"))
    accepted_or_refused(lambda: parse_dossier(as_yaml, "d.yaml"))
    accepted_or_refused(lambda: from_canonical(tree | {"bestand": "d.yaml"}))


@given(st.data())
@DRAWS
def test_a_damaged_file_raises_nothing_but_faults(data: st.DataObject) -> None:
    text = bytearray(FULL.encode())
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start, min(len(text), start + 20)))
        text[start:end] = data.draw(
            st.binary(max_size=4) | st.sampled_from([b"\n", b": ", b"- ", b"'", b"{", b"ja"])
        )
    accepted_or_refused(lambda: parse_dossier(bytes(text), "d.yaml"))


@given(st.binary(max_size=200))
@example(b"[]")
@example(b"{}")
@example(b"x")
@DRAWS
def test_any_bytes_raise_nothing_but_faults(data: bytes) -> None:
    accepted_or_refused(lambda: parse_dossier(data, "d.yaml"))
    accepted_or_refused(lambda: parse_dossier(data, "d.json"))
