"""The calendar for one provider: its own agreements, its own days, and what is not for it left out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from inkoopwijzer.contracting.amsterdam import day_of
from inkoopwijzer.contracting.standing import State
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.facts.read import parse_dossier
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.assessing import UnknownChoice
from inkoopwijzer.services.calendars import InsurerCalendar, Placed, calendar
from inkoopwijzer.values.fault import Faults
from tests.contracting.packages import RECEIVED, files_with

ON = date(2026, 10, 20)
SIX_WEEKS = f"after: voorstel_ontvangen, {RECEIVED}, weeks: 6, counting: next_day"
WEBSITE = b"""\
conditions:
  met_website:
    says: {nl: De praktijk heeft een website., en: The practice has a website.}
    cite: {section: Kalender, lines: 42}
    fact: eigen_website
"""


def practice(*more: str, kind: str = "vrijgevestigd") -> Dossier:
    lines = [
        'dossier: "1"',
        "praktijk:",
        "  naam: Proef",
        f"  soort_praktijk: {kind}",
        *(f"  {m}" for m in more),
    ]
    return parse_dossier("\n".join(lines).encode() + b"\n", "proef.yaml")


def policy(extra: str = "", entry: bytes = b"", **days: str) -> Policy:
    files = files_with("", extra, **days)
    if "met_website" in extra or b"met_website" in entry:
        files["kalender.yaml"] += WEBSITE
    files["aanbod.yaml"] += entry
    return parse_policy(files, stamped=False)


def of(found_for: Policy, dossier: Dossier | None, on: date = ON) -> InsurerCalendar:
    (insurer,) = calendar(dossier, on=on, policies=[found_for]).insurers
    return insurer


def own(insurer: InsurerCalendar) -> list[Placed]:
    return [p for p in insurer.milestones if not p.milestone.id.startswith("looptijd.")]


def test_without_a_dossier_every_agreement_is_there_and_what_happened_is_waited_for() -> None:
    insurer = of(policy(zes_weken=SIX_WEEKS), None)
    assert list(insurer.agreements) == ["fysiotherapie", "logopedie"]
    (waiting,) = own(insurer)
    assert waiting.standing.state is State.waiting


def test_with_a_dossier_the_days_follow_from_what_happened() -> None:
    came = practice("voorstel_ontvangen: {salland: {fysiotherapie: 2026-09-24, logopedie: 2026-09-30}}")
    found = [(p.milestone.agreements, p.standing.days_left) for p in own(of(policy(z=SIX_WEEKS), came))]
    assert found == [(("fysiotherapie",), 16), (("logopedie",), 22)]


def test_an_agreement_that_is_not_meant_for_the_provider_is_left_out() -> None:
    insurer = of(policy(dag="on: 2026-04-01"), practice(kind="instelling"))
    assert (dict(insurer.agreements), insurer.milestones) == ({}, ())
    unknown = of(policy(dag="on: 2026-04-01"), practice(kind="onbekend"))
    assert len(unknown.agreements) == 2


def test_a_provider_that_becomes_independent_when_the_term_begins_sees_the_calendar_before_it() -> None:
    later = practice(
        kind="[{waarde: instelling, tot_en_met: 2030-12-31}, {waarde: vrijgevestigd, van: 2031-01-01}]"
    )
    assert list(of(policy(dag="on: 2026-04-01"), later).agreements) == ["fysiotherapie", "logopedie"]


@pytest.mark.parametrize(
    ("answer", "shown", "condition"),
    [("ja", True, False), ("nee", False, False), ("onbekend", True, True)],
)
def test_a_milestone_for_some_is_shown_to_them_and_to_whom_it_may_be_for(
    answer: str, shown: bool, condition: bool
) -> None:
    some = policy("    for: met_website\n", dag="on: 2026-04-01")
    found = own(of(some, practice(f"eigen_website: {answer}")))
    assert bool(found) is shown
    assert [p.condition is not None for p in found] == ([condition] if shown else [])


def test_without_a_dossier_a_milestone_for_some_says_for_whom() -> None:
    (found,) = own(of(policy("    for: met_website\n", dag="on: 2026-04-01"), None))
    assert found.condition is not None
    assert found.condition.nl == "De praktijk heeft een website."


ENTRY = b"""\
    entry:
      met:
        when: met_website
        says: {nl: Met website., en: With a website.}
        milestones: [dag]
        cite: {section: Aanbod, lines: 36}
"""


def test_a_milestone_of_a_way_in_is_left_out_when_that_way_is_surely_not_this_providers() -> None:
    """Only logopedie names the day among its ways in; for fysiotherapie it stays."""
    ways = policy(entry=ENTRY, dag="on: 2026-04-01")

    def agreements(answer: str) -> list[tuple[str, ...]]:
        return [p.milestone.agreements for p in own(of(ways, practice(f"eigen_website: {answer}")))]

    assert agreements("nee") == [("fysiotherapie",)]
    assert agreements("ja") == agreements("onbekend") == [("fysiotherapie", "logopedie")]


def test_without_a_day_it_is_seen_from_today_in_amsterdam() -> None:
    before = day_of(datetime.now(UTC))
    found = calendar(policies=[policy(dag="on: 2026-04-01")]).on
    assert before <= found <= day_of(datetime.now(UTC))


def test_a_wrong_choice_or_dossier_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownChoice):
        calendar(insurers=["nergens"])
    with pytest.raises(UnknownChoice):
        calendar(readings={"zes_weken_vanaf": "morgen"})
    with pytest.raises(Faults):
        calendar(tmp_path / "weg.yaml")
