"""The arithmetic of codes as Python text: what `assess.codes` and `assess.leaves` compute.

Every argument is the name of a variable (or a literal code) that `assess.straight_writer` made up: nothing
comes from a policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inkoopwijzer.policy.tree import Compare, Quantifier

SIGN: Final = {
    Compare.at_most: "<=",
    Compare.below: "<",
    Compare.at_least: ">=",
    Compare.above: ">",
}


def is_text(value: str, cell: str, wanted: str | None) -> str:
    """A fact has one of the values asked for, today."""
    no = f"{value} is False or {value} is None and case.closed({cell})"
    rest = f"2 if {value} is True else 0 if {no} else 1"
    if wanted is None:
        return rest
    return f"(2 if {value} in {wanted} else 0) if isinstance({value}, str) else {rest}"


def compare_text(value: str, compare: Compare, norm: str, decimal: str, *, known: bool) -> str:
    """A number against its norm; `known` says that the norm is a number for certain."""
    sure = " and ".join(
        f"(isinstance({number}, {decimal}) or isinstance({number}, int))"
        for number in ([value] if known else [value, norm])
    )
    return f"(2 if {value} {SIGN[compare]} {norm} else 0) if {sure} else 1"


def all_text(parts: Sequence[str]) -> str:
    """*And*: the lowest."""
    if len(parts) < 2:
        return parts[0] if parts else "2"
    if len(parts) == 2:
        return lower_text(*parts)
    return f"{' and '.join(parts)} and (2 if {' + '.join(parts)} == {2 * len(parts)} else 1)"


def any_text(parts: Sequence[str]) -> str:
    """*Or*: the highest."""
    if len(parts) < 2:
        return parts[0] if parts else "0"
    return f"2 if (x := {' | '.join(parts)}) > 1 else x"


def lower_text(one: str, other: str) -> str:
    """The lower of two."""
    return f"{one} if {one} < {other} else {other}"


def when_text(guard: str, then: str) -> str:
    """The higher of 2 - `guard` and `then`."""
    return f"2 if not {guard} else {then} if {guard} == 2 else {then} or 1"


def at_least_text(count: str, parts: Sequence[str]) -> str:
    """At least `count` of the parts."""
    sure = " + ".join(f"({part} == 2)" for part in parts) or "0"
    perhaps = " + ".join(f"({part} != 0)" for part in parts) or "0"
    return f"2 if {sure} >= {count} else 1 if {perhaps} >= {count} else 0"


# --- quantifiers, the `n`th of the function: before the elements, for each of them, after them ---


def start_text(quantifier: Quantifier, n: int) -> str:
    """The line before the first element."""
    if quantifier is Quantifier.every:
        return f"m{n} = 2"
    if quantifier is Quantifier.some:
        return f"m{n} = 0"
    return f"u{n} = p{n} = l{n} = h{n} = 0"


def element_lines(quantifier: Quantifier, n: int, where: str | None, holds: str) -> list[str]:
    """The lines for one element, from the codes of `where` and `holds`."""
    x = holds
    lines = []
    if where is not None:
        x = "x"
        joined = when_text if quantifier is Quantifier.every else lower_text
        lines.append(f"x = {joined(where, holds)}")
    if quantifier is Quantifier.every:
        return [*lines, f"if {x} < m{n}: m{n} = {x}"]
    if quantifier is Quantifier.some:
        return [*lines, f"if {x} > m{n}: m{n} = {x}"]
    lines += [f"if {x}:", f" p{n} += 1", f" if {x} == 2: u{n} += 1"]
    if quantifier is Quantifier.share and where is not None:
        lines += [f"if {where} and {holds} != 2: l{n} += 1", f"if {where} == 2 and not {holds}: h{n} += 1"]
    return lines


def end_text(
    quantifier: Quantifier, n: int, size: str | None, complete: str, count: str, part: str, whole: str
) -> str:
    """The code of the quantifier; `size` is the number of elements if it has no `where`.

    A `share` is `part` out of `whole`.
    """
    if quantifier is Quantifier.every:
        found = f"m{n}" if size is None else f"(m{n} if {size} else 0)"
        return f"{found} if {complete} else m{n} and 1"
    if quantifier is Quantifier.some:
        return f"m{n} if {complete} else m{n} or 1"
    if quantifier is Quantifier.count:
        return f"2 if u{n} >= {count} else 1 if p{n} >= {count} or not {complete} else 0"
    least, most = (f"(u{n} + l{n})", f"(p{n} + h{n})") if size is None else (size, size)
    return (
        f"1 if not {complete} else 2 if u{n} and u{n} * {whole} >= {part} * {least}"
        f" else 1 if p{n} and p{n} * {whole} >= {part} * {most} else 0"
    )
