"""A document changes: exactly what changed is reported as changed, and the rest is found again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.policy.sources import Checked, Standing, check_citations, match
from inkoopwijzer.values.citation import Citation, Document, Span

Cited = list[tuple[str, Citation]]
Check = Callable[[Cited, Document], list[Checked]]
FOUND, MOVED, CHANGED, MISSING = Standing.found, Standing.moved, Standing.changed, Standing.missing
LOST = {CHANGED, MISSING}


def document(*lines: str) -> Document:
    return Document("d", lines)


def cite_lines(source: Document) -> Cited:
    return [(f"regel_{n}", source.cite("Kop", n, n)) for n in source.content]


def standings(checks: Iterable[Checked]) -> list[Standing]:
    return [check.standing for check in checks]


def one(citation: Citation, now: Document) -> Checked:
    (check,) = check_citations([("regel", citation)], now)
    return check


# --- documents that change at random -----------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """A paragraph of an invented document; `key` follows it through every change."""

    key: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A document before and after, with what happened to each paragraph."""

    before: list[Block]
    after: list[Block]
    edited: set[int]


TEXT = "de het een praktijk kat hond levert zorg binnen vijf dagen met index register"
WORDS = st.sampled_from(TEXT.split())


def lay_out(blocks: list[Block]) -> tuple[Document, dict[int, Span]]:
    """The paragraphs with a blank line after each, and where each stands."""
    lines: list[str] = []
    spans: dict[int, Span] = {}
    for block in blocks:
        spans[block.key] = (len(lines) + 1, len(lines) + len(block.lines))
        lines += [*block.lines, ""]
    return Document("d", tuple(lines)), spans


@st.composite
def changes(draw: st.DrawFn, moves: bool = True) -> Change:
    """Inserted, moved and edited paragraphs in a document of unique paragraphs."""
    serial = count()

    def block() -> Block:
        key = next(serial)
        sizes = draw(st.integers(1, 3))
        said = (" ".join(draw(st.lists(WORDS, min_size=1, max_size=6))) for _ in range(sizes))
        return Block(key, tuple(f"- {line} {key}.{n}" for n, line in enumerate(said)))

    before = [block() for _ in range(draw(st.integers(1, 12)))]
    after, edited = list(before), set()
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(after) - 1))
        action = draw(st.sampled_from(["insert", "edit", "move"] if moves else ["insert", "edit"]))
        if action == "insert":
            after.insert(at, block())
        elif action == "move":
            after.insert(draw(st.integers(0, len(after) - 1)), after.pop(at))
        else:
            old = after[at]
            line = draw(st.integers(0, len(old.lines) - 1))
            new = f"{old.lines[line]} niet"
            after[at] = Block(old.key, (*old.lines[:line], new, *old.lines[line + 1 :]))
            edited.add(old.key)
    return Change(before, after, edited & {b.key for b in before})


def hold_to_the_truth(check: Check, change: Change) -> None:
    """The guard: `check` says of each paragraph exactly what happened to it."""
    old, spans = lay_out(change.before)
    new, now = lay_out(change.after)
    cited = [(str(key), old.cite("Kop", *span)) for key, span in spans.items()]
    for checked in check(cited, new):
        key = int(checked.rule)
        if key in change.edited:
            assert checked.standing in LOST
        else:
            assert checked.standing is (FOUND if now[key] == spans[key] else MOVED)
            assert checked.now == now[key]
            assert new.hash_of(*now[key]) == checked.citation.hash


@settings(max_examples=400)
@given(changes())
def test_each_citation_tells_what_happened_to_its_passage(change: Change) -> None:
    hold_to_the_truth(check_citations, change)


@settings(max_examples=200)
@given(changes(moves=False))
def test_an_edited_passage_is_shown_where_it_stands_now(change: Change) -> None:
    old, spans = lay_out(change.before)
    new, now = lay_out(change.after)
    cited = [(str(key), old.cite("Kop", *span)) for key, span in spans.items()]
    for checked in check_citations(cited, new):
        key = int(checked.rule)
        around = between(change.before, key)
        witnesses = set(around) - change.edited - {-1}
        told = around == between(change.after, key) and witnesses == set(around) - {-1} != set()
        if checked.standing in LOST and told:
            assert (checked.standing, checked.now) == (CHANGED, now[key])


def between(blocks: list[Block], key: int) -> tuple[int, int]:
    """The paragraphs before and after one; -1 at the edge, which is no witness."""
    keys = [-1, *(block.key for block in blocks), -1]
    at = keys.index(key)
    return keys[at - 1], keys[at + 1]


def by_line_number_only(cited: Cited, now: Document) -> list[Checked]:
    """A planted fault: the lines exist, so the citation must hold."""
    return [
        Checked(rule, c, FOUND if now.holds(c.first, c.last) else MISSING, (c.first, c.last))
        for rule, c in cited
    ]


def by_hash_only(cited: Cited, now: Document) -> list[Checked]:
    """A planted fault: the text stands somewhere, so it must be this one."""
    places = now.places({c.hash for _, c in cited}, 5)
    return [
        Checked(rule, c, MOVED if c.hash in places else CHANGED, places.get(c.hash, [None])[0])
        for rule, c in cited
    ]


def without_moves(cited: Cited, now: Document) -> list[Checked]:
    """A planted fault: what is not in its place has changed."""
    held = [(rule, c, now.hash_of(c.first, c.last) == c.hash) for rule, c in cited]
    return [Checked(rule, c, FOUND if ok else CHANGED, (c.first, c.last)) for rule, c, ok in held]


A, B, C = Block(0, ("- De praktijk levert",)), Block(1, ("De index",)), Block(2, ("Het register",))
EDITED = Change([A, B], [Block(0, ("- De praktijk levert niet",)), B], {0})
SHIFTED = Change([A, B], [C, A, B], set())
SAME = Change([A, B], [A, B], set())


@pytest.mark.parametrize("change", [EDITED, SHIFTED, SAME])
def test_the_guard_passes_the_real_check(change: Change) -> None:
    hold_to_the_truth(check_citations, change)


@pytest.mark.parametrize(
    ("fault", "change"),
    [
        (by_line_number_only, EDITED),
        (by_line_number_only, SHIFTED),
        (by_hash_only, SAME),
        (without_moves, SHIFTED),
    ],
)
def test_the_guard_catches_a_check_that_looks_at_half(fault: Check, change: Change) -> None:
    with pytest.raises(AssertionError):
        hold_to_the_truth(fault, change)


@settings(max_examples=300)
@given(st.data())
def test_repeated_passages_keep_to_their_neighbours(data: st.DataObject) -> None:
    """Table headings recur between unique lines; lines are inserted anywhere."""
    number = data.draw(st.integers(2, 6))
    cells = data.draw(st.lists(st.sampled_from(["C\tB\tA", "Ja", "Nee"]), min_size=number, max_size=number))
    before = [Block(2 * n, (f"Tabel {n}",)) for n in range(number + 1)]
    for n, cell in enumerate(cells):
        before.insert(2 * n + 1, Block(2 * n + 1, (cell,)))
    after = list(before)
    for n in range(data.draw(st.integers(0, 6))):
        after.insert(data.draw(st.integers(0, len(after))), Block(100 + n, (f"Nieuw {n}",)))
    edited = data.draw(st.sets(st.integers(0, number - 1), max_size=1))
    after = [Block(b.key, ("Misschien",)) if b.key in {2 * n + 1 for n in edited} else b for b in after]
    hold_to_the_truth(check_citations, Change(before, after, {2 * n + 1 for n in edited}))


@given(changes())
def test_nothing_changed_means_everything_is_found(change: Change) -> None:
    old, _ = lay_out(change.before + change.before)
    assert set(standings(check_citations(cite_lines(old), old))) == {FOUND}


# --- one thing at a time -----------------------------------------------------------------------------------


def test_the_answers_come_in_the_order_of_the_question() -> None:
    old = document("a", "b", "c")
    cited = [("z", old.cite("K", 3, 3)), ("a", old.cite("K", 1, 1)), ("z", old.cite("L", 3, 3))]
    checks = check_citations(iter(cited), document("a", "x", "b", "c"))
    assert [(c.rule, c.citation) for c in checks] == cited
    assert standings(checks) == [MOVED, FOUND, MOVED]
    assert check_citations([], old) == []


def test_a_blank_line_inside_a_span_is_no_change() -> None:
    citation = document("kop", "a", "b", "eind").cite("kop", 2, 3)
    check = one(citation, document("kop", "a", "", " b ", "eind"))
    assert (check.standing, check.now) == (MOVED, (2, 4))


def test_other_spacing_and_markup_in_place_is_found() -> None:
    citation = document("kop", "- a  'b'", "", "c").cite("kop", 2, 4)
    check = one(citation, document("kop", "1. **a** \u201cb\u201d", "c"))
    assert (check.standing, check.now) == (MOVED, (2, 3))
    check = one(citation, document("kop", "\u2022 a\t\u2018b\u2019", "c", "", "d"))
    assert (check.standing, check.now) == (FOUND, (2, 4))


def test_a_line_that_is_wrapped_now_is_moved_and_not_changed() -> None:
    old = document("kop", "De praktijk levert zorg binnen vijf dagen.", "eind")
    checks = check_citations(
        cite_lines(old), document("kop", "De praktijk levert", "zorg binnen vijf dagen.", "eind")
    )
    assert [(c.standing, c.now) for c in checks] == [(FOUND, (1, 1)), (MOVED, (2, 3)), (MOVED, (4, 4))]


def test_a_repeated_passage_in_its_place_is_found() -> None:
    old = document("Ja", "a", "Ja", "b", "Ja")
    check = one(old.cite("K", 3, 3), document("Ja", "a", "Ja", "x", "Ja"))
    assert (check.standing, check.now) == (FOUND, (3, 3))


def test_a_repeated_passage_that_moved_names_its_doubles() -> None:
    old = document("a", "Ja", "b", "Ja", "c")
    checks = check_citations(cite_lines(old), document("x", "a", "Ja", "b", "Ja", "c"))
    assert standings(checks) == [MOVED] * 5
    assert [(c.now, c.also) for c in checks if c.rule in ("regel_2", "regel_4")] == [
        ((3, 3), ((5, 5),)),
        ((5, 5), ((3, 3),)),
    ]


def test_a_double_that_slid_into_its_place_is_not_taken_for_it() -> None:
    old = document("a", "Ja", "b", "Ja", "c")
    now = document("x", "y", "a", "Ja", "b", "Ja", "c")
    assert [(c.standing, c.now) for c in check_citations(cite_lines(old), now)] == [
        (MOVED, (n, n)) for n in range(3, 8)
    ]


def test_of_two_equal_passages_the_edited_one_is_changed() -> None:
    old = document("a", "Ja", "b", "Ja", "c")
    for at in (1, 3):
        lines = list(old.lines)
        lines[at] = "Nee"
        checks = check_citations(cite_lines(old), document(*lines))
        assert standings(checks) == [CHANGED if n == at else FOUND for n in range(5)]
        assert checks[at].now == (at + 1, at + 1)


def test_equal_lines_side_by_side_keep_their_order() -> None:
    old = document("a", "Ja", "Ja", "b")
    checks = check_citations(cite_lines(old), document("a", "x", "Ja", "Ja", "b"))
    assert [(c.standing, c.now) for c in checks[1:3]] == [(MOVED, (3, 3)), (MOVED, (4, 4))]


def test_equal_passages_that_moved_with_their_sections_changed_order() -> None:
    old = document("a", "Ja", "b", "c", "Ja", "d")
    checks = check_citations(cite_lines(old), document("c", "Ja", "d", "a", "Ja", "b"))
    assert [c.now for c in checks] == [(4, 4), (5, 5), (6, 6), (1, 1), (2, 2), (3, 3)]


def test_two_spans_of_one_passage_share_its_place() -> None:
    old = document("a", "", "b", "", "c")
    cited = [("ruim", old.cite("K", 2, 4)), ("krap", old.cite("K", 3, 3))]
    assert standings(check_citations(cited, old)) == [FOUND, FOUND]
    moved = check_citations(cited, document("x", "a", "", "b", "", "c"))
    assert [(c.standing, c.now) for c in moved] == [(MOVED, (4, 4)), (MOVED, (4, 4))]
    moved = check_citations(cited, document("a", "", "", "b", "c"))
    # Lines 2-4 still hold the same passage: the blank lines around it do not matter.
    assert [(c.standing, c.now) for c in moved] == [(FOUND, (2, 4)), (MOVED, (4, 4))]
    moved = check_citations(cited, document("x", "y", "z", "a", "", "b"))
    assert [(c.standing, c.now) for c in moved] == [(MOVED, (6, 6)), (MOVED, (6, 6))]


def test_a_removed_passage_is_missing_and_an_edited_one_changed() -> None:
    old = document("a", "De index", "b")
    assert standings(check_citations(cite_lines(old), document("a", "b"))) == [FOUND, MISSING, MOVED]
    checks = check_citations(cite_lines(old), document("x", "a", "De nieuwe index", "b"))
    assert [(c.standing, c.now) for c in checks] == [(MOVED, (2, 2)), (CHANGED, (3, 3)), (MOVED, (4, 4))]


def test_a_section_with_an_edited_line_has_changed_and_its_other_lines_have_not() -> None:
    old = document("Kop", "a", "b", "c", "Volgende")
    cited = [*cite_lines(old), ("hoofdstuk", old.cite("Kop", 1, 4))]
    checks = check_citations(cited, document("Kop", "a", "nieuw", "b", "C", "Volgende"))
    assert standings(checks) == [FOUND, FOUND, MOVED, CHANGED, MOVED, CHANGED]
    assert checks[3].now == (5, 5)
    assert checks[5].now == (1, 5)


def test_a_lone_passage_has_its_heading_as_witness() -> None:
    citation = document("## 5.1 Kop", "a", "b").cite("5.1 Kop", 2, 2)
    kept = one(citation, document("5.1 Kop", "c", "b"))
    assert (kept.standing, kept.now) == (CHANGED, (2, 2))
    assert one(citation, document("Iets anders", "c", "b")).standing is MISSING


def test_a_passage_taken_by_another_citation_is_no_place_for_a_lost_one() -> None:
    old = document("a", "b", "c", "d", "e")
    checks = check_citations(cite_lines(old), document("a", "e", "c", "d"))
    assert [(c.standing, c.now) for c in checks][1] == (MISSING, None)


def test_a_hash_that_is_no_hash_holds_nowhere() -> None:
    assert not one(Citation("Kop", 1, 1, ""), document("a")).holds
    assert not one(Citation("Kop", 900, 950, "zz"), document("a")).holds
    assert not one(Citation("Kop", 1, 1, "0" * 16), document()).holds


def test_with_the_earlier_document_the_words_are_compared() -> None:
    old = document("a", "De praktijk levert zorg binnen vijf dagen", "b")
    now = document("a", "Iets heel anders staat hier", "De praktijk levert zorg binnen tien dagen", "b")
    check = check_citations(cite_lines(old), now, earlier=old)[1]
    assert (check.standing, check.now) == (CHANGED, (3, 3))
    gone = document("a", "Iets heel anders staat hier", "b")
    assert standings(check_citations(cite_lines(old), gone, earlier=old)) == [FOUND, MISSING, FOUND]


def test_another_document_than_the_cited_one_is_no_help() -> None:
    old = document("a", "De praktijk levert zorg", "b")
    now = document("a", "De praktijk levert geen zorg", "b")
    assert check_citations(cite_lines(old), now, earlier=now) == check_citations(cite_lines(old), now)


# --- which package -----------------------------------------------------------------------------------------


def test_a_document_belongs_to_the_package_whose_citations_hold() -> None:
    one_text, other_text = document(*"abcdefgh"), document(*"ijklmnop")
    packages = {"een": cite_lines(one_text), "ander": cite_lines(other_text), "leeg": []}
    found = match(packages, document("x", *"abcdef", "y"))
    assert found is not None
    assert (found.package, found.share) == ("een", 6 / 8)
    assert match(packages, document(*"qrstuv")) is None
    assert match({}, one_text) is None


def test_a_quarter_is_enough_and_less_is_not() -> None:
    packages = {"een": cite_lines(document(*"abcdefgh"))}
    assert match(packages, document("a", "b")) is not None
    assert match(packages, document("a")) is None


def test_of_equal_shares_the_package_with_the_lines_in_place_wins() -> None:
    text = document("x", *"abcd")
    packages = {"2026": cite_lines(document(*"abcd")), "2027": cite_lines(document("x", *"abcd"))[1:]}
    for order in (packages, dict(reversed(packages.items()))):
        found = match(order, text)
        assert found is not None
        assert found.package == "2027"


# --- speed, and the real documents -------------------------------------------------------------------------


def test_hundreds_of_citations_are_checked_at_once() -> None:
    old = document(*(f"regel {n} " + "woord " * 30 if n % 7 else "Ja" for n in range(650)))
    cited = [*cite_lines(old), *((f"s{n}", old.cite("K", n, n + 60)) for n in range(1, 580, 20))]
    now = document("nieuw", *old.lines[:300], "nog een", *old.lines[303:])
    started = time.perf_counter()
    checks = check_citations(cited, now)
    # Generous, for a busy machine: it takes a tenth of a second; a square too many must be noticed.
    assert time.perf_counter() - started < 3
    assert sum(c.holds for c in checks) > 600


def real(documents: Path) -> list[Document]:
    return [Document.read(path) for path in sorted(documents.glob("*.txt"))]


def sections(source: Document) -> list[Span]:
    """From each line that looks like a heading (short, alone, no full stop) up to the next."""
    starts = [
        n
        for n in source.content
        if len(source.normalised[n - 1]) < 80
        and source.normalised[n - 1][-1] not in ".;:,"
        and not source.content_between(n - 1, n - 1)
        and not source.content_between(n + 1, n + 1)
    ]
    return [(a, b - 1) for a, b in zip(starts, [*starts[1:], len(source.lines) + 1], strict=True)]


def cite_all(source: Document) -> Cited:
    whole = [(f"sectie_{a}", source.cite("sectie", a, b)) for a, b in sections(source)]
    assert len(whole) > 20
    return cite_lines(source) + whole


def test_in_the_real_documents_every_line_and_section_is_found(documents: Path) -> None:
    for source in real(documents):
        checks = check_citations(cite_all(source), source)
        assert all(c.standing is FOUND and c.now == (c.citation.first, c.citation.last) for c in checks)


@pytest.mark.parametrize(
    "inserted", [["Een nieuwe regel."], ["Twee nieuwe", "regels."], [""], ["x", "", "y", "", "z"]]
)
def test_lines_inserted_in_the_real_documents_move_all_later_ones(
    documents: Path, inserted: list[str]
) -> None:
    for source in real(documents):
        lines = list(source.lines)
        now = Document(source.name, (*lines[:99], *inserted, *lines[99:]))
        for check in check_citations(cite_all(source), now):
            first, last = check.citation.first, check.citation.last
            if last < 100:
                assert (check.standing, check.now) == (FOUND, (first, last))
            elif first >= 100:
                said = now.content_between(first + len(inserted), last + len(inserted))
                assert check.standing is MOVED or now.hash_of(first, last) == check.citation.hash
                assert check.now in {(said[0], said[-1]), (first, last)}
                assert check.standing is MOVED or first != last
            else:
                assert check.standing is (CHANGED if any(inserted) else MOVED) or (
                    now.hash_of(first, last) == check.citation.hash
                )


def test_every_edited_line_of_the_real_documents_is_noticed(documents: Path) -> None:
    for source in real(documents):
        cited = cite_lines(source)
        for at in source.content[::9]:
            lines = list(source.lines)
            lines[at - 1] += " niet"
            lost = [c for c in check_citations(cited, Document("d", tuple(lines))) if c.standing is not FOUND]
            assert [(c.citation.first, c.standing, c.now) for c in lost] == [(at, CHANGED, (at, at))]


def test_the_real_documents_are_told_apart(documents: Path) -> None:
    sources = real(documents)
    packages = {source.name: cite_all(source) for source in sources}
    for source in sources:
        found = match(packages, source)
        assert found is not None
        assert (found.package, found.share) == (source.name, 1)
