"""Markets to run exported SQL on: the examples and scenario bases with holes in them, and random dossiers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from random import Random

from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy import tree as t
from inkoopwijzer.policy.package import shipped_policies
from inkoopwijzer.policy.reached import nodes_of, readings_in
from inkoopwijzer.values.text import Text
from tests.assess.strategies import Drawn, dossier_of, draw, policy_of
from tests.conformance.test_straight import DAYS, dossiers, punched
from tests.engines.compared import Asked, alike

VARIANTS = 3
"""A random dossier itself, and so many less one with holes in it."""


_bases = cache(dossiers)


@cache
def shipped_market(holes: int = 2) -> tuple[Dossier, ...]:
    """Every example and scenario base, each with some versions in which facts are missing or turned round."""
    chance = Random(8)
    found = [made for one in _bases() for made in [one, *(punched(one, chance) for _ in range(holes))]]
    return tuple(alike(found))


def shipped_agreements() -> list[Asked]:
    """Every shipped agreement under the default readings, by turns on one of two days."""
    both = [(policy, name) for policy in shipped_policies() for name in policy.agreements]
    return [Asked(policy, name, (), DAYS[n % len(DAYS)]) for n, (policy, name) in enumerate(both)]


def other_readings() -> list[Asked]:
    """Every other option of every reading, at the smallest of the agreements that depend on it, several at once."""
    chosen: dict[tuple[str, str, int], dict[str, str]] = {}
    by_id = {policy.id: policy for policy in shipped_policies()}
    for policy in by_id.values():
        reached = {name: nodes_of(policy, agreement) for name, agreement in policy.agreements.items()}
        for reading in policy.readings.values():
            at = [
                name
                for name in sorted(reached, key=lambda n: len(reached[n]))
                if reading.id in readings_in(reached[name])
            ]
            others = [option for option in reading.options if option != reading.default]
            for turn, option in enumerate(others if at else ()):
                chosen.setdefault((policy.id, at[0], turn), {})[reading.id] = option
    return [
        Asked(by_id[policy_id], name, tuple(sorted(readings.items())), DAYS[0])
        for (policy_id, name, _), readings in chosen.items()
    ]


def asked_of(drawn: Drawn) -> Asked:
    """What a random case asks."""
    return Asked(drawn.policy, readings=tuple(sorted(drawn.readings.items())), on=drawn.on)


def random_market(seeds: Iterable[int]) -> tuple[list[Drawn], list[Dossier]]:
    """Random cases and their dossiers as one market: those of the n-th case are at n x VARIANTS and after it."""
    cases = [draw(seed) for seed in seeds]
    found = []
    for case in cases:
        chance = Random(case.seed)
        found += [case.dossier, *(punched(case.dossier, chance) for _ in range(VARIANTS - 1))]
    return cases, alike(found)


NASTY = "'; drop table gegevens; -- \\\n\" ` ${x} \u2028 /* */ %s {0} é"
"""Text that would do harm if it became more than comment."""


@cache
def odd_names() -> tuple[Asked, tuple[Dossier, ...]]:
    """A policy whose conditions and groups are called as columns and keywords are, or differ only in capitals."""
    leaf = t.FactIs("eigen_website", (), None)
    names = [
        "praktijk",
        "nr",
        "id",
        "naam",
        "agb",
        "beroep",
        "uitkomst",
        "gegevens",
        "order",
        "select",
        "s",
        "t1",
    ]
    names += ["groep_a", "praktijk_codes", "eigen_website", "eigen_website_stand", "a" * 60, "a" * 59 + "b"]
    nodes: dict[str, t.Node] = {
        name: t.Not(leaf) if n % 2 else t.All((leaf,)) for n, name in enumerate(names)
    }
    places = t.FactIs("gemeente", (), ("'s-Gravenhage", "Súdwest-Fryslân"))
    nodes["plaats"] = t.Over(t.Quantifier.some, t.Selection("locatie", kind="locatie"), None, places)
    groups = {"A": ("nr",), "a": ("plaats",), "It's \\ one": tuple(names), "é" * 40: ("order",)}
    policy = policy_of(nodes, groups, hash="odd names")
    said_so = {n: replace(c, says=Text(NASTY, NASTY)) for n, c in policy.conditions.items()}
    asked = Asked(replace(policy, conditions=said_so))
    places_there = ("'s-Gravenhage", "Raalte", "Súdwest-Fryslân")
    dossiers = alike(
        dossier_of({("eigen_website",): site}, locatie=[{("gemeente",): place}])
        for site in (True, False, None)
        for place in places_there
    )
    return asked, tuple(dossiers)
