"""The JSON Schema of what stands beside the conditions: treatments, dates, expectations, changes, gaps."""

from __future__ import annotations

from typing import Final, get_args

from inkoopwijzer.facts.catalogue import Catalogue, FactType
from inkoopwijzer.policy.matters import AmendmentKind
from inkoopwijzer.policy.milestones import Actor, Unit
from inkoopwijzer.policy.read_matters import ANSWERS, OTHERS, TREATMENTS
from inkoopwijzer.policy.read_milestones import NEXT_DAY, SAME_DAY
from inkoopwijzer.policy.schema_parts import Schema, keys, named, of, options, pattern, record, several

BESIDE: Final = ("treatments", "calendar", "expectations", "amendments", "gaps")
_YES_NO: Final[Schema] = {"enum": ["yes", "no"]}


def agreement_fields() -> Schema:
    """The fields of an agreement beside its groups."""
    entry = record(
        {
            "when": of("ref"),
            "says": of("text"),
            "cite": of("cite"),
            "action": _YES_NO,
            "milestones": several(of("id"), unique=True),
        },
        required=("when", "says", "cite"),
    )
    shortfall = record(
        {
            "says": of("text"),
            "silent": of("text"),
            "notice": of("date"),
            "effect": of("date"),
            "cite": of("cite"),
        },
        required=("cite",),
    )
    one = {"oneOf": [{"required": ["says"]}, {"required": ["silent"]}]}
    return {"entry": named(entry), "shortfall": several(shortfall | one), "addendum_to": of("id")}


def beside(known: Catalogue) -> Schema:
    """The entries of each section."""
    told: Schema = {"says": of("text"), "cite": of("cite")}
    answers, treatments = known.dimensions[ANSWERS], known.dimensions[TREATMENTS]
    refs = several(of("ref"), unique=True)
    ids = several(of("id"), unique=True)
    chosen = {**named(of("id")), "maxProperties": 1}
    asked: Schema = {"therapist": refs, "practice": refs, "reading": chosen}
    professions = {"enum": list(known.professions)}
    provision = record({"under": ids, "cite": of("cite"), "per": of("id"), **asked}, required=("under",))
    exemption = record(
        told | asked | {"insured": of("text"), "professions": several(professions, unique=True)},
        required=("says", "cite"),
    )
    treatment = record(
        told
        | {
            "insured": of("text"),
            "by": {**named(provision), "propertyNames": professions},
            "exemptions": named(exemption),
            "others": {"enum": list(OTHERS)},
        },
        required=("says", "cite", "others"),
    )
    return {
        "treatments": {"type": "object"} | treatment,
        "treatment_ids": options(treatments),
        "calendar": record(
            told
            | {
                "actor": {"enum": [actor.value for actor in Actor]},
                "days": of("days"),
                "agreements": ids,
                "for": of("ref"),
                "lapse": of("text"),
            },
            required=("says", "actor", "days", "cite"),
        ),
        "days": {"oneOf": _days(known)},
        "expectations": record(
            told | {"theme": of("text"), "ask": of("text"), "weighed": _YES_NO, "answer": options(answers)},
            required=("theme", "says", "ask", "cite"),
        ),
        "amendments": record(
            told
            | {
                "kind": {"enum": list(get_args(AmendmentKind))},
                "old": of("text"),
                "new": of("text"),
                "about": several({"type": "string"}, unique=True),
            },
            required=("kind", "says", "cite"),
        ),
        "gaps": record({"question": of("text"), "matters": of("text"), "cite": of("cite")}),
    }


def _days(known: Catalogue) -> list[Schema]:
    """The forms in which days are written."""
    date, ids = of("date"), several(of("id"), unique=True)
    found = [
        record({"on": date}),
        record({"until": date, "from": date}, required=("until",)),
        record({"before": date, "from": date}, required=("before",)),
        record({"from": date}),
        record({"earliest": ids}),
        record({"latest": ids}),
        record({"same": of("id")}),
        record({"by_reading": of("id"), "options": named(of("days"))}),
    ]
    for fact in (f for f in known.facts.values() if f.type is FactType.date):
        which: Schema = {"of": keys(fact)}
        counting: Schema = {"enum": [NEXT_DAY, SAME_DAY]}
        lengths: Schema = {"weeks": pattern("^[1-9][0-9]*$", 1), "days": pattern("^[1-9][0-9]*$", 1)}
        found.append(
            record(
                {"after": {"const": fact.id}, "counting": counting} | which | lengths,
                required=("after", "of", "counting"),
            )
            | {"anyOf": [{"required": ["weeks"]}, {"required": ["days"]}]}
        )
        found.append(
            record(
                {
                    "first_of": {"enum": [unit.value for unit in Unit]},
                    "day_of": {"const": fact.id},
                    "following": _YES_NO,
                    "not_before": date,
                    "event_until": date,
                }
                | which,
                required=("first_of", "day_of", "of"),
            )
        )
    return found
