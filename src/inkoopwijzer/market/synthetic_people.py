"""Which practices a synthetic market has, how large they are, and who works there. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.records import Bytes, Flags, Rows
from inkoopwijzer.market.synthetic_chance import Floats, chance, pick, some
from inkoopwijzer.market.synthetic_region import Areas


@dataclass(frozen=True)
class Kind:
    """A kind of practice: its share of the market, whom it employs (by weight), and how many of them.

    Sizes follow a lognormal distribution around `middle`, at least `least` and at most `most`.
    """

    id: str
    share: float
    team: tuple[tuple[str, float], ...]
    middle: float
    spread: float
    most: int
    least: int = 1
    independent: bool = True


KINDS: Final = (
    Kind("fysiotherapie", 0.655, (("fysiotherapeut", 0.97), ("oefentherapeut", 0.03)), 2.1, 0.9, 60),
    Kind("oefentherapie", 0.05, (("oefentherapeut", 1.0),), 1.4, 0.6, 12),
    Kind("logopedie", 0.08, (("logopedist", 1.0),), 1.7, 0.8, 25),
    Kind("ergotherapie", 0.035, (("ergotherapeut", 1.0),), 1.6, 0.8, 25),
    Kind("dietetiek", 0.06, (("dietist", 1.0),), 1.4, 0.7, 20),
    Kind("huidtherapie", 0.02, (("huidtherapeut", 1.0),), 1.7, 0.7, 15),
    Kind("podotherapie", 0.02, (("podotherapeut", 0.95), ("registerpodoloog", 0.05)), 1.9, 0.8, 25),
    Kind("podologie", 0.01, (("registerpodoloog", 1.0),), 1.2, 0.4, 6),
    Kind(
        "gezondheidscentrum",
        0.035,
        (
            ("fysiotherapeut", 0.6),
            ("oefentherapeut", 0.1),
            ("dietist", 0.1),
            ("logopedist", 0.1),
            ("ergotherapeut", 0.07),
            ("podotherapeut", 0.03),
        ),
        7.0,
        0.5,
        40,
        3,
    ),
    Kind(
        "instelling",
        0.03,
        (
            ("fysiotherapeut", 0.45),
            ("ergotherapeut", 0.25),
            ("logopedist", 0.15),
            ("dietist", 0.1),
            ("oefentherapeut", 0.05),
        ),
        8.0,
        0.6,
        60,
        2,
        independent=False,
    ),
    Kind(
        "ziekenhuis",
        0.005,
        (
            ("fysiotherapeut", 0.45),
            ("dietist", 0.2),
            ("logopedist", 0.15),
            ("ergotherapeut", 0.15),
            ("huidtherapeut", 0.05),
        ),
        20.0,
        0.4,
        60,
        6,
        independent=False,
    ),
)
"""The kinds of practice. The shares and sizes are assumptions: see docs/synthetic-market.md."""

TELLS_NOTHING: Final = 0
TELLS_SOME: Final = 1
TELLS_ALL: Final = 2

_TELLING: Final = (0.11, 0.16, 0.73)
_SLOPPY: Final = 0.08
_ELSEWHERE_TOO: Final = 0.06
_NEAR: Final = 25
"""Somebody who also works elsewhere does so at one of the 25 practices before or after in order of postcode."""


@dataclass(frozen=True)
class Practices:
    """The practices of a market, ordered by where they stand.

    `kind` is a place in `KINDS`, `area` one in the areas, `size` the number of own therapists. `drive` (mean 0,
    standard deviation 1) says how much a practice does beyond what is asked, `sloppy` whether it often falls short,
    `telling` how much it told of itself, `starter` whether it did not exist in 2024.
    """

    kind: Bytes
    area: Rows
    size: Rows
    drive: Floats
    sloppy: Flags
    telling: Bytes
    starter: Flags

    def __len__(self) -> int:
        return len(self.kind)

    def of_kind(self, *ids: str) -> Flags:
        """Which practices are of one of these kinds."""
        return np.isin(self.kind, [n for n, kind in enumerate(KINDS) if kind.id in ids])

    @property
    def independent(self) -> Flags:
        """Which practices are not an institution or a hospital."""
        return np.array([kind.independent for kind in KINDS])[self.kind]


@dataclass(frozen=True)
class People:
    """Who works where. Of a person: the profession and the practice that is home.

    Of a row (a therapist at a practice): the practice (ascending), the person, and whether it is not the person's
    home. `travels` says of a person whether there is such a row too.
    """

    profession: Bytes
    home: Rows
    travels: Flags
    practice: Rows
    person: Rows
    guest: Flags

    def profession_of_rows(self) -> Bytes:
        """The profession of each row."""
        return self.profession[self.person]


def make_practices(count: int, seed: int, areas: Areas) -> Practices:
    """So many practices, spread over the areas: each area is as likely as another."""
    rng = chance(seed, "practices")
    area = np.sort(rng.integers(0, len(areas.pc4), count, dtype=np.int32))
    kind = pick(rng, count, [k.share for k in KINDS]).astype(np.int8)
    middle, spread, most, least = (
        np.array([getattr(k, name) for k in KINDS], np.float32)[kind]
        for name in ("middle", "spread", "most", "least")
    )
    drawn = middle * np.exp(spread * rng.standard_normal(count, dtype=np.float32))
    size = np.clip(np.round(drawn), least, most).astype(np.int32)
    larger = np.log2(size).astype(np.float32) / 3
    drive = (rng.standard_normal(count, dtype=np.float32) + larger - 0.35) / np.float32(1.05)
    return Practices(
        kind=kind,
        area=area,
        size=size,
        drive=drive,
        sloppy=some(rng, count, _SLOPPY),
        telling=pick(rng, count, _TELLING).astype(np.int8),
        starter=some(rng, count, 0.03),
    )


def make_people(practices: Practices, seed: int) -> People:
    """The therapists of each practice, and some of them at a practice near it too."""
    rng = chance(seed, "people")
    home = np.repeat(np.arange(len(practices), dtype=np.int32), practices.size)
    first = np.cumsum(practices.size) - practices.size
    professions = list(catalogue().professions)
    kinds = practices.kind[home]
    profession = np.zeros(len(home), np.int8)
    main = np.array([professions.index(kind.team[0][0]) for kind in KINDS], np.int8)
    for n, kind in enumerate(KINDS):
        there = np.flatnonzero(kinds == n)
        team = np.array([professions.index(name) for name, _ in kind.team], np.int8)
        profession[there] = team[pick(rng, len(there), [weight for _, weight in kind.team])]
    profession[first] = main[practices.kind]

    goes = np.flatnonzero(some(rng, len(home), _ELSEWHERE_TOO))
    step = rng.integers(1, _NEAR + 1, len(goes)) * np.where(some(rng, len(goes), 0.5), 1, -1)
    other = home[goes] + step
    inside = (other >= 0) & (other < len(practices))
    goes, other = goes[inside], other[inside].astype(np.int32)
    fits = main[practices.kind[other]] == profession[goes]
    fits &= practices.independent[other] & practices.independent[home[goes]]
    goes, other = goes[fits].astype(np.int32), other[fits]

    practice = np.concatenate((home, other))
    order = np.argsort(practice, kind="stable")
    travels = np.zeros(len(home), np.bool_)
    travels[goes] = True
    return People(
        profession=profession,
        home=home,
        travels=travels,
        practice=practice[order],
        person=np.concatenate((np.arange(len(home), dtype=np.int32), goes))[order],
        guest=(np.arange(len(practice)) >= len(home))[order],
    )
