from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.wording import WORDING
from inkoopwijzer.values.fault import Fault, Faults
from tests.policy.packages import line_of, package, spoil

R, P, A = "regels.yaml", "policy.yaml", "aanbod.yaml"

# file, what stands there, what is put there instead (the fault is on the line where it stands, or on the
# line of a third text), the code (after `policy.`), and a part of the message in Dutch and in English
CASES: list[tuple[str, str, str, str | None, str, str, str]] = [
    # the form of fields
    (P, 'policy: "1"', 'policy: "2"', None, "version", "Taalversie '2'", 'Write policy: "1"'),
    (P, "insurer: zonnewijzer\n", "insurer: Zonne Wijzer\n", None, "bad_id", "kleine letters", "letters"),
    (P, "year: 2031", "year: twee", None, "bad_number", "van 2000 tot 2100", "from 2000 to 2100"),
    (P, "year: 2031", "jaar: 2031", None, "unknown_field", "'jaar' bestaat", "no field 'jaar'"),
    (P, "year: 2031\n", "", "policy:", "missing_field", "'year' ontbreekt", "'year' is missing"),
    (P, "published: 2030-04-01", "published: 2030-02-30", None, "bad_date", "datum", "2027-01-31"),
    (P, "a" * 64, "a" * 63, None, "bad_fingerprint", "vingerafdruk", "fingerprint"),
    (P, "title: {nl: Beleid, en: Policy}", "title: Beleid", None, "expected_fields", "velden", "Fields"),
    (P, "title: {nl: Beleid, en: Policy}", "title: {nl: Beleid}", None, "missing_field", "'en'", "'en'"),
    (P, "Het beleid kan wijzigen.", "", None, "missing_value", "geen waarde", "no value"),
    (P, "Het beleid kan wijzigen.", "x" * 401, None, "too_long", "401 tekens", "at most 400"),
    (P, "en: The policy may change.", "en: [a]", None, "expected_word", "één waarde", "single value"),
    (P, "lines: 98-99}", "lines: 99-98}", None, "bad_lines", "'99-98'", "144 or 290-291"),
    (P, "lines: 98-99}", "lines: 98-101}", None, "beyond_last_line", "98-101", "last line, 100"),
    (P, "lines: 98-99}", "lines: 97-99}", None, "no_passage", "97-99", "sources stamp"),
    (P, "{section: Slot, lines: 99}", "[]", None, "empty_list", "leeg", "empty"),
    (P, "  tarieven:", "  Tarieven:", None, "bad_id", "'Tarieven'", "small letters"),
    (P, "  tarieven:", "  basis:", R + "  basis:", "duplicate_id", "policy.yaml", "already used"),
    ("passages.yaml", '"10": 0123456789abcdef', '"10": 0123', None, "bad_passage", "16", "hash of '10'"),
    # norms, kinds and readings
    (R, '    value: "150"', '    value: "1,5"', None, "bad_number", "'1,5'", "12.5"),
    (R, '    value: "150"\n', "", "maximum:", "norm_form", "'value' of een 'fact'", "not both"),
    (R, "fact: behandelindex_percentiel", "fact: eigen_website", None, "norm_fact", "getal", "number"),
    (R, "percentiel: 70", "percentile: 70", None, "unknown_field", "'percentiel'", "'percentiel'"),
    (R, "of: verbijzondering\n", "of: jaar\n", None, "unknown_dimension", "'jaar'", "list of values"),
    (R, "[manueel, kinder, oedeem]", "[manuel]", None, "unknown_key", "'manueel'", "'manueel'"),
    (R, "[manueel, kinder, oedeem]", "[kinder, kinder]", None, "twice", "twee keer", "twice"),
    (R, "  erkend:", "  therapeut:", None, "name_taken", "catalogus", "catalogue"),
    (R, "default: wel", "default: nee", None, "unknown_option", "wel, niet", "wel, niet"),
    (R, "      niet: {nl: dertig telt niet, en: thirty does not count}\n", "", "options:\n      wel: {nl",
     "one_option", "één optie", "no choice"),
    # names and logic
    (R, "    fact: soort_praktijk\n    is: vrijgevestigd\n", "", "vrij:", "no_logic", "fact", "one of"),
    (R, "    cite: {section: Voor wie, lines: 20}\n", "", "vrij:", "missing_field", "'cite'", "'cite'"),
    (R, "fact: soort_praktijk", "fcat: soort_praktijk", None, "unknown_field", "'fact'", "'fact'"),
    (R, "fact: soort_praktijk", "fact: soort_praktyk", None, "unknown_fact", "'soort_praktijk'", "catalogue"),
    (R, "is: vrijgevestigd", "is: vrij", None, "unknown_value", "instelling", "'soort_praktijk' has no"),
    (R, "is: vrijgevestigd", "at_most: 3", None, "wrong_comparison", "is, one_of", "does not fit"),
    (R, "    is: vrijgevestigd\n", "", "fact: soort_praktijk", "comparison_missing", "is", "is, one_of"),
    (R, "    is: vrijgevestigd", "    is: vrijgevestigd\n    one_of: [vrijgevestigd]", "is: vrijgevestigd\n",
     "two_comparisons", "is + one_of", "is + one_of"),
    (R, "- fact: eigen_website", "- {fact: eigen_website, is: ja}", None, "wrong_comparison", "'not'",
     "'not'"),
    (R, "- fact: eigen_website", "- {fact: eigen_website, of: {jaar: 2029}}", None, "no_dimension",
     "één waarde", "single value"),
    (R, "- fact: eigen_website", "- eigen_website", None, "fact_as_condition", "{fact: eigen_website}",
     "fact"),
    (R, "- fact: eigen_website", "- {fact: eigen_website, not: vrij}", None, "two_forms", "fact + not",
     "'all'"),
    (R, "- fact: eigen_website", "- []", None, "expected_fields", "velden", "Fields"),
    (R, "- fact: eigen_website", "- openingstyden", None, "unknown_condition", "'openingstyden'",
     "condition"),
    (R, "- fact: eigen_website", "- {fact: openingstijden, of: {dag: maandag}}", None, "hours_fact",
     "blocks: openingstijden", "opening hours"),
    (R, "[geregistreerd, ", "[geregistrerd, ", None, "unknown_condition", "'geregistreerd'", "Did you mean"),
    (R, "evidence: [eigen_opgave, big]", "evidence: [bigg]", None, "unknown_source", "'big'", "'big'"),
    (R, "force: effort", "force: efort", None, "unknown_choice", "'effort'", "'effort'"),
    (R, "at_least: 2\n        of", "at_least: 4\n        of", "at_least: 2\n        of", "bad_number",
     "van 1 tot 3", "from 1 to 3"),
    (R, "{certificaten: nen_en_15224}", "{certificaten: hkz}", None, "unknown_key", "'hkz'", "Choose from"),
    (R, "{certificaten: nen_en_15224}", "{certificaten: [a, b]}", None, "keys_count", "1 waarden", "1 keys"),
    (R, "{certificaten: nen_en_15224}", "{eigen_website: nen_en_15224}", None, "has_not_fitting",
     "fact: eigen_website", "yes or no"),
    (R, "{certificaten: nen_en_15224}", "{certificaten: irf, registratie: irf}", None, "has_one", "één feit",
     "exactly one"),
    (R, "fysiotherapie, 2030]", "fysiotherapie]", None, "keys_count", "verzekeraar, beroep, jaar", "3 keys"),
    (R, "fysiotherapie, 2030]", "fysiotherapie, 30]", None, "bad_number", "1900", "1900"),
    (R, "[zorg_en_zekerheid, f", "[zonnewijzer, f", None, "unknown_insurer", "zonnewijzer: {nl: ...",
     "catalogue.yaml of the package"),
    (R, "every: fysiotherapeut", "every: fysiotherapeuten", None, "unknown_selection", "'fysiotherapeut'",
     "cannot range over"),
    (R, "every: fysiotherapeut", "every: praktijk", None, "unknown_selection", "'praktijk'", "Choose from"),
    (R, "every: fysiotherapeut", "every: locatie", "{levert: parkinson}", "out_of_scope", "één therapeut",
     "'levert' is about one therapeut"),
    (R, "some: erkend\n", "some: beroep\n", "[irf, verbijzondering]", "unbound", "groep 'A'", "some: verb"),
    (R, "      some: erkend\n      holds: bevoegd\n", "      some: erkend\n", "    holds:\n      some: erkend",
     "missing_field", "'holds'", "'holds'"),
    (R, "{some: therapeut, holds: {has: {biedt_verb", "{some: therapeut, where: {has: {biedt_verb", None,
     "missing_field", "'holds'", "'holds'"),
    (R, "sometime: {from: 2031-01-01}", "sometime: {}", None, "missing_value", "geen waarde", "no value"),
    (R, "sometime: {from: 2031-01-01}", "sometime: term", None, "expected_fields", "velden", "Fields"),
    (R, "throughout: term}", "throughout: {from: 2031-01-02, until: 2031-01-01}}", None, "period_backwards",
     "eindigt voordat", "ends before"),
    (R, "throughout: term}", "throughout: term, sometime: {until: 2031-01-01}}", None, "two_moments", "naast",
     "one of both"),
    (R, "[irf, verbijzondering]", "[verbijzondering, irf]", None, "unknown_key", "'irf'", "'irf'"),
    (R, "[irf, verbijzondering]", "[fysiotherapieregister, manueel]", None, "unbound",
     "de fysiotherapieregister", "outside an every"),
    (R, "at_least: 50%", "at_least: 50", None, "bad_number", "50%", "percentage"),
    (R, "at_least: 50%", "at_least: 101%", None, "bad_number", "'101%'", "percentage"),
    (R, "    at_least: 3\n", "    at_least: 12\n", None, "bad_number", "van 1 tot 11", "from 1 to 11"),
    (R, "above: 30", "above: norm.minimum", None, "unknown_norm", "geen norm", "'norm.maximum'"),
    (R, "of: {jaar: 2029}, above: 30", "above: 30", None, "missing_field", "of: {jaar", "of: {jaar"),
    (R, "        niet: {fact: behandelindex, of: {jaar: 2029}, below: norm.p70}\n", "",
     "options:\n        wel: {fact",
     "option_missing", "'niet'", "'niet'"),
    (R, "        niet: {fact", "        soms: {fact", None, "unknown_option", "'soms'", "wel, niet"),
    (R, "by_reading: grens", "by_reading: grenzen", None, "unknown_reading", "'grens'", "'grens'"),
    (R, 'after: "17:00"', 'after: "1700"', None, "bad_time", "'1700'", "17:00"),
    (R, 'lasting: "03:00"', 'lasting: "00:00"', None, "bad_time", "'00:00'", "minutes"),
    (R, "[zaterdag, zondag]", "[zaterdag, zon]", None, "unknown_key", "'zondag'", "is not a dag"),
    (R, "counted: per_length", "counted: hours", None, "unknown_choice", "per_block", "per_length"),
    (R, "blocks: openingstijden", "blocks: eigen_website", None, "not_hours", "eigen_website", "hours"),
    (R, "during: {until: 2031-12-31}", "during: {tot: 2031-12-31}", None, "unknown_field", "'tot'", "until"),
    # the whole
    (R, "judge: {nl: Past het aanbod?, en: Does it fit?}", "oordeel", "oordeel:", "cycle",
     "oordeel > oordeel",
     "refers to itself"),
    (A, "duties: [index]", "duties: [vrij]", R + "index:", "unused_condition", "'index'", "'duties'"),
    (A, "duties: [index]", "duties: [vrij]", R + "grens:", "unused_reading", "'grens'", "by_reading"),
    (A, "duties: [index]", "duties: [indeks]", None, "unknown_condition", "'index'", "'index'"),
    (A, "duties: [index]", "duties: [index, bevoegd]", R + "fact: werkzaam_bij", "out_of_scope",
     "een plicht", "a duty of agreement"),
    (A, "scope: vrij", "scope: [vrij]", None, "expected_word", "één waarde", "single value"),
    (A, "at_most: B", "at_most: C", None, "unknown_group", "A, B", "no group 'C'"),
    (A, "to: [A]", "to: A", None, "expected_list", "lijst", "between [ and ]"),
    (A, "effect: 2032-01-01", "effect: 2031-01-01", "- to:", "effect_before_by", "2031-08-31",
     "takes effect"),
    (A, "until: 2032-12-31", "until: 2030-12-31", None, "period_backwards", "datums", "both dates"),
    (A, "        requires: [basis]", "        requires: []", None, "empty_list", "leeg", "at least one"),
    (A, "      B:\n", "      2:\n", None, "bad_id", "'2'", "letter"),
    (A, "    title: {nl: Fysiotherapie, en: Physiotherapy}\n", "    titel: x\n", None, "unknown_field",
     "'title'", "'title'"),
    # what the reader of files refuses
    (A, "scope: vrij", "scope: !!str vrij", None, "yaml.tag", "aanduiding", "tag"),
    (A, "scope: vrij", "scope: *vrij", None, "yaml.alias", "*", "*"),
    (A, "scope: vrij", "scope: vrij\n    scope: vrij", None, "yaml.duplicate_key", "'scope'", "'scope'"),
]  # fmt: skip


def faults_of(files: dict[str, bytes]) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as raised:
        parse_policy(files)
    return raised.value.faults


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "code", "nl", "en"), CASES, ids=[f"{c[4]}-{n}" for n, c in enumerate(CASES)]
)
def test_a_wrong_package_is_told_where_and_what(
    file: str, old: str, new: str, at: str | None, code: str, nl: str, en: str
) -> None:
    code = code if "." in code else f"policy.{code}"
    faults = [fault for fault in faults_of(spoil(file, old, new)) if fault.code == code]
    assert faults
    there, text = (R, at.removeprefix(R)) if at and at.startswith(R) else (file, at or old)
    line = line_of(there, text) + (1 if code == "yaml.duplicate_key" or "two_comp" in code else 0)
    told = [fault for fault in faults if (fault.file, fault.line) == (there, line)]
    assert told, [fault.show("en") for fault in faults]
    assert any(nl in fault.show("nl") for fault in told), told[0].show("nl")
    assert any(en in fault.show("en") for fault in told), told[0].show("en")


def test_one_mistake_gives_one_fault() -> None:
    alone = [case for case in CASES if case[4] in ("unknown_fact", "bad_date", "unknown_value", "bad_time")]
    assert len(alone) >= 5
    for file, old, new, *_ in alone:
        assert len(faults_of(spoil(file, old, new))) == 1


def test_every_fault_says_what_to_do() -> None:
    for code, (message, advice) in WORDING.items():
        for text in (message.nl, message.en, advice.nl, advice.en):
            assert text.strip(), code
            assert text[-1] in '.?"}', code


def test_a_file_that_is_not_yaml_is_a_fault_beside_the_others() -> None:
    files = package() | {"los.yaml": b"a: [", "leeg.yaml": b""}
    assert {fault.file for fault in faults_of(files)} == {"los.yaml", "leeg.yaml"}


def test_a_list_is_no_rule_file() -> None:
    (fault,) = faults_of(package() | {"lijst.yaml": b"- a"})
    assert (fault.code, fault.file) == ("policy.expected_fields", "lijst.yaml")


def test_the_head_stands_in_one_file() -> None:
    (fault,) = faults_of(package() | {"nog_een.yaml": b"year: 2031"})
    assert (fault.code, fault.file) == ("policy.unknown_field", "nog_een.yaml")


def test_a_package_without_agreements_is_empty() -> None:
    files = package()
    del files[A]
    assert "policy.no_agreements" in {fault.code for fault in faults_of(files)}


def test_too_many_files_are_refused_unread() -> None:
    files = package() | {f"f{n}.yaml": b"[" for n in range(60)}
    assert [fault.code for fault in faults_of(files)] == ["policy.too_many_files"]


def chain(names: list[str], last: str, each: str) -> dict[str, bytes]:
    """The package with a chain of conditions, each written as `each` with the name of the next."""
    rows = [
        f"  {name}: {{says: {{nl: a, en: a}}, cite: {{section: a, lines: 20}}, {each.format(after)}}}\n"
        for name, after in zip(names, [*names[1:], last], strict=True)
    ]
    files = spoil(A, "duties: [index]", f"duties: [index, {names[0]}]")
    return files | {"keten.yaml": ("conditions:\n" + "".join(rows)).encode()}


def test_a_long_chain_of_references_is_refused() -> None:
    names = [f"c{n}" for n in range(2000)]
    faults = faults_of(chain(names, "vrij", "not: {0}"))
    assert {fault.code for fault in faults} == {"policy.too_deep"}
    assert len(parse_policy(chain(names[:40], "vrij", "not: {0}")).conditions) == 49


def test_a_long_circle_is_refused() -> None:
    names = [f"c{n}" for n in range(2000)]
    (fault,) = faults_of(chain(names, "c0", "not: {0}"))
    assert fault.code == "policy.cycle"
    assert len(fault.message.nl) < 200


def test_a_bomb_of_references_is_refused() -> None:
    names = [f"c{n}" for n in range(40)]
    faults = faults_of(chain(names, "vrij", "all: [{0}, {0}, {0}, {0}]"))
    assert {fault.code for fault in faults} == {"policy.too_large"}


def test_a_key_may_stand_for_the_option_at_hand_of_a_like_dimension() -> None:
    like = "{some: fysiotherapieregister, holds: {has: {registratie: fysiotherapieregister}}}"
    assert "helft" in parse_policy(spoil(R, "{fact: meet_patientervaringen}", like)).conditions
    wide = "{some: register, holds: {has: {valpreventie_registratie: register}}}"
    (fault,) = faults_of(spoil(R, "{fact: meet_patientervaringen}", wide))
    assert fault.code == "policy.bound_too_wide"
    assert "big_artikel_3" in fault.message.nl


def test_a_hundred_faults_are_enough() -> None:
    rows = "".join(f"  Naam{n}: {{}}\n" for n in range(1000))
    assert len(faults_of(package() | {"veel.yaml": f"conditions:\n{rows}".encode()})) == 100


@settings(max_examples=300)
@given(st.data())
def test_whatever_is_changed_only_faults_are_raised(data: st.DataObject) -> None:
    files = package()
    name = data.draw(st.sampled_from(sorted(files)))
    lines = files[name].decode().split("\n")
    chance = random.Random(data.draw(st.integers(0, 2**32)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = chance.randrange(len(lines))
        match data.draw(st.sampled_from(["drop", "copy", "swap", "word", "cut", "noise"])):
            case "drop":
                lines[at : at + chance.randint(1, 5)] = [""]
            case "copy":
                lines.insert(chance.randrange(len(lines)), lines[at])
            case "swap":
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case "word":
                words = " ".join(lines).split()
                old = chance.choice(lines[at].split() or [""])
                lines[at] = lines[at].replace(old, chance.choice(words)) if old else lines[at]
            case "cut":
                lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
            case _:
                lines[at] += data.draw(st.text(max_size=8))
    files[name] = "\n".join(lines).encode(errors="replace")
    try:
        policy = parse_policy(files)
    except Faults as faults:
        for fault in faults.faults:
            assert fault.show("nl")
            assert fault.show("en")
    else:
        assert policy.cited()


@given(st.dictionaries(st.sampled_from([R, P, A, "passages.yaml", "x.yaml"]), st.binary(max_size=60)))
def test_whatever_bytes_come_only_faults_are_raised(files: dict[str, bytes]) -> None:
    assert faults_of(package() | {"policy.yaml": b"?"} | files)
