"""Pictures hold together whatever they are given: well-formed, within their frame, named, and not by colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from math import isfinite
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkoopwijzer.documents import market_report
from inkoopwijzer.documents.market_counts import HIDDEN, Count, Direction, GroupLabel, Outcome
from inkoopwijzer.documents.market_figures import Mark, Percentile, Sweep, SweepPoint
from inkoopwijzer.documents.market_outcomes import Flow, MoveSection, OutcomeSection
from inkoopwijzer.documents.market_protect import shown
from inkoopwijzer.documents.market_view import MissingFact, MissingSection
from inkoopwijzer.documents.pictures import bars, curve, flow, svg
from inkoopwijzer.documents.pictures.bars import draw_groups, draw_missing
from inkoopwijzer.documents.pictures.curve import draw_sweep
from inkoopwijzer.documents.pictures.flags import ROW, Flag, place_flags
from inkoopwijzer.documents.pictures.flow import FILLS, draw_moves
from inkoopwijzer.documents.pictures.histogram import draw_distribution
from inkoopwijzer.documents.pictures.intervals import draw_percentiles
from inkoopwijzer.documents.pictures.scale import Scale, apart, ticks
from inkoopwijzer.documents.pictures.svg import Frame, clean, number, text_width, wrap
from inkoopwijzer.values.text import Text
from tests.documents import test_market_example as example

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = (340, 720)
FRAMES = st.builds(Frame, st.sampled_from(WIDTHS), st.sampled_from(("nl", "en")), st.just("p"))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40) | st.just(example.EVIL)
TEXTS = st.builds(Text, WORDS, WORDS)
COUNTS: st.SearchStrategy[Count] = st.just(HIDDEN) | st.integers(0, 9) | st.integers(0, 70_000)
GROUPS = st.lists(TEXTS, min_size=1, max_size=7).map(
    lambda texts: tuple(GroupLabel(f"g{n}", text, text) for n, text in enumerate(texts))
)
VALUES = st.floats(-1e6, 1e6)


def read(drawn: str) -> ElementTree.Element:
    """The picture as a tree; a fault of form fails."""
    return ElementTree.fromstring(drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def numbers(element: ElementTree.Element) -> Iterator[float]:
    """The coordinates of an element."""
    for name in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"):
        if name in element.attrib:
            yield float(element.attrib[name])


def faults(drawn: str, frame: Frame) -> list[str]:
    """What is wrong with a picture."""
    root = read(drawn)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    found = [] if (width, root.attrib["role"]) == (frame.width, "img") else ["its size or role"]
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    found += ["an id comes twice"] if len(ids) != len(set(ids)) else []
    found += [f"no {i}" for i in root.attrib["aria-labelledby"].split() if i not in ids]
    found += [f"no {r}" for r in re.findall(r"url\(#([^)]*)\)", drawn) if r not in ids]
    for name in ("title", "desc"):
        (said,) = root.findall(SVG + name)
        found += [] if (said.text or "").strip() else [f"no {name}"]
    inside = [e for top in root if not top.tag.endswith("defs") for e in top.iter()]
    for element in inside:
        kind = element.tag.removeprefix(SVG)
        if not all(map(isfinite, numbers(element))):
            found.append(f"{kind} nowhere")
        if kind == "rect" and not (
            float(element.attrib["x"]) >= -1
            and float(element.attrib["x"]) + float(element.attrib["width"]) <= width + 1
            and float(element.attrib["y"]) >= -1
            and float(element.attrib["y"]) + float(element.attrib["height"]) <= height + 1
        ):
            found.append(f"a box outside: {element.attrib}")
        if kind == "text":
            x, y = float(element.attrib["x"]), float(element.attrib["y"])
            wide = text_width(element.text or "", float(element.attrib["font-size"]))
            left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[element.attrib["text-anchor"]]
            if left < -2 or left + wide > width + 2 or not 0 <= y <= height + 1:
                found.append(f"words outside: {element.text!r} from {left} to {left + wide} at {y}")
    return found


@given(GROUPS, st.data(), FRAMES)
@settings(max_examples=25)
def test_bars_of_groups_hold_together(
    groups: tuple[GroupLabel, ...], data: st.DataObject, frame: Frame
) -> None:
    section = OutcomeSection.of("k", "V", Text("o", "a"), groups, [((groups[0].id,), 3)])
    standings = tuple(
        replace(one, sure=data.draw(COUNTS), perhaps=data.draw(COUNTS)) for one in section.standings
    )
    assert faults(draw_groups(replace(section, standings=standings), frame), frame) == []


@given(st.lists(st.builds(MissingFact, TEXTS, TEXTS, COUNTS, COUNTS), max_size=14), FRAMES)
@settings(max_examples=25)
def test_bars_of_missing_facts_hold_together(facts: list[MissingFact], frame: Frame) -> None:
    section = MissingSection("k", Text("t", "t"), tuple(facts))
    assert faults(draw_missing(section, frame), frame) == []


@given(GROUPS, st.data(), TEXTS, FRAMES)
@settings(max_examples=25)
def test_flows_hold_together(
    groups: tuple[GroupLabel, ...], data: st.DataObject, head: Text, frame: Frame
) -> None:
    ids = [group.id for group in groups]
    outcomes = st.sets(st.sampled_from(ids), min_size=1).map(lambda s: tuple(sorted(s)))
    pairs = data.draw(st.sets(st.tuples(outcomes, outcomes), max_size=9))
    flows = tuple(Flow(a, b, data.draw(st.integers(0, 60_000))) for a, b in sorted(pairs))
    section = MoveSection.of("k", Text("t", "t"), head, head, groups, flows)
    assert faults(draw_moves(section, frame), frame) == []
    public = replace(example.report(public=True), moves=(section,))
    assert faults(draw_moves(shown(public).moves[0], frame), frame) == []


@given(
    st.lists(COUNTS, min_size=1, max_size=30),
    st.floats(-1000, 1000),
    st.floats(0.01, 500),
    st.lists(st.builds(Mark, TEXTS, VALUES | st.just(HIDDEN) | st.none(), COUNTS, st.booleans()), max_size=6),
    TEXTS,
    FRAMES,
)
@settings(max_examples=25)
def test_histograms_hold_together(
    counts: list[Count], start: float, width: float, marks: list[Mark], said: Text, frame: Frame
) -> None:
    section = replace(
        example.distribution(),
        counts=tuple(counts),
        start=start,
        width=width,
        marks=tuple(marks),
        quantity=said,
    )
    assert faults(draw_distribution(section, frame), frame) == []


@given(
    st.lists(
        st.builds(
            Percentile, TEXTS, TEXTS, VALUES | st.just(HIDDEN), VALUES | st.none(), VALUES | st.none(), COUNTS
        ),
        max_size=6,
    ),
    TEXTS,
    FRAMES,
)
@settings(max_examples=25)
def test_intervals_hold_together(percentiles: list[Percentile], said: Text, frame: Frame) -> None:
    section = replace(example.index(), percentiles=tuple(percentiles), quantity=said)
    assert faults(draw_percentiles(section, frame), frame) == []


@given(GROUPS, st.sets(st.floats(-1e4, 1e4), min_size=2, max_size=12), st.data(), TEXTS, FRAMES)
@settings(max_examples=25)
def test_curves_hold_together(
    groups: tuple[GroupLabel, ...], places: set[float], data: st.DataObject, said: Text, frame: Frame
) -> None:
    points = tuple(SweepPoint(at, tuple(data.draw(COUNTS) for _ in groups)) for at in sorted(places))
    section = Sweep("k", Text("t", "t"), said, groups, points, data.draw(VALUES))
    assert faults(draw_sweep(section, frame), frame) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('class="axis"', 'class=axis"', None),
        ('<rect x="', '<rect x="-9', "a box outside"),
        ('role="img"', 'role="presentation"', "its size or role"),
        ("<desc id=", "<desc data-id=", "no p-d"),
        ('text-anchor="end"', 'text-anchor="start"', "words outside"),
        ('height="', 'height="nan" data-h="', "nowhere"),
    ],
)
def test_a_planted_fault_in_a_picture_is_found(old: str, new: str, said: str | None) -> None:
    frame = Frame(720, "nl", "p")
    drawn = draw_distribution(example.distribution(), frame)
    assert old in drawn
    assert faults(drawn, frame) == []
    if said is None:
        with pytest.raises(ElementTree.ParseError):
            read(drawn.replace(old, new))
    else:
        assert any(said in fault for fault in faults(drawn.replace(old, new), frame))


def test_a_pattern_that_is_not_there_is_found() -> None:
    frame = Frame(720, "nl", "p")
    drawn = draw_moves(example.moves(), frame)
    assert faults(drawn, frame) == []
    assert "no p-down" in faults(drawn.replace('id="p-down"', 'id="p-other"'), frame)


def test_the_description_tells_the_figures() -> None:
    frame = Frame(720, "nl", "p")
    section = example.moves()
    told = read(draw_moves(section, frame)).findtext(SVG + "desc") or ""
    for one in section.flows:
        assert f": {one.practices:,}".replace(",", ".") in told
    told = read(draw_distribution(example.distribution(), frame)).findtext(SVG + "desc") or ""
    assert "P70 ligt op 106,84" in told
    assert "grens 110 ligt op 110" in told
    told = read(draw_percentiles(example.index(), frame)).findtext(SVG + "desc") or ""
    assert "P85, lineair (type 7): 115,1 (114,0 tot 116,3)" in told
    told = read(draw_sweep(example.sweep(), frame)).findtext(SVG + "desc") or ""
    assert "tariefgroep A: van 287 naar 4.973" in told


def drawn_sizes(drawn: str) -> list[float]:
    """How wide the bars are, in order."""
    rects = [e for e in read(drawn).iter(SVG + "rect") if "edge" in e.attrib.get("class", "")]
    return [float(e.attrib["width"]) for e in rects if float(e.attrib["height"]) == bars.THICK]


def test_bars_are_as_long_as_their_counts() -> None:
    section = example.other_outcomes()
    sizes = drawn_sizes(draw_groups(section, Frame(720, "nl", "p")))
    assert [round(size / sizes[0] * 34) for size in sizes] == [34, 12, 4]


def test_bands_are_as_thick_as_their_counts() -> None:
    section = example.moves()
    total = sum(f.practices for f in section.flows if isinstance(f.practices, int))
    thick = []
    for path in re.findall(
        r'<path d="([^"]*)" class="edge band[^"]*"', draw_moves(section, Frame(720, "nl", "p"))
    ):
        top, bottom = (
            float(n) for n in (re.findall(r"^M\S+ ([\d.]+)C", path)[0], re.findall(r"([\d.]+)Z$", path)[0])
        )
        thick.append(bottom - top)
    wanted = sorted(
        (max(n.practices * flow.TALL / total, 1) for n in section.flows if isinstance(n.practices, int)),
        reverse=True,
    )
    assert thick == pytest.approx(wanted, abs=0.11)


def test_directions_and_series_differ_without_colour() -> None:
    assert len(set(FILLS.values())) == len(Direction)
    style = (Path(market_report.__file__).parent / "market_report.css").read_text("utf-8")
    dashes = {n: re.findall(rf"\.c{n} {{ stroke-dasharray: ([^;]*);", style) for n in range(curve.MARKS)}
    assert len({str(d) for d in dashes.values()}) == curve.MARKS
    shapes = {curve._mark(n, 0, 0) for n in range(curve.MARKS)}
    assert len(shapes) == curve.MARKS
    assert "stroke-dasharray" in re.findall(r"\.percentile {[^}]*}", style)[0]
    assert "stroke-dasharray" not in re.findall(r"\.norm {[^}]*}", style)[0]


def reach(flag: Flag) -> tuple[float, float]:
    wide = text_width(flag.said)
    return (flag.x - 5 - wide, flag.x - 5) if flag.left else (flag.x + 5, flag.x + 5 + wide)


MARKS = st.lists(
    st.tuples(st.floats(40, 700), st.text("abc 0123,", min_size=1, max_size=12), st.just("norm")), max_size=8
)


@given(MARKS)
def test_names_of_lines_never_overlap_and_no_line_runs_through_one(
    marks: list[tuple[float, str, str]],
) -> None:
    flags = place_flags(marks, 720)
    assert sorted((f.x, f.said, f.kind) for f in flags) == sorted(marks)
    for one, other in combinations(flags, 2):
        if one.row == other.row:
            (_, end), (start, _) = sorted((reach(one), reach(other)))
            assert end <= start
    for name in flags:
        for line in flags:
            if line is not name and line.row < name.row and not name.left:
                start, end = reach(name)
                assert not start < line.x < end
    assert ROW > svg.FONT


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(1, 10), st.booleans(), st.booleans())
def test_ticks_are_round_in_order_and_within(
    a: float, b: float, about: int, whole: bool, cover: bool
) -> None:
    low, high = sorted((a, b))
    found = ticks(low, high, about, whole, cover)
    if high - low < 1e-3:
        return
    assert found == sorted(set(found))
    near = 1e-8 * (high - low) + 1e-8
    assert all(low - near <= t for t in found)
    assert (found[-1] >= high - near) if cover else all(t <= high + near for t in found)
    assert len(found) <= 3 * about + 2
    if whole:
        assert all(t == int(t) for t in found)
    steps = {round(after - before, 6) for before, after in pairwise(found)}
    assert len(steps) <= 1


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_scale_keeps_the_order_and_stays_within(a: float, b: float) -> None:
    scale = Scale(10, 90, 200, 0)
    assert 0 <= scale(a) <= 200
    assert (scale(a) >= scale(b)) or a > b
    assert Scale(5, 5, 3, 9)(5) == 3


@given(st.lists(st.floats(0, 300), max_size=8))
def test_labels_are_kept_apart_and_in_order(wanted: list[float]) -> None:
    places = apart(wanted, 16, 0, 300)
    in_order = [places[n] for n in sorted(range(len(wanted)), key=lambda n: (wanted[n], n))]
    assert all(b - a >= 16 - 1e-6 for a, b in pairwise(in_order))
    assert all(0 <= p <= 300 for p in places)


@given(WORDS, st.floats(40, 400), st.integers(1, 4))
def test_wrapped_words_fit(said: str, width: float, most: int) -> None:
    lines = wrap(said, width, most=most)
    assert len(lines) <= most
    assert all(text_width(line) <= width or line == "…" for line in lines)


@given(st.floats(-1e5, 1e5))
def test_a_coordinate_is_short_and_near(value: float) -> None:
    said = number(value)
    assert abs(float(said) - value) <= 0.0501
    assert re.fullmatch(r"-?\d+(\.[1-9])?", said)
    assert said != "-0"


def test_clean_text_keeps_what_may_be_there() -> None:
    assert clean("é\tπ\n😀") == "é\tπ\n😀"
    assert clean("a\x00\x0b\ud800\uffff") == "a" + "\ufffd" * 4


def test_an_amount_plays_no_part_in_a_picture() -> None:
    section = example.moves()
    bare = replace(section, flows=tuple(replace(f, spend=Decimal(1)) for f in section.flows))
    assert draw_moves(section, Frame(720, "nl", "p")) == draw_moves(bare, Frame(720, "nl", "p"))


def test_flows_from_and_to_the_same_outcomes_stand_in_the_same_order() -> None:
    order: list[Outcome] = [("A",), ("A", "B"), ("B",), ("B", "C"), ("C",), ("geen",)]
    drawn = draw_moves(example.moves(), Frame(720, "nl", "p"))
    names = re.findall(r'class="t strong" text-anchor="end"[^>]*>([^<]*)<', drawn)
    assert names == [" of ".join(one) for one in order]
