"""Quantifiers as expressions: how many hold for certain, and how many may. As `assess.codes` does it.

What is counted has a word, which is also what its column is called. Over subjects a count is a column reduced from
the rows of the subjects, over options a sum written out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from inkoopwijzer.market.sql_dialect import NotExportable
from inkoopwijzer.market.sql_text import Expression, highest, said
from inkoopwijzer.values.text import Text

MOST_PARTS: Final = 10**9
"""A share is compared as a fraction of whole numbers, whose denominator may not be greater."""

Test = tuple[Expression, ...]
"""A condition of SQL, in pieces; without pieces it always holds."""
Count = Callable[[str], Expression]
"""From the word of a test to how many pass it."""


def tests(holds: Expression, where: Expression | None) -> Mapping[str, Test]:
    """What can be counted of one element, from its codes; both stand here several times."""
    if where is None:
        return {"zeker": (holds, " = 2"), "wellicht": (holds, " <> 0"), "aantal": ()}
    return {
        "zeker": (where, " = 2 and ", holds, " = 2"),
        "wellicht": (where, " <> 0 and ", holds, " <> 0"),
        "misschien_tegen": (where, " <> 0 and ", holds, " <> 2"),
        "zeker_tegen": (where, " = 2 and ", holds, " = 0"),
    }


def every_code(least: Expression, open_: Expression, *, guarded: bool) -> Expression:
    """Every subject, from the lowest code (NULL of nobody): nobody is not enough, unless it binds only some."""
    complete, others = ("2", "2") if guarded else ("0", "1")
    return said(
        *("case when ", open_, " = 1 then least(coalesce(", least, f", {others}), 1) "),
        *("else coalesce(", least, f", {complete}) end"),
    )


def some_code(most: Expression, open_: Expression) -> Expression:
    """At least one of the subjects, from the highest code (NULL of nobody)."""
    return highest(said("coalesce(", most, ", 0)"), open_)


def enough(least: int, count: Count) -> Expression:
    """At least so many."""
    sure, perhaps = count("zeker"), count("wellicht")
    return said("case when ", sure, f" >= {least} then 2 when ", perhaps, f" >= {least} then 1 else 0 end")


def share_code(at_least: Decimal, count: Count, *, guarded: bool) -> Expression:
    """At least a share. Raises `NotExportable` when the share has too many digits."""
    part, whole = at_least.as_integer_ratio()
    if whole > MOST_PARTS:
        raise NotExportable(
            Text(
                f"Het aandeel {at_least} heeft meer cijfers dan SQL precies kan vergelijken.",
                f"The share {at_least} has more digits than SQL can compare exactly.",
            )
        )
    sure, perhaps = count("zeker"), count("wellicht")
    if guarded:
        fewest: Expression = said("(", sure, " + ", count("misschien_tegen"), ")")
        most: Expression = said("(", perhaps, " + ", count("zeker_tegen"), ")")
    else:
        fewest = most = count("aantal")
    return said(
        *("case when ", sure, " > 0 and ", sure, f" * {whole} >= {part} * ", fewest, " then 2 "),
        *("when ", perhaps, " > 0 and ", perhaps, f" * {whole} >= {part} * ", most, " then 1 else 0 end"),
    )


def one(test: Test) -> Expression:
    """1 where a test is passed, otherwise 0; 1 where nothing is tested."""
    return "1" if not test else said("case when ", *test, " then 1 else 0 end")


def total(parts: Sequence[Expression]) -> Expression:
    """The sum of these numbers."""
    if not parts:
        return "0"
    pieces: list[Expression] = ["("]
    for part in parts:
        pieces += [part, " + "]
    return said(*pieces[:-1], ")")
