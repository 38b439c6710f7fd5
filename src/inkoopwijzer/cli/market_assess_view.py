"""The outcomes of a market on a screen."""

from __future__ import annotations

from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.market.exact import ExactOutcomes
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.services.assessing_market import MarketAssessment
from inkoopwijzer.values.text import Text

_NO_GROUP = Text("geen", "none")
_OR = Text(" of ", " or ")
_OPEN = Text("nog open", "still open")
_INEXACT = Text(
    "Niet uitgezocht of elke uitkomst echt nog kan (er kan er een te veel staan): {n} van de praktijken.",
    "Not worked out whether each outcome is really possible (there may be one too many): {n} of the practices.",
)
_NO_PROMISE = Text(
    "Dit is geen besluit van een verzekeraar: voorbehouden en wat niet te beoordelen was, staan bij elke praktijk "
    "(market explain).",
    "This is no insurer's decision: reservations, and what could not be assessed, stand with each practice "
    "(market explain).",
)


def show_market(found: MarketAssessment, screen: Screen) -> None:
    """How many practices have which outcome, agreement by agreement."""
    size = len(found.records)
    screen.line((found.records.name, "bold"), Text(f"  {size} praktijken", f"  {size} practices"))
    for one in found.agreements:
        screen.blank()
        show_agreement(one, screen)
    screen.blank()
    screen.line(_NO_PROMISE)


def show_agreement(one: ExactOutcomes, screen: Screen) -> None:
    """The outcomes of one agreement, most practices first."""
    policy, agreement = one.assessed.planned.policy, one.assessed.planned.agreement
    tally = one.tally()
    meant = sum(tally.counts.values())
    screen.line((policy.insurer_name, "bold"), ", ", (agreement.title, "bold"))
    day = one.assessed.planned.frame.on
    screen.line(
        Text(
            f"Voor {meant} praktijken kan deze overeenkomst bedoeld zijn, op {day}.",
            f"This agreement may be meant for {meant} practices, on {day}.",
        )
    )
    rows = []
    for names, n in tally.counts.items():
        share = f"{100 * n / meant:.1f}%".replace(".", "," if screen.lang == "nl" else ".")
        rows.append((str(n), share, said(names, one).to(screen.lang), _OPEN if len(names) > 1 else ""))
    screen.columns(rows, indent=2)
    inexact = int((one.meant_for & ~one.exact).sum())
    if inexact:
        screen.line(_INEXACT.format(n=str(inexact)))


def said(names: tuple[str, ...], one: ExactOutcomes) -> Text:
    """An outcome set in words: "A of C"."""
    titles = {g.id: Text(g.id, g.id) for g in one.assessed.planned.agreement.groups} | {NONE: _NO_GROUP}
    return Text(_OR.nl.join(titles[n].nl for n in names), _OR.en.join(titles[n].en for n in names))
