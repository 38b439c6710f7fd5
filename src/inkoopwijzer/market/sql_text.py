"""Pieces of SQL: columns, expressions over them, and how they are set on lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

Level = tuple[str, ...]
"""What a column has a row for: () a practice, ("therapeut",) a therapist, two kinds: each pair in a practice."""
PRACTICES: Final[Level] = ()

PROFESSION: Final = "beroep"
"""The column with a subject's profession; as a key it goes along with every part that has rows of one kind."""

LONGEST_NAME: Final = 63
"""The most characters of a name that every dialect keeps apart (PostgreSQL cuts off the rest)."""
WIDTH: Final = 110


How = Literal["join", "left join", "cross join"]


@dataclass(eq=False, frozen=True, slots=True)
class Source:
    """A part of the query with rows of a level, and how it is joined to another part."""

    name: str
    level: Level
    how: How = "join"


@dataclass(eq=False, slots=True)
class Column:
    """A column: of a source (`home`), or worked out from others (`made`) for each row of its level.

    With `inner` it is reduced from the rows of that longer level. `notes` are lines of comment to stand above it.
    """

    name: str
    level: Level
    home: Source | None = None
    made: Expression | None = None
    inner: Level | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class At:
    """A column of one kind of subject, for the subject that stands at this place in a longer level (from 0)."""

    column: Column
    place: int


@dataclass(frozen=True, slots=True)
class Said:
    """Text and columns, one after another."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function of several arguments, set one below another when they are long."""

    function: str
    arguments: tuple[Expression, ...]


Expression = str | Column | At | Said | Call


def said(*parts: Expression) -> Said:
    """These pieces one after another."""
    return Said(parts)


def lowest(*codes: Expression) -> Expression:
    """*And* of codes; what is met for certain is left out."""
    return _reduced("least", codes, neutral="2", settled="0")


def highest(*codes: Expression) -> Expression:
    """*Or* of codes; what is not met for certain is left out."""
    return _reduced("greatest", codes, neutral="0", settled="2")


def _reduced(function: str, codes: Iterable[Expression], *, neutral: str, settled: str) -> Expression:
    found: list[Expression] = []
    for code in codes:
        same = isinstance(code, Call) and code.function == function
        found += code.arguments if isinstance(code, Call) and same else [code]
    if settled in found:
        return settled
    left = [code for code in found if code != neutral] or [neutral]
    return left[0] if len(left) == 1 else Call(function, tuple(left))


def inverse(code: Expression) -> Expression:
    """*Not* of a code."""
    return str(2 - int(code)) if isinstance(code, str) else said("(2 - ", code, ")")


def guarded(guard: Expression, then: Expression) -> Expression:
    """*When* the first, *then* the second."""
    return highest(inverse(guard), then)


def columns_in(expression: Expression) -> Iterator[Column | At]:
    """Every column that an expression names, as often as it does."""
    match expression:
        case Column() | At():
            yield expression
        case Said(parts) | Call(_, parts):
            for part in parts:
                yield from columns_in(part)


def written(expression: Expression, name: Callable[[Column | At], str], indent: int = 0) -> str:
    """The text of an expression, with long calls set over several lines."""
    match expression:
        case str():
            return expression
        case Column() | At():
            return name(expression)
        case Said(parts):
            return "".join(written(part, name, indent) for part in parts)
        case Call(function, arguments):
            texts = [written(argument, name, indent + 2) for argument in arguments]
            flat = f"{function}({', '.join(texts)})"
            if len(flat) + indent <= WIDTH and "\n" not in flat:
                return flat
            inner = ",\n".join(" " * (indent + 2) + text for text in texts)
            return f"{function}(\n{inner}\n{' ' * indent})"


def lines(*texts: str) -> str:
    """These lines, or groups of lines, one below another."""
    return "\n".join(texts)


def listed(columns: Iterable[str], indent: int = 2) -> str:
    """Columns with a comma between them, each on a line of its own."""
    return ",\n".join(" " * indent + column for column in columns)


class Names:
    """Gives names that are all different, for engines that do not tell a capital from a small letter."""

    def __init__(self, *taken: str) -> None:
        self._taken = set(taken)

    def new(self, *words: str) -> str:
        """A name of these words: letters, digits and underscores, at most `LONGEST_NAME` of them."""
        whole = re.sub(r"[^A-Za-z0-9]+", "_", "_".join(words)).strip("_") or "kolom"
        name, number = whole[:LONGEST_NAME], 1
        while name.lower() in self._taken:
            number += 1
            name = f"{whole[: LONGEST_NAME - len(str(number)) - 1]}_{number}"
        self._taken.add(name.lower())
        return name


def comment(text: str) -> str:
    """The text as a line of comment, whatever it holds.

    Quotes, semicolons and backslashes become signs that do no harm: some clients cut a script on a semicolon or pair
    quotes without regard to comments, and in Spark a backslash at its end makes a comment run on.
    """
    plain = "".join(c if c.isprintable() else " " for c in text)
    return f"-- {plain.translate(_SAFE)}".rstrip()


_SAFE: Final = str.maketrans({"'": "’", '"': "”", "`": "’", ";": " –", "\\": "/", "$": "\uff04"})
