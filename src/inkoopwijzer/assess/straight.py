"""A second executor of the same tree: one straight-line Python function for each program.

The interpreter of `assess.evaluate` says what a node means, and one practice needs no more. A market of
thousands of practices, or an API that many ask at once, wants the same full trace for less time: here a
program is written out once as Python without a call for each node, compiled, and kept. A fact is looked up
once, quantifiers over the same subjects share one loop, the options of a dimension stand there one by one.

The text holds numbered names only: facts, keys, options and norms are bound to those names from outside, so
nothing that a policy says becomes code. What is rare (a quantifier over subjects within another, assumed
answers, a policy that would become too long) is left to the interpreter's own functions.
`tests/conformance` holds both equal, slot by slot, on random programs and on the shipped policies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.codes import Codes
from inkoopwijzer.assess.evaluate import Program, Trace, run
from inkoopwijzer.assess.straight_writer import TooLong, Writer

Straight = Callable[[Case], Codes]
"""From a case to the code of every slot: what `run(program, case).codes` holds."""

MOST_KEPT: Final = 512
"""How many functions are kept, the latest ones."""

_KEPT: Final[dict[int, tuple[Program, Straight]]] = {}


def run_straight(program: Program, case: Case) -> Trace:
    """The trace of a program for a case, as `run` gives it, in less time.

    The interpreter (`run`) is the reference: where the two would differ, this one is wrong.
    """
    kept = _KEPT.get(id(program))
    evaluate = kept[1] if kept is not None and kept[0] is program else straight(program)
    return Trace(program, case, evaluate(case))


def straight(program: Program) -> Straight:
    """The function that gives the code of every slot of a program; made once and kept."""
    kept = _KEPT.get(id(program))
    if kept is not None and kept[0] is program:
        return kept[1]
    made = _make(program)
    while len(_KEPT) >= MOST_KEPT:
        del _KEPT[next(iter(_KEPT))]
    _KEPT[id(program)] = (program, made)
    return made


def _make(program: Program) -> Straight:
    if not program.compiler.assumed:
        writer = Writer(program)
        try:
            text = writer.write()
        except TooLong:
            pass
        else:
            names = writer.constants
            exec(compile(text, "<straight>", "exec"), names)  # noqa: S102  only names we numbered, no policy text
            made: Straight = names["straight"]  # type: ignore[assignment]  # the function that the text defines
            return made
    return lambda case: run(program, case).codes
