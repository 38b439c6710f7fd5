"""The public version of a market report: nothing in it points at one practice.

Counts from 1 up to the smallest that may be shown are hidden, and all others rounded to a multiple of it, so
that no hidden number follows from a sum or from the difference between two tables. A figure or an amount is
hidden with the count beside it. Whoever is named is left out; a distance is told in whole kilometres.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar, get_type_hints

from inkoopwijzer.documents.market_counts import HIDDEN, Count, Figure, Hidden, Money, Named, direction
from inkoopwijzer.documents.market_figures import AdequacyRow, AreaValue
from inkoopwijzer.documents.market_outcomes import MoveSection, Turn
from inkoopwijzer.documents.market_view import MarketReport

Part = TypeVar("Part")


def shown(report: MarketReport) -> MarketReport:
    """The report as it may be shown: protected when it is public, else as it is."""
    return _protected(report, report.smallest) if report.public else report


def few(count: Count, smallest: int) -> Count:
    """A count as it may be published: 0 as it is, hidden below `smallest`, else rounded to a multiple of it."""
    if isinstance(count, Hidden) or count == 0:
        return count
    return HIDDEN if count < smallest else (count + smallest // 2) // smallest * smallest


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _protected(part: Part, smallest: int) -> Part:
    """The same part with its counts, and all that stands in it, protected."""
    if isinstance(part, tuple):
        kept = [_protected(one, smallest) for one in part if not isinstance(one, Named)]
        return type(part)(kept)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    hints = _hints(type(part))
    changed: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if hints[field.name] == Count:
            changed[field.name] = few(value, smallest)
        elif hints[field.name] == tuple[Count, ...]:
            changed[field.name] = tuple(few(one, smallest) for one in value)
        else:
            changed[field.name] = _protected(value, smallest)
    if any(value is HIDDEN for value in changed.values()):
        for name, hint in hints.items():
            if hint in (Figure, Money) and changed[name] is not None:
                changed[name] = HIDDEN
    if isinstance(part, AdequacyRow):
        for name in ("nearest", "second"):
            changed[name] = None if changed[name] is None else float(round(changed[name]))
    if isinstance(part, AreaValue):
        changed |= {"part": None, "value": HIDDEN if _points(part, smallest) else changed["value"]}
    if isinstance(part, MoveSection):
        changed["turns"] = _unsummed(replace(part, **changed))
    return replace(part, **changed)


def _points(area: AreaValue, smallest: int) -> bool:
    """Whether a small number of practices would follow from a share."""
    if area.part is None or isinstance(area.part, Hidden) or isinstance(area.practices, Hidden):
        return False
    return HIDDEN in (few(area.part, smallest), few(area.practices - area.part, smallest))


def _unsummed(moves: MoveSection) -> tuple[Turn, ...]:
    """The sums without the amounts from which the amount of a hidden flow would follow."""
    told = {direction(f.origin, f.target, moves.groups) for f in moves.flows if f.spend is HIDDEN}
    return tuple(replace(t, spend=HIDDEN) if t.direction in told else t for t in moves.turns)
