"""Every agreement of the shipped policies, on its scenarios: exact, also when facts are made unknown.

`make oracle` runs all scenarios, each with several sets of facts made unknown; here it is one in so many.
"""

from __future__ import annotations

import pytest

from tests.assess.scenario_cases import cases, packages

EVERY = 9


@pytest.mark.parametrize("insurer", ["salland", "zorg_en_zekerheid"])
def test_every_agreement_is_exact_on_its_scenarios(insurer: str) -> None:
    wrong, agreements, counted = [], set(), 0
    for case in cases(insurer, holes=1, every=EVERY, first=1):
        found = case.compared()
        if found is None:
            continue
        counted += 1
        agreements.add(case.scenario.agreement)
        if found.unsound or (found.truth != found.exact and not found.more_may_exist):
            wrong.append((case, found))
    assert wrong == []
    assert counted > len(packages()[insurer].scenarios) / EVERY
    missing = set(packages()[insurer].policy.agreements) - agreements
    assert not missing
