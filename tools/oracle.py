"""Compare the interpreter with all completions of the unknown facts: the long form of tests/assess.

`python -m tools.oracle [CASES [FIRST]]` draws CASES random policies with dossiers (20,000 unless said),
numbered from FIRST, then walks the boundary grid of the shipped policies and the scenarios of all agreements,
each also with facts made unknown. Prints how many there were, how
many left a real possibility out (unsound) and how many kept one that nothing leads to (inexact). Exits 1 if
there is one; a case is drawn again by its number: `tests.assess.strategies.draw(NUMBER)`.

In a case with a list that may be incomplete two rules can ask opposite things of those who are not listed;
there the outcome may keep more than needed, and so it may where two rules look at the same opening hours. These
are counted apart, and are not an error.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from multiprocessing import Pool, cpu_count
from time import perf_counter

from tests.assess.against import compare, drawn
from tests.assess.grid import Place, grid, policy
from tests.assess.scenario_cases import ScenarioCase, cases

CASES = 20_000
BUDGET = 3_000
HOLES = 4
"""How often each scenario is also tried with a few of its facts made unknown."""
INSURERS = ("salland", "zorg_en_zekerheid")

Found = tuple[str, str, str]
"""What it is, how it came out, and where to find it again."""


def one_random(number: int) -> Found:
    found = drawn(number, budget=BUDGET)
    if found is None:
        return ("random", "too many completions, not counted", "")
    kind = "random, lists or hours open" if found.more_may_exist else "random"
    if found.exact is None and not found.unsound:
        return (kind, "sound, too many for the tables", "")
    if found.inexact and found.more_may_exist:
        return (kind, "keeps more than needed", "")
    return (kind, _outcome(found.unsound, found.inexact), f"draw({number})")


def one_place(place: Place) -> Found:
    found = compare(policy(place.insurer), place.dossier(), place.on, dict(place.readings), budget=50_000)
    if found is None:
        return (place.insurer, "too many completions, not counted", "")
    return (place.insurer, _outcome(found.unsound, found.truth != found.exact), repr(place))


def one_scenario(case: ScenarioCase) -> Found:
    found = case.compared(budget=BUDGET)
    what = f"{case.insurer} {case.scenario.agreement}"
    if found is None:
        return (what, "too many completions, not counted", "")
    if found.exact is not None and found.inexact and found.more_may_exist:
        return (what, "keeps more than needed", "")
    return (what, _outcome(found.unsound, found.truth != (found.exact or found.truth)), repr(case))


def _outcome(unsound: bool, inexact: bool) -> str:
    return "UNSOUND" if unsound else "INEXACT" if inexact else "exact"


def main(arguments: Sequence[str]) -> int:
    wanted = int(arguments[0]) if arguments else CASES
    first = int(arguments[1]) if len(arguments) > 1 else 0
    counted: Counter[tuple[str, str]] = Counter()
    wrong: list[Found] = []
    start = perf_counter()
    with Pool(cpu_count()) as pool:
        number, done = first, 0
        while done < wanted:
            numbers = range(number, number + 2_000)
            number += 2_000
            for found in pool.imap_unordered(one_random, numbers, chunksize=50):
                counted[found[:2]] += 1
                done += "not counted" not in found[1]
                wrong += [found] if found[1].isupper() else []
        for insurer in INSURERS:
            for found in pool.imap_unordered(one_place, grid(insurer, wide=True), chunksize=50):
                counted[found[:2]] += 1
                wrong += [found] if found[1].isupper() else []
        for insurer in INSURERS:
            for found in pool.imap_unordered(one_scenario, cases(insurer, holes=HOLES), chunksize=20):
                counted[found[:2]] += 1
                wrong += [found] if found[1].isupper() else []
    for (what, how), many in sorted(counted.items()):
        print(f"{what:35} {how:35} {many:8}")
    for found in wrong[:20]:
        print("  ".join(found))
    print(f"{sum(counted.values())} cases, {len(wrong)} wrong, {perf_counter() - start:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
