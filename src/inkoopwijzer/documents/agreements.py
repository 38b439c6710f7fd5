"""Which agreements a page speaks of, in which order, and which it only names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from inkoopwijzer.assess.result import AgreementResult, Assessment, EndedAgreement
from inkoopwijzer.values.text import Lang, Text

PERHAPS: Final = Text(
    "Van deze beroepen staat er niemand in het dossier, terwijl uw lijst van therapeuten niet volledig heet: {which}. "
    "Werkt er niemand met zo'n beroep, zet dan bij 'registers' uw eigen administratie op volledig; "
    "werkt er wel iemand, zet die dan onder 'therapeuten'.",
    "Of these professions the dossier lists nobody, while your list of therapists is not said to be complete: {which}. "
    "If nobody of such a profession works here, mark your own records as complete under 'registers'; "
    "if somebody does, add that person under 'therapeuten'.",
)
ENDED: Final = Text("Op deze dag al afgelopen: {which}.", "Ended before this day: {which}.")
FOR_OTHERS: Final = Text("Niet voor deze praktijk: {which}.", "Not for this practice: {which}.")


def by_care(results: Sequence[AgreementResult]) -> tuple[tuple[AgreementResult, ...], ...]:
    """The agreements for the same care at every insurer together, the care in the order of first appearance."""
    order = list(dict.fromkeys(r.agreement for r in results))
    ranked = sorted(results, key=lambda r: order.index(r.agreement))
    return tuple(tuple(found) for _, found in groupby(ranked, key=lambda r: r.agreement))


def elsewhere(assessment: Assessment) -> tuple[Text, ...]:
    """The agreements that are only named: those that ended, for whom the dossier lists nobody, for others."""
    named: tuple[tuple[Text, Sequence[AgreementResult | EndedAgreement]], ...] = (
        (ENDED, assessment.ended),
        (PERHAPS, assessment.perhaps),
        (FOR_OTHERS, assessment.for_others),
    )
    return tuple(words.format(which=_which(results)) for words, results in named if results)


def nobody_listed(assessment: Assessment) -> Text | None:
    """What to do first when the dossier lists nobody of a profession; None when that is no question."""
    return PERHAPS.format(which=_which(assessment.perhaps)) if assessment.perhaps else None


def _which(results: Sequence[AgreementResult | EndedAgreement]) -> Text:
    """By insurer the titles of the agreements."""
    found: dict[str, list[AgreementResult | EndedAgreement]] = {}
    for result in results:
        found.setdefault(result.insurer_name, []).append(result)

    def told(lang: Lang) -> str:
        return "; ".join(
            f"{name} {', '.join(_small(r.title.to(lang)) for r in rs)}" for name, rs in found.items()
        )

    return Text(told("nl"), told("en"))


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
