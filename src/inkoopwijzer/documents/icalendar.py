"""Milestones as an agenda file (iCalendar, RFC 5545) that any calendar program reads.

Whole days, so that no program moves a deadline by a time zone; the same `UID` whenever the file is made again, so
that a day that changed replaces the old one; and a warning 30, 7 and 1 days before what the provider must do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from inkoopwijzer.contracting.amsterdam import instant
from inkoopwijzer.contracting.calendar import Dated, by_themselves
from inkoopwijzer.documents import milestone_words as words
from inkoopwijzer.policy.milestones import Actor
from inkoopwijzer.values.text import Lang, Text

OCTETS: Final = 75
"""Longest line in bytes, without its end (RFC 5545, 3.1)."""
WARNINGS: Final = (30, 7, 1)
"""So many days before a deadline of the provider an agenda warns."""
LONGEST_WINDOW: Final = 31
"""What the insurer does in a window of at most so many days stands on all of them; all else on its last day."""
NAME: Final = Text("Inkoopwijzer: contractering", "Inkoopwijzer: contracting")
NO_PROMISE: Final = Text(
    "Dit is geen toezegging; de verzekeraar beslist.", "This is not a promise; the insurer decides."
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SPECIAL: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True)
class Agenda:
    """The milestones of one policy; `titles` names the agreements they are about."""

    policy: str
    insurer_name: str
    titles: Mapping[str, Text]
    milestones: Sequence[Dated]


def icalendar(agendas: Iterable[Agenda], lang: Lang, made_at: datetime, of: str = "") -> bytes:
    """The file with every milestone that has a day, made at an instant; `of` tells whose agenda it is.

    Two providers never share a `UID`, so that their files can stand in one agenda.
    """
    name = f"{NAME.to(lang)} ({of})" if of else NAME.to(lang)
    stamp = f"{instant(made_at):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Inkoopwijzer//Inkoopwijzer//NL",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escape(name)}",
    ]
    for agenda in agendas:
        for dated in in_agenda(agenda.milestones):
            lines += _event(agenda, dated, lang, stamp, of)
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def in_agenda(milestones: Iterable[Dated]) -> list[Dated]:
    """The milestones that an agenda can show: with a day, and not told of by another one."""
    return [dated for dated in by_themselves(milestones) if dated.first or dated.last]


def escape(text: str) -> str:
    """A text as a value: specials escaped, control characters left out (RFC 5545, 3.3.11)."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_SPECIAL.get(sign, sign) for sign in plain)


def fold(line: str) -> bytes:
    """A line in UTF-8 with its end, broken where it is too long but never inside a character."""
    pieces = [bytearray()]
    for sign in line:
        encoded = sign.encode()
        if len(pieces[-1]) + len(encoded) > OCTETS:
            pieces.append(bytearray(b" "))
        pieces[-1] += encoded
    return b"\r\n".join(pieces) + b"\r\n"


def _event(agenda: Agenda, dated: Dated, lang: Lang, stamp: str, of: str) -> Iterator[str]:
    first, last = _shown_on(dated)
    about = words.for_whom(dated.agreements, agenda.titles)
    summary = f"{agenda.insurer_name}: {dated.says.to(lang)}"
    if about is not None:
        summary = f"{summary.removesuffix('.')} ({about.to(lang)})"
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(agenda, dated, of)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_plain(first)}"
    yield f"DTEND;VALUE=DATE:{_plain(last + timedelta(days=1))}"
    yield f"SUMMARY:{escape(summary)}"
    yield f"DESCRIPTION:{escape(chr(10).join(text.to(lang) for text in _told(dated)))}"
    yield f"CATEGORIES:{escape(agenda.insurer_name)}"
    yield "TRANSP:TRANSPARENT"
    if dated.actor is Actor.provider and dated.last is not None:
        for count in WARNINGS:
            yield "BEGIN:VALARM"
            yield "ACTION:DISPLAY"
            yield f"TRIGGER:-P{count}D"
            yield f"DESCRIPTION:{escape(summary)}"
            yield "END:VALARM"
    yield "END:VEVENT"


def _plain(day: date) -> str:
    return day.isoformat().replace("-", "")


def _shown_on(dated: Dated) -> tuple[date, date]:
    """The days on which an agenda shows a milestone."""
    last = dated.last or dated.first
    assert last is not None, "only what has a day is shown"
    window = dated.actor is not Actor.provider and dated.first and (last - dated.first).days < LONGEST_WINDOW
    return (dated.first, last) if window and dated.first else (last, last)


def _told(dated: Dated) -> Iterator[Text]:
    """What the description says, a line each."""
    who, days = words.WHOSE[dated.actor], words.days(dated)
    yield Text(
        f"{who.nl[:1].upper()}{who.nl[1:]}; {days.nl}.", f"{who.en[:1].upper()}{who.en[1:]}; {days.en}."
    )
    if dated.collides or dated.waits:
        yield from (words.weighed(candidate, not dated.waits) for candidate in dated.compared)
    for wait in dated.waits:
        yield Text(f"Wacht op het antwoord: {wait.ask.nl}", f"Waits for the answer: {wait.ask.en}")
    for alternative in dated.alternatives:
        yield words.otherwise(alternative, dated)
    if dated.lapse is not None:
        yield Text(f"Daarna: {dated.lapse.nl}", f"After that: {dated.lapse.en}")
    yield words.where(dated.cites)
    yield NO_PROMISE


def _uid(agenda: Agenda, dated: Dated, of: str) -> str:
    """The same for the same milestone of the same provider, whatever its days are now."""
    whose = "all" if dated.everyone else "+".join(dated.agreements)
    owner = f".{sha256(of.encode()).hexdigest()[:12]}" if of else ""
    return f"{dated.id}.{whose}@{agenda.policy}{owner}.inkoopwijzer"
