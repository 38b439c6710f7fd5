from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import inkoopwijzer
from inkoopwijzer.assess import agreement, explain
from inkoopwijzer.assess.receipt import Decision
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import parse_dossier
from inkoopwijzer.policy.load import digest, parse_policy
from inkoopwijzer.policy.package import policy_files, shipped, shipped_policies
from inkoopwijzer.policy.tree import ByReading, Ref, walk
from inkoopwijzer.services import receipt_file, receipts
from inkoopwijzer.services.assessing import assess
from inkoopwijzer.services.receipts import (
    NoRules,
    Receipt,
    Replay,
    make_receipt,
    read_receipt,
    receipt_bytes,
    replay,
)
from inkoopwijzer.values.fault import Faults
from inkoopwijzer.values.verdict import Verdict
from tests.facts.dossiers import FULL, dossiers, shortened
from tests.policy.packages import package

NOW = datetime(2026, 10, 6, 9, 30, tzinfo=UTC)
FICTIONAL = parse_policy(package())
WHOLE = parse_dossier(FULL.encode(), "full.yaml")


def light() -> dict[str, bytes]:
    """The fictional package with few conditions for a group, so that any dossier is assessed quickly."""
    text = package()["aanbod.yaml"].decode()
    text = text.replace("[basis, helft, soorten, ruim_open]", "[helft]").replace("[basis]", "[vrij]")
    text = text.replace("[index]", "[index, basis, helft, soorten, ruim_open]")
    return {**package(), "aanbod.yaml": text.encode()}


def receipt_of(dossier: Dossier, files: Mapping[str, bytes] | None = None, **choices: Any) -> dict[str, Any]:
    """A receipt under the fictional policy, or another."""
    files = package() if files is None else files
    found = assess(dossier, policies=[parse_policy(files)], **choices)
    return make_receipt(found, dossier, [files], made_at=NOW)


@cache
def shipped_receipt() -> bytes:
    """A receipt under the shipped policies."""
    return receipt_bytes(make_receipt(assess(WHOLE), WHOLE, made_at=NOW))


@cache
def small_receipt() -> bytes:
    return receipt_bytes(receipt_of(WHOLE))


def again(receipt: Mapping[str, Any], **choices: Any) -> Replay:
    return replay(read_receipt(receipt_bytes(receipt), "r.json"), **choices)


def codes(data: bytes) -> set[str]:
    with pytest.raises(Faults) as caught:
        read_receipt(data, "r.json")
    assert all(f.file == "r.json" and f.hint for f in caught.value.faults)
    return {f.code for f in caught.value.faults}


def resealed(change: Mapping[str, Any]) -> bytes:
    return receipt_bytes(receipt_file.seal({**json.loads(small_receipt()), **change}))


# --- what a receipt holds -----------------------------------------------------------------------------------


def test_a_receipt_holds_what_the_decision_rests_on() -> None:
    receipt = read_receipt(shipped_receipt(), "r.json")
    assert receipt.made_at == NOW
    assert receipt.engine["inkoopwijzer"] == inkoopwijzer.__version__
    assert all(receipt.engine.values())
    used = {hash_: files for hash_, (_, files) in receipt.packages.items()}
    assert used == {digest(f): f for f in (policy_files(directory) for _, _, directory in shipped())}
    assert all("passages.yaml" in files for files in used.values())
    results = assess(WHOLE).results
    assert receipt.decisions == tuple(Decision.of(result) for result in results)
    assert all(d.conditions and d.possible for d in receipt.decisions)
    spoken_of = [d for d, r in zip(receipt.decisions, results, strict=True) if r.agreement == "fysiotherapie"]
    assert len(spoken_of) == 2
    assert all(d.readings for d in spoken_of)


def test_only_the_packages_that_were_used_are_in_it() -> None:
    found = assess(WHOLE, insurers=["salland"])
    receipt = make_receipt(found, WHOLE, made_at=NOW)
    assert [p["policy"] for p in receipt["policies"].values()] == ["salland-2027"]


def test_two_receipts_of_one_decision_are_the_same_but_for_the_instant() -> None:
    later = make_receipt(assess(WHOLE), WHOLE, made_at=datetime(2027, 1, 1, tzinfo=UTC))
    first = json.loads(shipped_receipt())
    assert {k for k in first if first[k] != later[k]} == {"made_at", "sha256"}


def test_it_does_not_matter_how_the_dossier_was_spelled() -> None:
    def turned(data: Any) -> Any:
        """The same fields in another order."""
        return {k: turned(data[k]) for k in reversed(data)} if isinstance(data, dict) else data

    kept = json.loads(small_receipt())["dossier"]
    short = {
        k: shortened(v) if isinstance(v, dict) and k != "registers" else v
        for k, v in kept["snapshot"].items()
    }
    for data in (kept["snapshot"], turned(kept["snapshot"]), turned(short)):
        text = json.dumps(data, indent=3).encode()
        for name in ("other.json", "other.yaml"):
            found = receipt_of(parse_dossier(text, name))["dossier"]
            assert found == {**kept, "file": name}


def test_large_rules_are_compressed_and_replay_the_same() -> None:
    files = {**package(), "aanbod.yaml": package()["aanbod.yaml"] + b"# a long remark\n" * 7_000}
    receipt = receipt_of(WHOLE, files)
    (packed,) = receipt["policies"].values()
    assert packed["encoding"] == receipt_file.PACKED
    assert len(receipt_bytes(receipt)) < 60_000
    read = read_receipt(receipt_bytes(receipt), "r.json")
    assert [f for _, f in read.packages.values()] == [files]
    assert replay(read, policies=[parse_policy(files)]).same


def test_a_receipt_that_could_not_be_replayed_is_not_made() -> None:
    found = assess(WHOLE, policies=[FICTIONAL])
    with pytest.raises(NoRules, match="zonnewijzer-2031"):
        make_receipt(found, WHOLE, made_at=NOW)
    with pytest.raises(ValueError, match="not of other"):
        make_receipt(found, replace(WHOLE, file="other.yaml"), [package()], made_at=NOW)
    with pytest.raises(ValueError, match="time zone"):
        make_receipt(found, WHOLE, [package()], made_at=NOW.replace(tzinfo=None))


@pytest.mark.parametrize("policy", [*shipped_policies(), FICTIONAL], ids=lambda p: p.id)
def test_every_reading_that_a_duty_rests_on_is_recorded(policy: Any) -> None:
    def readings(names: list[str]) -> set[str]:
        found, seen = set(), set()
        while names:
            if (name := names.pop()) not in seen:
                seen.add(name)
                nodes = walk(policy.conditions[name].node)
                names += [n.condition for n in nodes if isinstance(n, Ref)]
                found |= {n.reading for n in nodes if isinstance(n, ByReading)}
        return found

    for result in assess(WHOLE, policies=[policy]).results:
        asked = readings(list(policy.agreements[result.agreement].duties))
        assert policy is FICTIONAL or asked <= {r.id for r in result.readings}


# --- replay -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("installed", [False, True])
def test_an_untouched_receipt_replays_the_same(installed: bool) -> None:
    found = replay(read_receipt(shipped_receipt(), "r.json"), installed)
    assert (found.same, found.differences, found.notices) == (True, (), ())
    assert [r.possible for r in found.results] == [r.possible for r in assess(WHOLE).results]


def test_other_days_and_readings_are_replayed() -> None:
    for on, option in [
        (date(2027, 1, 1), "wel_index"),
        (date(2028, 2, 29), "geen_index"),
        (date(2026, 1, 1), "wel_index"),
    ]:
        found = assess(WHOLE, insurers=["zorg_en_zekerheid"], on=on, readings={"precies_dertig": option})
        receipt = make_receipt(found, WHOLE, made_at=NOW)
        decision = next(d for d in receipt["decisions"] if d["agreement"] == "fysiotherapie")
        assert (decision["on"], decision["readings"]["precies_dertig"]) == (on.isoformat(), option)
        assert again(receipt).differences == ()


@settings(max_examples=60)
@given(dossiers(), st.dates(date(2027, 1, 1), date(2032, 12, 31)))
def test_a_receipt_of_any_dossier_replays_the_same(dossier: Dossier, on: date) -> None:
    found = again(receipt_of(dossier, light(), on=on), policies=[parse_policy(light())])
    assert (found.differences, found.notices) == ((), ())


def test_an_answer_that_changed_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = explain.verdict_of

    def judged(trace: Any, at: Any) -> Verdict:
        found = honest(trace, at)
        return Verdict.silent if found is Verdict.unknown else found

    was = read_receipt(shipped_receipt(), "r.json").decisions
    unknown = {(d.policy, *c[:2]) for d in was for c in d.conditions if c[2] == "unknown"}
    monkeypatch.setattr(explain, "verdict_of", judged)
    found = replay(read_receipt(shipped_receipt(), "r.json"))
    assert not found.same
    changed = [d for d in found.differences if d.kind == "condition"]
    assert {(d.policy, d.name, d.element) for d in changed} == unknown
    assert {(d.was, d.now) for d in changed} == {("unknown", "silent")}
    said = changed[0].says
    assert changed[0].name in said.nl
    assert "was onbekend, en is nu het document zwijgt" in said.nl
    assert "was unknown, now the document does not say" in said.en


def test_an_outcome_that_changed_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = json.loads(small_receipt())
    monkeypatch.setattr(agreement, "possible_groups", lambda *_: (("A",), False))
    monkeypatch.setattr(agreement, "lift", lambda *_: type("Lifted", (), {"routes": (), "barriers": ()}))
    found = again(receipt, policies=[FICTIONAL])
    assert [d.kind for d in found.differences] == ["outcome", "exactness"]
    assert found.differences[0].now == "A"
    assert (found.differences[1].was, found.differences[1].now) == ("exact", "sound")


def test_another_engine_is_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = json.loads(small_receipt())
    monkeypatch.setattr(inkoopwijzer, "__version__", "9.9")
    monkeypatch.setattr(receipts.platform, "python_version", lambda: "3.99.0")  # type: ignore[attr-defined]
    found = again(receipt, policies=[FICTIONAL])
    assert found.same
    assert [(n.part, n.now) for n in found.notices] == [("inkoopwijzer", "9.9"), ("python", "3.99.0")]
    assert "9.9" in found.notices[0].says.nl


def changed_rules(old: str, new: str) -> dict[str, bytes]:
    files = package()
    assert old.encode() in files["regels.yaml"]
    return {**files, "regels.yaml": files["regels.yaml"].replace(old.encode(), new.encode())}


def test_rules_that_changed_since_are_named_and_do_not_change_the_decision() -> None:
    receipt = json.loads(small_receipt())
    now = parse_policy(changed_rules("    is: vrijgevestigd", "    is: instelling"))
    found = again(receipt, policies=[now])
    assert found.same
    (notice,) = found.notices
    assert (notice.part, notice.name, notice.now, notice.rules) == ("policy", now.id, now.hash, ("vrij",))
    assert "vrij" in notice.says.nl
    then = again(receipt, installed=True, policies=[now])
    assert {(d.kind, d.name, d.was, d.now) for d in then.differences} >= {
        ("scope", "", "met", "not_met"),
        ("condition", "vrij", "met", "not_met"),
    }


def test_files_that_changed_without_a_rule_changing_are_told_apart() -> None:
    now = parse_policy(changed_rules("conditions:\n", "# a remark\nconditions:\n"))
    (notice,) = again(json.loads(small_receipt()), policies=[now]).notices
    assert notice.rules == ()
    assert "no rule" in notice.says.en


def test_what_is_not_installed_is_told() -> None:
    receipt = json.loads(small_receipt())
    assert again(receipt, policies=[]).same
    assert [n.now for n in again(receipt, policies=[]).notices] == [None]
    found = again(receipt, installed=True, policies=[])
    assert [(d.kind, d.policy, d.now) for d in found.differences] == [("policy", FICTIONAL.id, None)]


def test_an_installed_policy_without_the_agreement_reading_or_term_is_a_difference() -> None:
    receipt = json.loads(small_receipt())

    def kinds(**change: Any) -> list[str]:
        found = again(receipt, installed=True, policies=[replace(FICTIONAL, hash="x", **change)])
        assert all(d.says.nl and d.says.en for d in found.differences)
        return [d.kind for d in found.differences]

    assert kinds(agreements={}) == ["agreement"]
    offered = FICTIONAL.agreements["fysiotherapie"]
    over = replace(offered, term=replace(offered.term, start=date(2030, 1, 1), end=date(2030, 12, 31)))
    assert kinds(agreements={"fysiotherapie": over}) == ["term"]
    assert kinds() == []


def test_facts_and_rules_that_are_no_longer_known_are_differences() -> None:
    receipt = json.loads(small_receipt())
    snapshot = {**receipt["dossier"]["snapshot"], "onbekend_veld": "x"}
    receipt["dossier"] |= {"snapshot": snapshot, "sha256": receipt_file.sha256_of(snapshot)}
    (gone,) = again(receipt_file.seal(receipt), policies=[FICTIONAL]).differences
    assert gone.kind == "dossier"
    assert "onbekend_veld" in (gone.now or "")

    receipt = json.loads(small_receipt())
    files = {**package(), "regels.yaml": b"conditions: {}\n"}
    receipt["policies"] = {digest(files): {"policy": FICTIONAL.id, **receipt_file.pack(files)}}
    for decision in receipt["decisions"]:
        decision["policy_hash"] = digest(files)
    found = again(receipt_file.seal(receipt), policies=[FICTIONAL])
    assert [d.kind for d in found.differences] == ["policy"]
    assert not found.same


# --- reading ------------------------------------------------------------------------------------------------


def test_no_byte_of_a_receipt_changes_unseen() -> None:
    data = small_receipt()
    for position in range(len(data)):
        spoiled = bytearray(data)
        spoiled[position] ^= 1 + position % 255
        with pytest.raises(Faults):
            read_receipt(bytes(spoiled), "r.json")


@settings(max_examples=200)
@given(st.data())
def test_no_byte_of_a_shipped_receipt_changes_unseen(draw: st.DataObject) -> None:
    data = bytearray(shipped_receipt())
    data[draw.draw(st.integers(0, len(data) - 1))] ^= draw.draw(st.integers(1, 255))
    codes(bytes(data))


@settings(max_examples=50)
@given(st.integers(0, 10**9))
def test_a_receipt_that_was_cut_short_is_not_read(length: int) -> None:
    codes(small_receipt()[: length % len(small_receipt())])


def test_a_hash_that_does_not_match_says_which() -> None:
    text = small_receipt().decode()

    def changed(old: str, new: str) -> set[str]:
        assert old in text
        return codes(text.replace(old, new).encode())

    assert changed('"made_at": "2026', '"made_at": "2025') == {"receipt.seal"}
    assert changed("Fysio De Brug", "Fysio De Kade") == {"receipt.seal", "receipt.dossier"}
    assert changed("is: vrijgevestigd", "is: instelling") == {"receipt.seal", "receipt.policy"}
    assert codes(receipt_bytes({**json.loads(text), "sha256": "0" * 64})) == {"receipt.seal"}
    other = json.loads(text)["dossier"] | {"sha256": "0" * 64}
    assert codes(resealed({"dossier": other})) == {"receipt.dossier"}
    (package_,) = json.loads(text)["policies"].values()
    renamed = {"0" * 64: package_}
    assert codes(resealed({"policies": renamed})) == {"receipt.policy", "receipt.no_rules"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"{" * 100_000, "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"receipt": NaN}', "not_json"),
        (b'{"receipt": "\\ud800"}', "not_json"),
        (b"9" * 10_000, "not_json"),
        (b"[]", "shape"),
        (b"{}", "shape"),
        (b"null", "shape"),
        (b'{"receipt": "2"}', "version"),
        (b'{"receipt": 1}', "version"),
        (b" " * (receipt_file.MOST_BYTES + 1), "too_large"),
    ],
    ids=lambda value: str(value[:16]),
)
def test_what_is_no_receipt_is_refused(data: bytes, code: str) -> None:
    assert codes(data) == {f"receipt.{code}"}


@pytest.mark.parametrize(
    "change",
    [
        {"extra": "x"},
        {"made_at": "gisteren"},
        {"made_at": 3},
        {"engine": {}},
        {"decisions": {}},
        {"decisions": [{}]},
        {"policies": {"x": {"policy": "x", "encoding": "zip", "files": {}}}, "decisions": []},
        {"policies": {"x": {"policy": "x", "encoding": "zlib+base64", "files": {"a": "?"}}}, "decisions": []},
        {
            "policies": {"x": {"policy": "x", "encoding": "zlib+base64", "files": {"a": "AAAA"}}},
            "decisions": [],
        },
    ],
    ids=str,
)
def test_a_sealed_receipt_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    assert "receipt.shape" in codes(resealed(change))


def test_days_that_do_not_exist_are_refused() -> None:
    (decision,) = json.loads(small_receipt())["decisions"]
    for field, value in [("on", "2027-02-30"), ("term", ["2027-01-01"]), ("term", ["x", "y"])]:
        assert codes(resealed({"decisions": [{**decision, field: value}]})) == {"receipt.shape"}


def test_a_receipt_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_file, "PLAIN_AT_MOST", 0)
    packed = receipt_file.pack({"a": b"x" * 5_000})
    assert receipt_file.unpack(packed, 5_000) == {"a": b"x" * 5_000}
    with pytest.raises(ValueError, match="too large"):
        receipt_file.unpack(packed, 4_999)


def test_a_rewritten_file_is_noticed_although_its_content_is_right() -> None:
    rewritten = json.dumps(json.loads(small_receipt())).encode()
    assert codes(rewritten) == {"receipt.spelling"}
    assert codes(small_receipt().replace(b"\n", b"\r\n")) == {"receipt.spelling"}


def test_a_receipt_is_read_as_it_was_made() -> None:
    read = read_receipt(small_receipt(), "r.json")
    assert isinstance(read, Receipt)
    assert receipt_bytes(read.content) == small_receipt()
    assert read.dossier().name == WHOLE.name
