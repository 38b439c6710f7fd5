"""Results made by hand: everything a report can be asked to show, small and large."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inkoopwijzer.assess.result import (
    AgreementResult,
    Answer,
    Assessment,
    Barrier,
    ConditionResult,
    Expiry,
    FactSeen,
    GroupResult,
    Question,
    ReadingEffect,
    RemarkResult,
    Route,
    Step,
)
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

DOCUMENT = Document.from_text(
    "beleid.txt", "".join(f"De passage van regel {n} zegt iets.\n" for n in range(1, 41))
)


def both(words: str) -> Text:
    """A sentence that shows in which language it is said."""
    return Text(f"nl-{words}", f"en-{words}")


def fact(subject: str = "Anna", verdict: Verdict = Verdict.met, decisive: bool = True) -> FactSeen:
    known = verdict is not Verdict.unknown
    return FactSeen(
        subject,
        "registratie",
        ("big",),
        both("registered"),
        both("yes" if known else "not-known"),
        verdict,
        decisive,
        both("register") if known else None,
        date(2026, 10, 5) if known else None,
        valid_until=date(2027, 12, 31) if known else None,
        line=12 if known else None,
    )


def condition(
    name: str,
    verdict: Verdict = Verdict.met,
    line: int = 1,
    parts: Sequence[ConditionResult] = (),
    facts: Sequence[FactSeen] = (),
    element: str = "",
    force: str = "result",
) -> ConditionResult:
    return ConditionResult(
        name,
        both(f"{name}-says"),
        verdict,
        both(f"{name}-reason"),
        force,
        (both("proof"),),
        (DOCUMENT.cite(f"§ {name}", line, line),),
        tuple(facts),
        tuple(parts),
        Text(element, element),
    )


def agreement(
    conditions: Sequence[ConditionResult],
    possible: tuple[str, ...] = ("B", "geen"),
    name: str = "Verzekeraar",
    exact: bool = False,
    applies: Verdict = Verdict.met,
) -> AgreementResult:
    """Group A fails on `fails` and is capped by `limit`; group B waits for an answer and the insurer."""
    return AgreementResult(
        insurer="verzekeraar",
        insurer_name=name,
        policy="salland-2027",
        policy_hash="0123456789abcdef0123",
        document="Beleid (1.0)",
        agreement="fysiotherapie",
        title=both("physiotherapy"),
        term=(date(2027, 1, 1), date(2028, 12, 31)),
        on=date(2027, 1, 1),
        applies=applies,
        possible=possible,
        exact=exact,
        groups=(
            GroupResult(
                "A",
                Text("Groep A", "Group A"),
                Verdict.not_met,
                ("fails", "asks"),
                ("fails",),
                ("asks",),
                ("limit",),
            ),
            GroupResult("B", Text("Groep B", "Group B"), Verdict.unknown, ("asks",), (), ("asks",), ()),
        ),
        conditions=tuple(conditions),
        duties=(condition("duty", Verdict.unknown, 9, force="effort"),),
        questions=(
            Question(
                both("question"),
                "",
                "index",
                (),
                both("when"),
                (both("supplier"),),
                (Answer(both("low"), ("B",)), Answer(both("high"), ("geen",))),
                1.0,
                ("asks",),
            ),
            *(
                Question(both(f"question-{n}"), "", "index", (), None, (both("place"),), (), 0.0, ())
                for n in range(8)
            ),
        ),
        routes=(
            Route(
                "A",
                (
                    Step(
                        both("change"),
                        "",
                        "f",
                        (),
                        both("now"),
                        both("needed"),
                        True,
                        "fails",
                        (both("detail"),),
                    ),
                ),
                True,
                ((both("moment"), date(2027, 8, 31), date(2028, 1, 1)),),
                date(2027, 12, 31),
            ),
            Route(
                "A",
                tuple(
                    Step(both(f"find-{n}"), "", f"f{n}", (), both("now"), both("needed"), False, "asks")
                    for n in range(9)
                ),
                False,
                (),
                None,
            ),
            Route("B", (), True, (), None),
        ),
        barriers=(Barrier("A", "fails", both("barrier"), both("because")),),
        readings=(
            ReadingEffect(
                "r1",
                both("doubt"),
                "x",
                both("choice"),
                (DOCUMENT.cite("§ r", 10, 11),),
                {"x": both("option-x"), "y": both("option-y")},
                {"x": ("B", "geen"), "y": ("geen",)},
            ),
            ReadingEffect(
                "r2",
                both("no-doubt"),
                "x",
                both("choice-2"),
                (),
                {"x": both("option-2x"), "y": both("option-2y")},
                {"x": ("B", "geen"), "y": ("B", "geen")},
            ),
        ),
        reservations=(RemarkResult("v", both("reservation"), (DOCUMENT.cite("§ v", 12, 12),)),),
        externals=(RemarkResult("e", both("external"), (DOCUMENT.cite("§ e", 13, 13),)),),
        expiries=(Expiry(both("expiry"), "Anna", date(2027, 12, 31)),),
    )


def everything() -> Assessment:
    """All six verdicts, a condition asked of several, one that comes back, a limit, and every section."""
    shared = condition("shared", Verdict.met, 3, facts=[fact()])
    several = [
        condition("each", v, 4, element=who, facts=[fact(who, v)])
        for who, v in (("Anna", Verdict.met), ("Bob", Verdict.not_met))
    ]
    return Assessment(
        "Praktijk De Brug",
        "/home/iemand/dossier.yaml",
        (
            agreement(
                [
                    condition("scope"),
                    condition("asks", Verdict.unknown, 2, [shared, *several], [fact("Bob", Verdict.unknown)]),
                    condition(
                        "fails", Verdict.not_met, 5, [shared], [fact(), fact("Bob", Verdict.not_met, False)]
                    ),
                    condition("judged", Verdict.for_insurer, 6),
                    condition("nobody", Verdict.not_applicable, 7),
                    condition("open", Verdict.silent, 8, force="effort"),
                    condition("limit", Verdict.met, 14),
                ]
            ),
        ),
    )


def large(locations: int = 4, therapists: int = 12) -> Assessment:
    """A practice of many therapists, at two insurers: every fact of every one of them is shown."""
    names = [f"Therapeut {n} van de vestiging" for n in range(therapists)]
    facts = [fact(name) for name in names for _ in range(4)]
    conditions = [
        condition("scope"),
        condition("asks", Verdict.unknown, 2),
        condition("fails", Verdict.not_met, 3),
    ]
    conditions += [condition(f"c{n}", line=5 + n, facts=facts) for n in range(5)]
    conditions += [
        condition(
            f"p{n}",
            line=12 + n,
            parts=[condition(f"q{n}", element=name, line=20, facts=facts[:6]) for name in names],
        )
        for n in range(2)
    ]
    conditions += [condition(f"l{n}", line=15, facts=[fact(f"Locatie {n}")] * 7) for n in range(locations)]
    return Assessment("Groot", "groot.yaml", (agreement(conditions), agreement(conditions)))
