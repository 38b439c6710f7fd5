"""Agenda files keep the rules of RFC 5545, and say what the calendar says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkoopwijzer.contracting.amsterdam import NotAnInstant
from inkoopwijzer.contracting.calendar import calendar_of
from inkoopwijzer.contracting.reckon import Events
from inkoopwijzer.documents.icalendar import OCTETS, Agenda, escape, fold, icalendar
from inkoopwijzer.policy.milestones import Actor
from inkoopwijzer.policy.policy import Policy
from tests.contracting.packages import RECEIVED, policy_with, received

MADE = datetime(2026, 10, 20, 11, 30, tzinfo=UTC)
SIX_WEEKS = f"after: voorstel_ontvangen, {RECEIVED}, weeks: 6, counting: next_day"

LAPSE = "    lapse: {nl: Jammer., en: Pity.}\n"

Event = dict[str, list[str]]


def file_of(policy: Policy, events: Events | None = None, of: str = "") -> bytes:
    titles = {name: agreement.title for name, agreement in policy.agreements.items()}
    agenda = Agenda(policy.id, policy.insurer_name, titles, calendar_of(policy, events))
    return icalendar([agenda], "nl", MADE, of)


def unfolded(data: bytes) -> list[str]:
    """The lines of a file as a reader of RFC 5545 puts them together again."""
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def events_in(data: bytes) -> list[Event]:
    """The events with their properties by name; those of alarms under the name `VALARM.`."""
    found: list[Event] = []
    inside = ""
    for line in unfolded(data):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif line in ("BEGIN:VALARM", "END:VALARM"):
            inside = "VALARM." if name == "BEGIN" else ""
        elif found and line != "END:VEVENT":
            found[-1].setdefault(inside + name, []).append(value)
    return found


def event(data: bytes, part: str) -> Event:
    (one,) = (e for e in events_in(data) if e["UID"][0].startswith(part))
    return one


# --- the rules of the format ---------------------------------------------------------------------------------------


def test_a_file_has_the_frame_that_every_reader_asks() -> None:
    lines = unfolded(file_of(policy_with(dag="on: 2026-04-01")))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert any(line.startswith("PRODID:") for line in lines)
    opened = [line.partition(":")[2] for line in lines if line.startswith("BEGIN:")]
    closed = [line.partition(":")[2] for line in lines if line.startswith("END:")]
    assert sorted(opened) == sorted(closed)


def test_every_line_ends_with_crlf_and_is_at_most_75_octets() -> None:
    data = file_of(policy_with(dag="on: 2026-04-01", zes_weken=SIX_WEEKS), received(date(2026, 9, 24)))
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= OCTETS


def folding_faults(folding: Callable[[str], bytes], line: str) -> list[str]:
    """What a reader would stumble over: a piece too long, half a character, another line than was meant."""
    pieces = folding(line).removesuffix(b"\r\n").split(b"\r\n")
    found = [f"{len(piece)} octets" for piece in pieces if len(piece) > OCTETS]
    found += [
        "half a character" for piece in pieces if b"\xef\xbf\xbd" in piece.decode(errors="replace").encode()
    ]
    found += ["no space" for piece in pieces[1:] if not piece.startswith(b" ")]
    joined = pieces[0] + b"".join(piece[1:] for piece in pieces[1:])
    return found if joined == line.encode() else [*found, "another line"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd"), max_size=300))
def test_folding_never_breaks_a_character_and_unfolds_to_the_same_line(line: str) -> None:
    assert folding_faults(fold, line) == []


def by_characters(line: str) -> bytes:
    return b"\r\n ".join(line[at : at + 74].encode() for at in range(0, len(line), 74)) + b"\r\n"


def by_octets(line: str) -> bytes:
    data = line.encode()
    return b"\r\n ".join(data[at : at + 74] for at in range(0, len(data), 74)) + b"\r\n"


def without_the_space(line: str) -> bytes:
    return b"\r\n ".join(line[at : at + 75].encode() for at in range(0, len(line), 75)) + b"\r\n"


def without_a_sign(line: str) -> bytes:
    return fold(line).replace(b"\r\n ", b"\r\n")


@pytest.mark.parametrize("wrong", [by_characters, by_octets, without_the_space, without_a_sign])
def test_a_planted_fault_in_folding_is_caught(wrong: Callable[[str], bytes]) -> None:
    lines = ["a" * 300, "aé" * 100, "é" * 200]
    assert any(folding_faults(wrong, line) for line in lines)


def test_a_line_of_exactly_75_octets_is_not_folded_and_one_more_is() -> None:
    assert fold("a" * 75) == b"a" * 75 + b"\r\n"
    assert fold("a" * 76) == b"a" * 75 + b"\r\n a\r\n"
    assert fold("a" * 74 + "é") == b"a" * 74 + b"\r\n \xc3\xa9\r\n"
    assert fold("a" * 75 + "b" * 75) == b"a" * 75 + b"\r\n " + b"b" * 74 + b"\r\n b\r\n"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_text_is_escaped_so_that_it_comes_back_without_its_control_characters(text: str) -> None:
    value = escape(text)
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value)
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert unescaped(value) == plain


def test_specials_are_escaped() -> None:
    assert escape("a; b, c\\d\ne") == "a\\; b\\, c\\\\d\\ne"
    assert escape("a\r\nEND:VEVENT") == "a\\nEND:VEVENT"


# --- what it says --------------------------------------------------------------------------------------------------


def test_a_day_is_a_whole_day_whose_end_is_the_day_after() -> None:
    one = event(file_of(policy_with(dag="on: 2026-12-31")), "dag.")
    assert one["DTSTART;VALUE=DATE"] == ["20261231"]
    assert one["DTEND;VALUE=DATE"] == ["20270101"]
    assert one["DTSTAMP"] == ["20261020T113000Z"]


def test_a_deadline_of_the_provider_stands_on_its_last_day_and_warns_before_it() -> None:
    data = file_of(policy_with(zes_weken=SIX_WEEKS), received(date(2026, 9, 24)))
    one = event(data, "zes_weken.fysiotherapie")
    assert one["DTSTART;VALUE=DATE"] == ["20261105"]
    assert one["VALARM.TRIGGER"] == ["-P30D", "-P7D", "-P1D"]
    assert one["VALARM.ACTION"] == ["DISPLAY"] * 3
    assert len(one["VALARM.DESCRIPTION"]) == 3


def of_the_insurer(rule: str) -> bytes:
    """The same milestone, but the insurer's to do."""
    policy = policy_with(venster=rule)
    titles = {name: agreement.title for name, agreement in policy.agreements.items()}
    theirs = [replace(d, actor=Actor.insurer) for d in calendar_of(policy)]
    return icalendar([Agenda(policy.id, policy.insurer_name, titles, theirs)], "nl", MADE)


def test_what_the_insurer_does_in_a_month_stands_on_all_days_and_does_not_warn() -> None:
    one = event(of_the_insurer("from: 2026-09-01, until: 2026-09-30"), "venster.")
    assert (one["DTSTART;VALUE=DATE"], one["DTEND;VALUE=DATE"]) == (["20260901"], ["20261001"])
    assert "VALARM.TRIGGER" not in one


def test_a_long_window_of_the_insurer_stands_on_its_last_day() -> None:
    one = event(of_the_insurer("from: 2026-01-01, until: 2027-12-31"), "venster.")
    assert (one["DTSTART;VALUE=DATE"], one["DTEND;VALUE=DATE"]) == (["20271231"], ["20280101"])


def test_a_description_tells_what_follows_where_it_stands_and_that_it_is_no_promise() -> None:
    one = event(file_of(policy_with(extra=LAPSE, venster="until: 2026-11-12")), "venster.")
    told = unescaped(one["DESCRIPTION"][0]).split("\n")
    assert told[0] == "Aan u; tot en met 12 november 2026."
    assert "Daarna: Jammer." in told
    assert "Kalender, regel 40" in told
    assert told[-1].startswith("Dit is geen toezegging")


def test_of_days_that_collide_the_one_that_counts_is_an_event_and_tells_of_the_other() -> None:
    policy = policy_with(zes_weken=SIX_WEEKS, vast="until: 2026-11-12", samen="earliest: [zes_weken, vast]")
    data = file_of(policy, received(date(2026, 9, 24)))
    assert {e["UID"][0].split(".")[0] for e in events_in(data)} == {"samen", "looptijd"}
    one = event(data, "samen.fysiotherapie")
    assert "12 november 2026" in one["DESCRIPTION"][0]
    assert "5 november 2026\\, en dat telt" in one["DESCRIPTION"][0]


def test_what_waits_without_a_day_is_not_in_an_agenda() -> None:
    assert all(e["UID"][0].startswith("looptijd") for e in events_in(file_of(policy_with(w=SIX_WEEKS))))


def test_the_same_milestone_keeps_its_name_when_its_day_changes_and_no_two_share_one() -> None:
    policy = policy_with(zes_weken=SIX_WEEKS, dag="on: 2026-04-01")

    def names(came: date) -> list[str]:
        both = {**received(came), **received(came, "logopedie")}
        return sorted(e["UID"][0] for e in events_in(file_of(policy, both)))

    assert names(date(2026, 9, 24)) == names(date(2026, 9, 30))
    found = names(date(2026, 9, 24))
    assert len(set(found)) == len(found)


def test_two_practices_never_share_a_name() -> None:
    policy = policy_with(dag="on: 2026-04-01")
    one, other = ({e["UID"][0] for e in events_in(file_of(policy, of=name))} for name in ("A", "B"))
    assert not one & other


def test_the_same_calendar_gives_the_same_file() -> None:
    policy = policy_with(dag="on: 2026-04-01")
    assert file_of(policy) == file_of(policy)


def test_an_agenda_is_in_the_language_asked_for() -> None:
    policy = policy_with(dag="on: 2026-04-01")
    titles = {name: agreement.title for name, agreement in policy.agreements.items()}
    data = icalendar([Agenda(policy.id, "Z", titles, calendar_of(policy))], "en", MADE)
    assert "Your move\\; 1 April 2026." in "\n".join(unfolded(data))
    assert b"geen toezegging" not in data


def test_the_moment_it_was_made_must_be_an_instant() -> None:
    with pytest.raises(NotAnInstant):
        icalendar([], "nl", datetime(2026, 10, 20))  # noqa: DTZ001


def test_the_moment_it_was_made_is_told_in_utc() -> None:
    policy = policy_with(dag="on: 2026-04-01")
    titles = {name: agreement.title for name, agreement in policy.agreements.items()}
    there = datetime(2026, 10, 20, 13, 30, tzinfo=timezone(timedelta(hours=2)))
    data = icalendar([Agenda(policy.id, "Z", titles, calendar_of(policy))], "nl", there)
    assert event(data, "dag.")["DTSTAMP"] == ["20261020T113000Z"]
