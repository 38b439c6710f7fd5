"""Credits and return messages decide which lines count, and contradictions are told instead of resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inkoopwijzer.registers import claims_make, gds_settle
from inkoopwijzer.values.fault import Faults
from tests.registers import gds_files as gds
from tests.registers.gds_files import Back, Credit, Debit, Message, Person, message

FIRST = message(Debit("R-1"), Debit("R-2", amount="40.00"), Debit("R-3", amount="50.00"))


def left(
    folder: Path, messages: list[Message], returns: Sequence[Message] = ()
) -> tuple[dict[str, int], list[Decimal]]:
    made = gds.read(folder, messages, returns)
    return dict(made.manifest.left_out), sorted(row["bedrag"] for row in gds.rows(made))


def codes(folder: Path, messages: list[Message], returns: list[Message]) -> set[str]:
    with pytest.raises(Faults) as told:
        gds.read(folder, messages, returns)
    return {fault.code for fault in told.value.faults}


def back(*lines: Back, **changes: Any) -> Message:
    return FIRST.returned([Person(lines)], **changes)


def test_a_line_for_which_nothing_was_awarded_is_left_out(tmp_path: Path) -> None:
    assert left(tmp_path, [FIRST], [back(Back("R-2"))]) == ({"afgewezen": 1}, [Decimal(36), Decimal(50)])
    assert left(tmp_path, [FIRST], [back(Back("R-2", ""))]) == ({"afgewezen": 1}, [Decimal(36), Decimal(50)])


def test_a_line_awarded_in_part_counts_for_what_was_awarded(tmp_path: Path) -> None:
    made = gds.read(tmp_path, [FIRST], [back(Back("R-2", "12.50"))])
    assert sorted(row["bedrag"] for row in gds.rows(made)) == [Decimal("12.50"), Decimal(36), Decimal(50)]
    assert made.manifest.gds is not None
    assert made.manifest.gds.counts["regels_deels_toegekend"] == 1


def test_feedback_on_a_person_rejects_their_lines_that_did_not_come_back(tmp_path: Path) -> None:
    two = Message((Person(FIRST.people[0].lines), Person((Debit("R-4"),), number="VERZONNEN-2")))
    feedback = "<Feedback><Retourcode>1</Retourcode></Feedback>"
    answer = two.returned([Person((Back("R-3", "50.00"),), more=feedback)])
    assert left(tmp_path, [two], [answer]) == ({"afgewezen": 2}, [Decimal(36), Decimal(50)])


def test_feedback_on_the_message_rejects_it_when_nothing_was_awarded(tmp_path: Path) -> None:
    feedback = "<Feedback><Retourcode>1</Retourcode></Feedback>"
    assert left(tmp_path, [FIRST], [FIRST.returned([], header=feedback)]) == ({"afgewezen": 3}, [])
    told = FIRST.returned([], header=feedback, total="126.00")
    assert left(tmp_path, [FIRST], [told]) == ({}, [Decimal(36), Decimal(40), Decimal(50)])


def test_the_total_awarded_proves_that_the_feedback_was_understood(tmp_path: Path) -> None:
    assert left(tmp_path, [FIRST], [back(Back("R-2"), total="86.00")])[0] == {"afgewezen": 1}
    assert codes(tmp_path, [FIRST], [back(Back("R-2"), total="126.00")]) == {"gds.awarded"}
    assert codes(tmp_path, [FIRST], [back(total="100.00")]) == {"gds.awarded"}


def test_a_reader_that_does_not_compare_totals_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_make, "disputes", lambda *_: [])
    assert left(tmp_path, [FIRST], [back(Back("R-2"), total="126.00")])[0] == {"afgewezen": 1}


def test_a_return_that_names_another_line_is_told(tmp_path: Path) -> None:
    assert codes(tmp_path, [FIRST], [back(Back("R-9"))]) == {"gds.no_such_line"}


def test_a_return_of_another_message_changes_nothing_and_is_counted(tmp_path: Path) -> None:
    made = gds.read(tmp_path, [FIRST], [back(Back("R-2"), invoice="F-9")])
    assert made.manifest.rows == 3
    assert made.manifest.gds is not None
    assert made.manifest.gds.without_return == 1
    assert made.manifest.gds.counts["retourberichten_zonder_bericht"] == 1


def test_a_credit_of_a_later_message_cancels_its_line(tmp_path: Path) -> None:
    later = message(Credit("C-1", "R-2", amount="40.00"), invoice="F-2")
    assert left(tmp_path, [FIRST, later]) == ({"gecrediteerd": 1}, [Decimal(36), Decimal(50)])
    assert left(tmp_path, [later, FIRST]) == ({"gecrediteerd": 1}, [Decimal(36), Decimal(50)])


def test_a_credit_that_the_insurer_rejected_cancels_nothing(tmp_path: Path) -> None:
    later = message(Credit("C-1", "R-2", amount="40.00"), invoice="F-2")
    answer = later.returned([Person((Back("C-1", credit=True),))])
    made = gds.read(tmp_path, [FIRST, later], [answer])
    assert made.manifest.rows == 3
    assert made.manifest.gds is not None
    assert made.manifest.gds.counts["creditregels_afgewezen"] == 1


def test_a_credit_without_its_line_is_counted(tmp_path: Path) -> None:
    made = gds.read(tmp_path, [message(Debit("R-1"), Credit("C-1", "R-9"), total="0.00")])
    assert made.manifest.rows == 1
    assert made.manifest.gds is not None
    assert made.manifest.gds.counts["creditregels_zonder_regel"] == 1


def test_a_credit_never_cancels_a_line_of_its_own_message(tmp_path: Path) -> None:
    assert codes(tmp_path, [message(Debit("R-1"), Credit("C-1", "R-1"), total="0.00")], []) == {
        "gds.own_credit"
    }


@pytest.mark.parametrize(
    "other",
    [
        Message((Person((Credit("C-1", "R-1"),), number="VERZONNEN-2"),), invoice="F-2"),
        message(Credit("C-1", "R-1", day="2025-10-21"), invoice="F-2"),
        message(Credit("C-1", "R-1", list_="074"), invoice="F-2"),
    ],
)
def test_a_credit_of_something_else_than_its_line_is_told(tmp_path: Path, other: Message) -> None:
    assert codes(tmp_path, [FIRST, other], []) == {"gds.other_line"}


# --- nothing is lost ----------------------------------------------------------------------------------------

KINDS = st.sampled_from(
    ["paid", "specifies", "informs", "rejected", "part", "credited", "rejected and credited"]
)


def outcome(folder: Path, kinds: list[str]) -> tuple[int, int, dict[str, int]]:
    """Lines read, lines written and lines left out, when the lines of a message fare like this."""
    code = {"specifies": "2", "informs": "3"}
    lines = [Debit(f"R-{n}", kind=code.get(kind, "01")) for n, kind in enumerate(kinds)]
    people = tuple(Person((line,), number=f"V-{n % 3}") for n, line in enumerate(lines))
    claim = Message(people)
    came = {"rejected": "0.00", "part": "20.00", "rejected and credited": "0.00"}
    returned = [
        Person((Back(f"R-{n}", came[kind]),), number=f"V-{n % 3}")
        for n, kind in enumerate(kinds)
        if kind in came
    ]
    credits_ = [
        Person((Credit(f"C-{n}", f"R-{n}"),), number=f"V-{n % 3}")
        for n, kind in enumerate(kinds)
        if kind.endswith("credited")
    ]
    later = [Message(tuple(credits_), invoice="F-2")] if credits_ else []
    made = gds.read(folder, [claim, *later], [claim.returned(returned)])
    return made.manifest.lines_read, made.manifest.rows, dict(made.manifest.left_out)


REASON = {
    "specifies": "specificatie",
    "informs": "informatie",
    "rejected": "afgewezen",
    "rejected and credited": "afgewezen",
    "credited": "gecrediteerd",
}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(KINDS, min_size=1, max_size=24))
def test_every_line_read_is_written_or_left_out_for_one_reason(tmp_path: Path, kinds: list[str]) -> None:
    read, written, dropped = outcome(tmp_path, kinds)
    assert read == len(kinds) == written + sum(dropped.values())
    assert dropped == Counter(REASON[kind] for kind in kinds if kind in REASON)


def test_a_settlement_that_loses_a_line_stops_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lossy = gds_settle._SETTLE.replace("LEFT JOIN terug", "JOIN terug")
    assert lossy != gds_settle._SETTLE
    monkeypatch.setattr(gds_settle, "_SETTLE", lossy)
    with pytest.raises(AssertionError, match="lines read"):
        outcome(tmp_path, ["paid", "part", "credited"])
    assert not list((tmp_path / "uit").iterdir())
