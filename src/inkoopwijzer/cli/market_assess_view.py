"""The outcomes of a market on a screen."""

from __future__ import annotations

from collections.abc import Sequence

from inkoopwijzer.cli.phrases import counted
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.market.exact import ExactOutcomes
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.services.assessing_market import MarketAssessment
from inkoopwijzer.values.text import Text, day_text

_NO_GROUP = Text("geen", "none")
_OR = Text(" of ", " or ")
_OPEN = Text("nog open", "still open")
_MEANT = Text(
    "Kan bedoeld zijn voor {n} van de {of} praktijken, met de feiten van {day}.",
    "May be meant for {n} of the {of} practices, by the facts of {day}.",
)
_INEXACT = Text(
    "Bij {n} is niet uitgezocht of elke uitkomst echt nog kan: er kan er een te veel staan.",
    "At {n} it was not worked out whether each outcome is really possible: there may be one too many.",
)
_NOTHING = Text(
    "Op deze dag loopt geen van de gevraagde overeenkomsten.",
    "None of the agreements that were asked for is in force on this day.",
)
_NO_PROMISE = Text(
    "Dit is geen besluit van een verzekeraar. Wat een verzekeraar zich voorbehoudt en wat niet te beoordelen was, "
    "staat per praktijk in 'inkoopwijzer market explain'.",
    "This is no insurer's decision. 'inkoopwijzer market explain' tells for each practice what the insurer reserves, "
    "and what could not be assessed.",
)


def show_market(found: MarketAssessment, screen: Screen) -> None:
    """How many practices have which outcome, agreement by agreement."""
    size = len(found.records)
    screen.title(found.records.name or practices(size))
    for one in found.agreements:
        screen.blank()
        show_agreement(one, screen)
    screen.blank()
    screen.line(_NO_PROMISE if found.agreements else _NOTHING)


def show_agreement(one: ExactOutcomes, screen: Screen) -> None:
    """The outcomes of one agreement, most practices first."""
    planned = one.assessed.planned
    tally = one.tally()
    meant = sum(tally.counts.values())
    screen.line((planned.policy.insurer_name, "bold"), ", ", (planned.agreement.title, "bold"))
    size = len(one.assessed.market.records)
    screen.line(_MEANT.format(n=meant, of=size, day=day_text(planned.frame.on)))
    rows = []
    for names, n in tally.counts.items():
        share = f"{100 * n / meant:.1f}%".replace(".", "," if screen.lang == "nl" else ".")
        rows.append((str(n), share, said(names), _OPEN if len(names) > 1 else ""))
    wide = len(str(meant))
    screen.columns([(n.rjust(wide), share.rjust(6), *rest) for n, share, *rest in rows], indent=2)
    inexact = int((one.meant_for & ~one.exact).sum())
    if inexact:
        screen.line(_INEXACT.format(n=practices(inexact)))


def said(names: Sequence[str]) -> Text:
    """An outcome set in words, best first: "A, B of geen"."""
    nl, en = ([_NO_GROUP.to(lang) if n == NONE else n for n in names] for lang in ("nl", "en"))
    return Text(_listed(nl, _OR.nl), _listed(en, _OR.en))


def practices(count: int) -> Text:
    """So many practices."""
    return counted(count, Text("praktijk", "practice"), Text("praktijken", "practices"))


def _listed(words: Sequence[str], last: str) -> str:
    return last.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
