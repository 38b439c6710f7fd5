"""The words of a rule are faithful (what differs in the tree differs in the words) and readable."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.facts.catalogue import Dimension, Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import ALWAYS, NOW, Moment
from inkoopwijzer.policy import phrases, sentences
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.package import policy_files, shipped
from inkoopwijzer.policy.policy import Policy, Reading, SourceDocument
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    Blocks,
    Bound,
    ByReading,
    Compare,
    Condition,
    During,
    FactCompares,
    FactIs,
    Judge,
    Key,
    Node,
    Norm,
    NormFact,
    Not,
    Over,
    Quantifier,
    Ref,
    Selection,
    Silent,
    When,
    children,
    walk,
)
from inkoopwijzer.policy.words import Line, agreement_words, condition_words, policy_words, words
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import LANGUAGES, Lang, Text

KNOWN = catalogue()
DAY = timedelta(days=1)
READING = Reading(
    "grens",
    Text("Telt de grens mee?", "Does the bound count?"),
    (),
    {"ja": Text("ja", "yes"), "nee": Text("nee", "no")},
    "ja",
    Text("Zo staat het er.", "It says so."),
)
SELECTIONS = (
    Selection("fysiotherapeut", "therapeut", "fysiotherapeut"),
    Selection("logopedist", "therapeut", "logopedist"),
    Selection("therapeut", "therapeut"),
    Selection("locatie", "locatie"),
    Selection("samenwerkingsverband", "samenwerkingsverband"),
    Selection("thema", dimension="thema", options=tuple(KNOWN.dimensions["thema"].options or ())),
    Selection("erkend", dimension="verbijzondering", options=("manueel", "kinder", "sport")),
    Selection(
        "veel", dimension="verbijzondering", options=("manueel", "kinder", "sport", "bekken", "oedeem")
    ),
)
FICTION = Policy(
    insurer="fictie",
    insurer_name="Fictie",
    year=2031,
    title=Text("Beleid", "Policy"),
    document=SourceDocument("Beleid", "1", date(2030, 4, 1), 100, ""),
    agreements={},
    conditions={
        name: Condition(name, Text(f"De praktijk doet {name}.", f"The practice does {name}."), (), All(()))
        for name in ("een", "twee")
    },
    readings={"grens": READING},
    norms={},
    reservations=(),
    externals=(),
)


@cache
def policies() -> tuple[Policy, ...]:
    return tuple(parse_policy(policy_files(directory), stamped=False) for _, _, directory in shipped())


def told(lines: tuple[Line, ...], lang: Lang) -> str:
    return "\n".join("  " * line.depth + line.text.to(lang) for line in lines)


def said(node: Node, lang: Lang, policy: Policy = FICTION) -> str:
    return told(words(node, policy), lang)


# --- small changes -------------------------------------------------------------------------------------


def changed_period(period: Period) -> Iterator[Period]:
    if period.start:
        yield replace(period, start=period.start - DAY)
    if period.end:
        yield replace(period, end=period.end + DAY)
    if period.start and period.end:
        yield replace(period, start=None)
        yield replace(period, end=None)
        yield Period(period.start.replace(day=1, year=period.start.year - 1), period.end)


def changed_moment(moment: Moment) -> Iterator[Moment]:
    for mode in ("now", "sometime", "throughout"):
        period = ALWAYS if mode == "now" else Period(date(2026, 1, 1), date(2026, 12, 31))
        yield Moment(mode, period)
    yield Moment("throughout", ALWAYS)
    if moment != NOW:
        yield from (replace(moment, period=period) for period in changed_period(moment.period))


def changed_key(fact: Fact, key: Key) -> Iterator[Key]:
    for place, (dimension, part) in enumerate(zip(fact.per, key, strict=True)):
        others: list[str | Bound] = [Bound(dimension.id), *(dimension.options or {})]
        if isinstance(part, str) and part.isdigit():
            others = [str(int(part) + 1)]
        yield from ((*key[:place], other, *key[place + 1 :]) for other in others)


def changed_facts(name: str, choice: bool) -> Iterator[Fact]:
    old = KNOWN.facts[name]
    for fact in KNOWN.facts.values():
        same = fact.per == old.per and fact.type is old.type and fact.about == old.about
        if same and not choice:
            yield fact


def changed_norm(norm: Norm) -> Iterator[Norm]:
    if isinstance(norm.value, Decimal):
        yield from (replace(norm, value=norm.value + step) for step in (1, -1, Decimal("0.01")))
    else:
        fact = KNOWN.facts[norm.value.fact]
        for key in changed_key(fact, norm.value.key):
            plain = tuple(part for part in key if isinstance(part, str))
            if len(plain) == len(key):
                yield replace(norm, value=NormFact(fact.id, plain))


def changed_values(values: tuple[str, ...], fact: Fact) -> Iterator[tuple[str, ...]]:
    for place in range(len(values)):
        yield (*values[:place], *values[place + 1 :])
    yield from ((*values, option) for option in list(fact.options)[:5] if option not in values)


def changed_selection(over: Selection) -> Iterator[Selection]:
    if over.dimension:
        yield from (replace(over, options=tuple(o for o in over.options if o != out)) for out in over.options)
        every = tuple(KNOWN.dimensions[over.dimension].options or ())
        yield from (replace(over, options=(*over.options, o)) for o in every if o not in over.options)
    elif over.kind == "therapeut":
        yield from SELECTIONS[:3]


def changed_here(node: Node) -> Iterator[Node]:
    """Each node that differs from `node` at its top in one small thing."""
    match node:
        case FactIs(fact=name, key=key, values=values, moment=moment):
            fact = KNOWN.facts[name]
            yield from (replace(node, moment=m) for m in changed_moment(moment))
            yield from (replace(node, key=k) for k in changed_key(fact, key))
            yield from (replace(node, fact=f.id) for f in changed_facts(name, values is not None))
            if values is not None:
                yield from (replace(node, values=v) for v in changed_values(values, fact))
        case FactCompares(fact=name, key=key, norm=norm):
            yield from (replace(node, compare=compare) for compare in Compare)
            yield from (replace(node, norm=n) for n in changed_norm(norm))
            yield from (replace(node, key=k) for k in changed_key(KNOWN.facts[name], key))
            yield from (replace(node, fact=f.id) for f in changed_facts(name, choice=False))
        case Blocks():
            later = time(node.after.hour, (node.after.minute + 1) % 60)
            yield replace(node, after=later)
            yield replace(node, free_days=node.free_days[1:] if node.free_days else ("zondag",))
            yield replace(node, lasting=node.lasting + 1)
            yield replace(node, at_least=node.at_least + 1)
            yield replace(node, per_length=not node.per_length)
            yield replace(node, together=not node.together)
        case During(period):
            yield from (During(p) for p in changed_period(period))
        case Judge(text):
            yield Silent(text)
            yield Judge(Text(text.nl + " Of niet?", text.en + " Or not?"))
        case Silent(text):
            yield Judge(text)
        case All(items):
            yield AnyOf(items)
            yield from (AtLeast(count, items) for count in range(1, len(items)))
        case AnyOf(items):
            yield All(items)
            yield from (AtLeast(count, items) for count in range(2, len(items) + 1))
        case AtLeast(count, items):
            yield from (All(items), AnyOf(items), AtLeast(count + 1, items))
        case Not(item):
            yield item
        case When(guard, then):
            yield from (When(then, guard), When(Not(guard), then), All((guard, then)), then)
        case Over():
            quantifiers = (q for q in Quantifier if q is not node.quantifier)
            yield from (replace(node, quantifier=q, at_least=Decimal(1)) for q in quantifiers)
            if node.quantifier in (Quantifier.share, Quantifier.count):
                yield replace(node, at_least=node.at_least + 1)
                yield replace(node, at_least=node.at_least * 2)
            yield from (replace(node, over=over) for over in changed_selection(node.over))
            if node.where is None:
                yield replace(node, where=node.holds)
            else:
                yield replace(node, where=None)
                yield replace(node, where=Not(node.where))
                yield replace(node, where=node.holds, holds=node.where)
                yield replace(node, where=None, holds=When(node.where, node.holds))
        case ByReading(reading, options):
            names = list(options)
            turned = {name: options[other] for name, other in zip(names, names[::-1], strict=True)}
            yield ByReading(reading, turned)
        case Ref(name):
            yield Ref("een" if name != "een" else "twee")
    if isinstance(node, (All, AnyOf)):
        items = node.items
        yield from (replace(node, items=(*items[:i], *items[i + 1 :])) for i in range(len(items)))
        if len(items) > 2:
            rest: Node = AnyOf(items[1:]) if isinstance(node, All) else All(items[1:])
            yield replace(node, items=(items[0], rest))
    yield Not(node)


def rebuilt(node: Node, place: int, child: Node) -> Node:
    """`node` with another child at `place`, in the order of `children`."""
    match node:
        case All(items) | AnyOf(items) | AtLeast(_, items):
            return replace(node, items=(*items[:place], child, *items[place + 1 :]))
        case Not():
            return Not(child)
        case When(guard, then):
            return When(child, then) if place == 0 else When(guard, child)
        case Over(where=where):
            return (
                replace(node, where=child) if where is not None and place == 0 else replace(node, holds=child)
            )
        case ByReading(reading, options):
            name = list(options)[place]
            return ByReading(reading, {**options, name: child})
        case _:
            raise AssertionError(node)


def changed(node: Node) -> Iterator[Node]:
    """Each node that differs from `node` in one small thing, at any depth."""
    yield from changed_here(node)
    for place, child in enumerate(children(node)):
        yield from (rebuilt(node, place, other) for other in changed(child))


def same_words(nodes: list[Node], policy: Policy) -> list[tuple[Node, Node]]:
    """Pairs of different nodes of which the words are the same in some language."""
    found = []
    for lang in LANGUAGES:
        seen: dict[str, Node] = {}
        for node in nodes:
            other = seen.setdefault(said(node, lang, policy), node)
            if other != node:
                found.append((other, node))
    return found


# --- random rules --------------------------------------------------------------------------------------

ASKED = [fact for fact in KNOWN.facts.values() if fact.type is not FactType.hours]
PERIODS = st.sampled_from(
    [
        Period(date(2026, 1, 1), date(2026, 12, 31)),
        Period(date(2027, 1, 1), date(2028, 12, 31)),
        Period(date(2026, 3, 1), date(2026, 3, 1)),
        Period(date(2026, 3, 1)),
        Period(None, date(2026, 3, 1)),
    ]
)
MOMENTS = st.one_of(
    st.just(NOW),
    PERIODS.map(lambda period: Moment("sometime", period)),
    PERIODS.map(lambda period: Moment("throughout", period)),
    st.just(Moment("throughout", ALWAYS)),
)


def keys(dimension: Dimension) -> st.SearchStrategy[str | Bound]:
    found: list[str | Bound] = [*(dimension.options or ("2025", "2026", "70"))]
    return st.sampled_from([*found, Bound(dimension.id)] if dimension.options else found)


@st.composite
def facts(draw: st.DrawFn) -> Node:
    fact = draw(st.sampled_from(ASKED))
    key: Key = tuple(draw(keys(dimension)) for dimension in fact.per)
    moment = draw(MOMENTS)
    if fact.type is FactType.yes_no:
        return FactIs(fact.id, key, None, moment)
    if fact.type is FactType.choice:
        options = st.lists(st.sampled_from(list(fact.options)[:9]), min_size=1, max_size=4, unique=True)
        return FactIs(fact.id, key, tuple(draw(options)), moment)
    return FactCompares(fact.id, key, draw(st.sampled_from(Compare)), draw(NORMS))


NORMS = st.one_of(
    st.integers(0, 200).map(lambda n: Norm(str(n), Decimal(n))),
    st.decimals(0, 200, places=2).map(lambda n: Norm("grens", n)),
    st.just(Norm("p70", NormFact("behandelindex_percentiel", ("2025", "70")))),
)
BLOCKS = st.builds(
    Blocks,
    fact=st.just("openingstijden"),
    after=st.sampled_from([time(17), time(18, 30), time(0)]),
    free_days=st.sampled_from([(), ("zondag",), ("zaterdag", "zondag")]),
    lasting=st.integers(1, 300),
    at_least=st.integers(1, 5),
    per_length=st.booleans(),
    together=st.booleans(),
)
NODES: st.SearchStrategy[Node] = st.recursive(
    st.one_of(
        facts(),
        BLOCKS,
        PERIODS.map(During),
        st.just(Judge(Text("Is het nodig?", "Is it needed?"))),
        st.just(Silent(Text("Welk jaar telt?", "Which year counts?"))),
        st.sampled_from([Ref("een"), Ref("twee")]),
    ),
    lambda nodes: st.one_of(
        st.lists(nodes, min_size=2, max_size=4).map(lambda items: All(tuple(items))),
        st.lists(nodes, min_size=2, max_size=4).map(lambda items: AnyOf(tuple(items))),
        st.lists(nodes, min_size=2, max_size=4).map(lambda items: AtLeast(2, tuple(items))),
        nodes.map(Not),
        st.builds(When, nodes, nodes),
        st.builds(
            Over,
            st.sampled_from(Quantifier),
            st.sampled_from(SELECTIONS),
            st.none() | nodes,
            nodes,
            st.sampled_from([Decimal(1), Decimal("0.5"), Decimal(3)]),
        ),
        st.builds(lambda a, b: ByReading("grens", {"ja": a, "nee": b}), nodes, nodes),
    ),
    max_leaves=7,
)


def meant(node: Node) -> Node:
    """The node without what says nothing: the number of a quantifier that takes none."""
    for place, child in enumerate(children(node)):
        node = rebuilt(node, place, meant(child))
    if isinstance(node, Over) and node.quantifier in (Quantifier.every, Quantifier.some):
        return replace(node, at_least=Decimal(0))
    if isinstance(node, Over) and node.quantifier is Quantifier.count:
        return replace(node, at_least=Decimal(int(node.at_least)))
    return node


# --- faithful ------------------------------------------------------------------------------------------


def unfaithful_shipped() -> list[tuple[Node, Node]]:
    found = []
    for policy in policies():
        for condition in policy.conditions.values():
            found += same_words([condition.node, *changed(condition.node)], policy)
    return [(a, b) for a, b in found if meant(a) != meant(b)]


def test_no_small_change_to_a_shipped_condition_leaves_the_words_the_same() -> None:
    assert sum(1 for p in policies() for c in p.conditions.values() for _ in changed(c.node)) > 1000
    assert unfaithful_shipped() == []


def test_no_two_parts_of_the_shipped_rules_share_their_words() -> None:
    for policy in policies():
        nodes = [node for condition in policy.conditions.values() for node in walk(condition.node)]
        assert same_words(nodes, policy) == []


@settings(max_examples=60, deadline=None)
@given(NODES)
def test_no_small_change_to_any_rule_leaves_the_words_the_same(node: Node) -> None:
    assert [(a, b) for a, b in same_words([node, *changed(node)], FICTION) if meant(a) != meant(b)] == []


@settings(max_examples=200, deadline=None)
@given(st.lists(NODES, min_size=2, max_size=8))
def test_different_rules_have_different_words(nodes: list[Node]) -> None:
    assert [(a, b) for a, b in same_words(nodes, FICTION) if meant(a) != meant(b)] == []


@pytest.mark.parametrize(
    ("table", "same"),
    [
        (phrases.COMPARED, Text("is ongeveer", "is about")),
        (phrases.MOMENTS, Text("{said}", "{said}")),
        (phrases.COUNTED, Text("een dagdeel", "a block")),
        (phrases.ACROSS, Text("de locaties", "the locations")),
        (sentences.QUANTIFIED, Text("voor {one}{where}", "for {one}{where}")),
    ],
    ids=["comparators", "moments", "length of blocks", "locations", "quantifiers"],
)
def test_dropping_a_word_that_decides_is_caught(
    table: dict[object, Text], same: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in table:
        monkeypatch.setitem(table, key, same)
    assert unfaithful_shipped()


def test_dropping_the_comparator_of_one_language_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    for compare, text in phrases.COMPARED.items():
        monkeypatch.setitem(phrases.COMPARED, compare, Text(text.nl, "is"))
    assert unfaithful_shipped()


# --- readable ------------------------------------------------------------------------------------------

NAMED = re.compile(r" ?\((?:voorwaarde|condition|lezing|reading|norm) [a-z0-9_]+\)| \[[A-Za-z0-9_]+\]")
"""Where a name of the policy stands on purpose: in brackets."""


def leftovers(text: str) -> list[str]:
    return re.findall(r"[{}]|\bNone\b|\b[a-z0-9]+_[a-z0-9_]+\b|  |\s[.,;:]|\(\)", NAMED.sub("", text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_shipped_condition_reads_without_leftovers(lang: Lang) -> None:
    for policy in policies():
        for condition in policy.conditions.values():
            for line in condition_words(condition, policy):
                assert leftovers(line.text.to(lang)) == [], condition.id


@settings(max_examples=150, deadline=None)
@given(NODES)
def test_any_rule_reads_without_leftovers_and_its_lines_step_in_one_at_a_time(node: Node) -> None:
    lines = words(node, FICTION)
    assert lines[0].depth == 0
    for above, line in pairwise(lines):
        assert 1 <= line.depth <= above.depth + 1
    for lang in LANGUAGES:
        assert [found for line in lines for found in leftovers(line.text.to(lang))] == []


def test_a_heading_and_only_a_heading_ends_in_a_colon() -> None:
    for policy in policies():
        for condition in policy.conditions.values():
            lines = words(condition.node, policy)
            for line, below in zip(lines, (*lines[1:], None), strict=True):
                if line.text.nl.endswith(":"):
                    assert below is not None
                    assert below.depth == line.depth + 1


def test_the_words_never_use_what_the_author_wrote_beside_the_rule() -> None:
    for policy in policies():
        for condition in policy.conditions.values():
            other = replace(condition, says=Text("XYZZY", "XYZZY"))
            rest = replace(policy, conditions={**policy.conditions, condition.id: other})
            assert words(other.node, rest) == words(condition.node, policy)


def test_every_kind_of_node_has_words() -> None:
    kinds = {type(node) for p in policies() for c in p.conditions.values() for node in walk(c.node)}
    rest = {AtLeast: AtLeast(1, (Ref("een"), Ref("twee")))}
    assert kinds | set(rest) == set(get_args(Node))
    assert said(rest[AtLeast], "nl").startswith("minstens 1 van deze 2 punten gelden:\n")


@pytest.mark.parametrize(
    ("selection", "one", "more"),
    [
        ("registerpodoloog", "registered podologist", "registerpodologen"),
        ("ergotherapeut", "occupational therapist", "ergotherapeuten"),
        ("dietist", "dietitian", "diëtisten"),
    ],
)
def test_a_profession_is_called_by_its_name(selection: str, one: str, more: str) -> None:
    called = phrases.noun(Selection(selection, "therapeut", selection))
    assert (called.one.en, called.more.nl, called.person) == (one, more, True)


def test_the_article_of_every_dimension_is_known() -> None:
    takes_de = {"dag", "verzekeraar", "verbijzondering", "behandeling", "database"}
    takes_de |= {"specialisatie", "erkenning", "kwalificatie", "interventie"}
    first = {dimension.label.nl.split()[0] for dimension in KNOWN.dimensions.values()}
    assert first == takes_de | phrases.HET_WORDS


REGISTERED = FactIs("registratie", ("irf",), None)
OFFERS = FactIs("biedt_verbijzondering", (Bound("verbijzondering"),), None)
DELIVERS = FactIs("levert", ("valpreventie",), None)
THERAPISTS, THEMES, SOME = SELECTIONS[0], SELECTIONS[5], SELECTIONS[6]
ENTERED = "de therapeut staat ingeschreven in het Individueel Register Fysiotherapie (IRF)"
OWN, CLAIMS = FactIs("eigen_website", (), None), FactIs("vecozo_certificaat", (), None)
IN_2026 = Moment("sometime", Period(date(2026, 1, 1), date(2026, 12, 31)))


@pytest.mark.parametrize(
    ("node", "sentence"),
    [
        (
            Over(Quantifier.every, THERAPISTS, None, REGISTERED),
            f"voor elke fysiotherapeut in de praktijk (er moet er minstens één zijn) geldt: {ENTERED}",
        ),
        (
            Over(Quantifier.every, THERAPISTS, DELIVERS, REGISTERED),
            "voor elke fysiotherapeut in de praktijk voor wie dit zo is (is er geen, dan vervalt de eis): "
            f"de therapeut levert valpreventieve beweeginterventie\n  dan geldt: {ENTERED}",
        ),
        (
            Over(Quantifier.share, THERAPISTS, None, REGISTERED, Decimal("0.5")),
            "voor minstens 50 procent van de fysiotherapeuten in de praktijk (en voor minstens één) geldt:\n"
            f"  {ENTERED}",
        ),
        (
            Over(Quantifier.count, SOME, None, OFFERS, Decimal(3)),
            "voor minstens 3 verschillende verbijzonderingen uit de lijst hieronder geldt:\n"
            "  de lijst: manuele fysiotherapie, kinderfysiotherapie of sportfysiotherapie\n"
            "  de therapeut biedt die verbijzondering",
        ),
        (
            Over(Quantifier.some, THEMES, None, FactIs("werkt_aan_thema", (Bound("thema"),), None)),
            "voor minstens één thema geldt: het verband werkt aan dat thema",
        ),
        (
            Over(Quantifier.some, THERAPISTS, None, All(())),
            "er is minstens één fysiotherapeut in de praktijk",
        ),
        (
            Not(Over(Quantifier.some, THERAPISTS, None, All(()))),
            "dit is niet zo: er is minstens één fysiotherapeut in de praktijk",
        ),
        (
            All((OWN, CLAIMS)),
            "de praktijk heeft een eigen website, en de praktijk heeft een VECOZO-certificaat",
        ),
        (
            Not(AnyOf((OWN, CLAIMS))),
            "geen van deze punten geldt:\n  de praktijk heeft een eigen website\n"
            "  de praktijk heeft een VECOZO-certificaat",
        ),
        (
            When(Not(OWN), CLAIMS),
            "alleen als dit niet zo is: de praktijk heeft een eigen website\n"
            "  dan geldt: de praktijk heeft een VECOZO-certificaat",
        ),
        (
            Not(replace(CLAIMS, moment=IN_2026)),
            "op geen enkel moment in 2026: de praktijk heeft een VECOZO-certificaat",
        ),
        (
            replace(CLAIMS, moment=Moment("throughout", ALWAYS)),
            "de praktijk heeft een VECOZO-certificaat, de hele looptijd van de overeenkomst",
        ),
        (
            FactCompares("behandelindex", ("2025",), Compare.above, Norm("grens", Decimal("1.50"))),
            "de landelijke behandelindex over 2025 is hoger dan 1,5 (norm grens)",
        ),
        (
            ByReading("grens", {"ja": OWN, "nee": CLAIMS}),
            "de tekst is op meer manieren te lezen (lezing grens): Telt de grens mee?\n"
            "  bij het antwoord ‘ja’ (standaard) geldt: de praktijk heeft een eigen website\n"
            "  bij het antwoord ‘nee’ geldt: de praktijk heeft een VECOZO-certificaat",
        ),
        (Ref("een"), "‘De praktijk doet een’ (voorwaarde een)"),
        (All(()), "dit geldt altijd"),
    ],
)
def test_a_rule_is_said_in_plain_dutch(node: Node, sentence: str) -> None:
    assert said(node, "nl") == sentence


# --- the whole policy ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_policy_names_every_part_and_every_citation(lang: Lang) -> None:
    for policy in policies():
        text = told(policy_words(policy), lang)
        for condition in policy.conditions.values():
            assert f"{condition.says.to(lang)} [{condition.id}]" in text
        for name in (*policy.readings, *(remark.id for remark in policy.reservations + policy.externals)):
            assert f"[{name}]" in text
        for reading in policy.readings.values():
            assert reading.because.to(lang) in text
            assert all(label.to(lang) in text for label in reading.options.values())
        for _, cite in policy.cited():
            assert re.search(rf"{re.escape(cite.section)}, \w+ {cite.first}\b", text)


def test_an_agreement_tells_term_groups_caps_duties_and_dates() -> None:
    salland, zorg_en_zekerheid = policies()
    text = told(agreement_words(salland.agreements["fysiotherapie"], salland), "nl")
    assert "Looptijd: van 1 januari 2027 tot en met 31 december 2028." in text
    assert text.index("Overeenkomst A [A] vraagt") < text.index("Overeenkomst B [B] vraagt")
    assert "(voorwaarde behandelindex_gesprek)" in text
    assert "Uiterlijk 31 augustus 2027; het gaat in op 1 januari 2028." in text
    text = told(agreement_words(zorg_en_zekerheid.agreements["fysiotherapie"], zorg_en_zekerheid), "nl")
    assert "(voorwaarde te_klein_voor_index), krijgt hoogstens Tariefgroep C [C]." in text


def test_a_condition_tells_its_force_its_proof_and_its_source() -> None:
    policy = policies()[1]
    text = told(condition_words(policy.conditions["vijf_werkdagen"], policy), "nl")
    assert "een inspanning" in text
    assert "Wat het aantoont: eigen opgave van de praktijk." in text
    assert "Bron: Zorginkoopbeleid Paramedische zorg 2027, 5.1 Basisvoorwaarden, regel 151." in text
