"""Who may deliver which treatment, on a screen: a matrix, or a list where there is no room for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rich import box
from rich.table import Table

from inkoopwijzer.assess.treatment_result import Delivery, PolicyTreatments, Treating, TreatmentResult
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.explain_view import ConditionTree
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.cli.treat_reasons import (
    MANY_OPTIONS,
    MARKS,
    Line,
    agreement_lines,
    beside_lines,
    names_listed,
    reason_lines,
)
from inkoopwijzer.documents import wording
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import Text, day_text
from inkoopwijzer.values.verdict import Verdict

LABELS: Final = 30
"""The column of the treatments is not set wider than this."""
NOT_HERE: Final = ("-", Text("niet", "not bought"), "dim")


class Row(NamedTuple):
    """One line of the matrix: a treatment, or one option of it, with the answer for each therapist."""

    treatment: TreatmentResult
    label: Text
    cells: Mapping[str, Delivery]


def rows(result: PolicyTreatments) -> list[Row]:
    """The treatments that the document buys from some therapist of this practice under conditions of its own."""
    return [row for treatment in result.treatments for row in _rows(treatment)]


def own(delivery: Delivery) -> bool:
    """Whether the document says something of its own about this profession and treatment."""
    return delivery.bought and not delivery.ordinary


def _rows(treatment: TreatmentResult) -> Iterator[Row]:
    if not any(own(d) for d in treatment.deliveries):
        return
    if not treatment.options:
        yield Row(treatment, wording.capital(treatment.title), {d.therapist: d for d in treatment.deliveries})
        return
    few = len(treatment.options) <= MANY_OPTIONS
    for option in treatment.options if few else treatment.stated:
        cells = {d.therapist: d for d in treatment.deliveries if d.option in (option, None)}
        of = treatment.options[option]
        label = Text(f"{treatment.title.nl}: {of.nl}", f"{treatment.title.en}: {of.en}")
        yield Row(treatment, wording.capital(label), cells)


def show_treating(treating: Treating, screen: Screen) -> None:
    """One practice at every insurer."""
    screen.line((treating.name, "bold"), (f"  {treating.file}", phrases.DIM))
    days = phrases.join([day_text(d) for d in dict.fromkeys(r.on for r in treating.results)])
    screen.line(
        (Text(f"feiten zoals ze gelden op {days.nl}", f"facts as they stand on {days.en}"), phrases.DIM)
    )
    for result in treating.results:
        screen.blank()
        _insurer(result, screen)


def _insurer(result: PolicyTreatments, screen: Screen) -> None:
    screen.line((result.insurer_name, "bold"), (f"  {result.document}", phrases.DIM))
    therapists = list(dict.fromkeys(d.therapist for t in result.treatments for d in t.deliveries))
    if not therapists:
        screen.line(Text("Het dossier noemt geen therapeuten.", "The dossier names no therapists."))
        return
    shown = rows(result)
    if shown and _fits(therapists, screen):
        _matrix(shown, therapists, screen)
    else:
        for row in shown:
            _listed(row, screen)
    if shown:
        _legend(shown, screen)
    for parts, indent in (
        *agreement_lines(result),
        *_reasons(shown),
        *beside_lines(result),
    ):
        screen.line(*parts, indent=indent, hang=2)
    if not result.complete:
        more = Text(
            "Misschien werken er meer therapeuten dan het dossier noemt.",
            "There may be more therapists than the dossier names.",
        )
        screen.line((more, phrases.DIM))


def _reasons(shown: Sequence[Row]) -> Iterator[Line]:
    """The reasons of each treatment, for what is shown of it."""
    of = {row.treatment.id: row.treatment for row in shown}
    for name, treatment in of.items():
        yield from reason_lines(
            treatment, [d for row in shown if row.treatment.id == name for d in row.cells.values()]
        )


def _fits(therapists: Sequence[str], screen: Screen) -> bool:
    return LABELS + sum(_column(name, screen) + 2 for name in therapists) <= screen.width


def _column(name: str, screen: Screen) -> int:
    widest = max(len(screen.word(word)) for _, word, _ in MARKS.values()) + 2
    return max(len(name), widest)


def _matrix(shown: Sequence[Row], therapists: Sequence[str], screen: Screen) -> None:
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False, padding=(0, 1))
    table.add_column(screen.word(Text("Behandeling", "Treatment")), width=LABELS, header_style="dim")
    for name in therapists:
        table.add_column(screen.word(name), width=_column(name, screen), header_style="")
    for row in shown:
        cells = []
        for name in therapists:
            mark, word, style = _mark(row.cells.get(name))
            cells.append(screen.rich((f"{mark} ", style), (word, style)))
        table.add_row(screen.rich(row.label), *cells)
    screen.show(table)


def _listed(row: Row, screen: Screen) -> None:
    """A treatment with the therapists by answer, for many therapists or a narrow terminal."""
    screen.line((row.label, "bold"))
    found: dict[tuple[str, Text, str], list[str]] = {}
    for name, delivery in row.cells.items():
        found.setdefault(_mark(delivery), []).append(name)
    for (mark, word, style), names in found.items():
        screen.line((f"{mark} ", style), (word, style), ": ", names_listed(names, None), indent=2, hang=2)


def _mark(delivery: Delivery | None) -> tuple[str, Text, str]:
    if delivery is None or not delivery.bought:
        return NOT_HERE
    return MARKS[delivery.verdict]


def _legend(shown: Sequence[Row], screen: Screen) -> None:
    used = [_mark(d) for row in shown for d in row.cells.values()]
    told = {
        MARKS[Verdict.for_insurer]: Text("! hangt af van de verzekeraar", "! depends on the insurer"),
        MARKS[Verdict.silent]: Text("~ het document zwijgt", "~ the document does not say"),
        NOT_HERE: Text("- niet bij dit beroep ingekocht", "- not bought from this profession"),
    }
    said = [text for mark, text in told.items() if mark in used]
    if said:
        screen.line((phrases.join(said, "; "), phrases.DIM))


def show_explained(treating: Treating, papers: Mapping[str, Document], screen: Screen) -> None:
    """Everything behind the answer on some treatments and therapists."""
    screen.line((treating.name, "bold"), (f"  {treating.file}", phrases.DIM))
    for result in treating.results:
        for treatment in result.treatments:
            for delivery in treatment.deliveries:
                screen.blank()
                _explained(result, treatment, delivery, papers.get(result.policy), screen)


def _explained(
    result: PolicyTreatments,
    treatment: TreatmentResult,
    delivery: Delivery,
    paper: Document | None,
    screen: Screen,
) -> None:
    tree = ConditionTree(screen, paper, every_fact=True)
    mark, word, style = _mark(delivery)
    of = Text(f" ({delivery.label.nl})", f" ({delivery.label.en})") if delivery.label.nl else ""
    screen.line(
        (result.insurer_name, "bold"), ", ", treatment.title, of, ", ", (delivery.therapist, "bold"), ": "
    )
    screen.line((f"{mark} ", style), (word, style), indent=2)
    screen.line(treatment.says, indent=2)
    if treatment.insured:
        screen.line(Text("Voor: ", "For: "), treatment.insured, indent=2)
    for cite in dict.fromkeys(delivery.cites):
        screen.line(
            (Text("Bron: ", "Source: "), phrases.DIM), (phrases.lines_of(cite), phrases.DIM), indent=2
        )
    if delivery.ordinary:
        says = Text(
            "Geen eigen eisen in dit document: gewone zorg onder de overeenkomst van het beroep.",
            "No conditions of its own in this document: ordinary care under the agreement of the profession.",
        )
        screen.line(says, indent=2)
    for part in delivery.agreements:
        for parts, indent in agreement_lines(result, [part]):
            screen.line(*parts, indent=indent + 2, hang=2)
    for condition in delivery.conditions:
        screen.blank()
        tree.show(condition, 2)
    for exemption in delivery.exemptions:
        screen.blank()
        sign, said, colour = MARKS[exemption.verdict]
        lead = Text("Uitzondering: ", "Exemption: ")
        screen.line((lead, "bold"), exemption.says, " ", (f"{sign} ", colour), (said, colour), indent=2)
        if exemption.insured:
            screen.line(Text("Alleen voor: ", "Only for: "), exemption.insured, indent=4)
        for condition in exemption.conditions:
            tree.show(condition, 4)
    for reading in treatment.readings:
        screen.line(
            Text("Lezing: ", "Reading: "),
            reading.question,
            " ",
            reading.options[reading.chosen],
            ".",
            indent=2,
        )
