"""Outcomes, shares and places in words, for a market report."""

from __future__ import annotations

from collections.abc import Sequence

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents import wording
from inkoopwijzer.documents.market_counts import HIDDEN, Count, GroupLabel, Hidden, Outcome
from inkoopwijzer.documents.market_table import say_count, say_exact
from inkoopwijzer.values.text import Text


def outcome_words(outcome: Outcome, groups: Sequence[GroupLabel]) -> Text:
    """A set of outcomes in full: `Tariefgroep B, of geen overeenkomst`."""
    return wording.capital(wording.outcome(outcome, {group.id: group.title for group in groups}))


def short_words(outcome: Outcome, groups: Sequence[GroupLabel]) -> Text:
    """A set of outcomes in short, for a picture: `B of geen`."""
    short = {group.id: group.short for group in groups}
    return Text(ms.OR.nl.join(short[g].nl for g in outcome), ms.OR.en.join(short[g].en for g in outcome))


def outcome_code(outcome: Outcome) -> str:
    """A set of outcomes as a code: `B|geen`."""
    return "|".join(outcome)


def count_text(count: Count) -> Text:
    """A count in both languages."""
    return Text(say_count(count, "nl"), say_count(count, "en"))


def number_text(value: float) -> Text:
    """A number in both languages, with the decimals that it has."""
    return Text(say_exact(value, 0, "nl"), say_exact(value, 0, "en"))


def share_text(part: float) -> Text:
    """A part of 1 as a percentage, without decimals, but never 0% or 100% where that is not so."""
    percent = round(part * 100)
    if 0 < part < 1:
        percent = min(max(percent, 1), 99)
    return Text(f"{percent}%", f"{percent}%")


def practices_text(count: Count) -> Text:
    """So many practices: `1 praktijk`, `1.234 praktijken`."""
    return ms.ONE_PRACTICE if count == 1 else ms.OF_PRACTICES.format(n=count_text(count))


def share(part: Count, whole: Count) -> float | Hidden | None:
    """A part of a whole, from 0 to 1 in six decimals; hidden with either of them, nothing of nothing is None."""
    if isinstance(part, Hidden) or isinstance(whole, Hidden):
        return HIDDEN
    return round(part / whole, 6) if whole else None
