"""Names and codes of a synthetic market, made when they are asked for: nobody and nothing is called so.

Every practice says in its name that it is invented. AGB codes come from ranges chosen for invention, with the two
digits of the profession; when a range is used up, there is no code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.records import Rows
from inkoopwijzer.market.synthetic_people import KINDS, People, Practices
from inkoopwijzer.market.synthetic_region import Areas

BLOCK: Final = 100_000

PRACTICE_CODES: Final = 900_000, 1_000_000
"""Six digits after those of the profession, for practices: from, and up to."""
PERSON_CODES: Final = 500_000, 900_000
"""The same for therapists."""

_SORTS: Final = {
    "fysiotherapie": "Fysiotherapie",
    "oefentherapie": "Oefentherapie",
    "logopedie": "Logopedie",
    "ergotherapie": "Ergotherapie",
    "dietetiek": "Diëtistenpraktijk",
    "huidtherapie": "Huidtherapie",
    "podotherapie": "Podotherapie",
    "podologie": "Podologie",
    "gezondheidscentrum": "Gezondheidscentrum",
    "instelling": "Zorginstelling",
    "ziekenhuis": "Ziekenhuis",
}
_CALLED: Final = (
    "De Linde De Beuk De Esdoorn De Wilg De Kastanje De Vlier De Meidoorn De Hazelaar De Lijsterbes De Populier "
    "De Ooievaar De Kievit De Grutto De Leeuwerik De Zwaluw De Reiger De Wulp De Karekiet De Tureluur De Merel "
    "De Brink De Dijk De Sluis De Molen De Haven De Gracht De Singel De Poort De Kade De Weide De Kolk De Enk "
    "Het Veer Het Plein Het Erf Het Hof Het Kompas Het Anker Het Baken Het Spoor"
)
_NAMES: Final = tuple(f"{a} {b}" for a, b in zip(_CALLED.split()[::2], _CALLED.split()[1::2], strict=True))
_SAID: Final = (
    "Aalders Bakker Beekman Berends Blokhuis Boersma Bosman Brands Bruins Claassen Dekker Dijkstra Doorn Driessen "
    "Eggink Elberts Engels Evers Faber Feenstra Franken Gerrits Goossens Groen Haan Hagens Harmsen Heemskerk Heijnen "
    "Hendriks Hofman Hoekstra Huisman Idema Jagers Jansma Jonker Kampman Keizer Klaassen Klomp Koning Koster Kramer "
    "Kuipers Lammers Langen Leeuwis Linders Lubbers Maas Martens Meijers Mulders Nijhof Noordman Nooij Oldenburg "
    "Oosterhof Otten Pauwels Peters Pol Postma Prins Raven Reinders Ridder Roelofs Rutgers Sanders Scholten Schuurman "
    "Simons Smeets Snijders Spaans Steenbergen Tervoort Teunissen Timmers Tuinman Uitslag Valk Veenstra Verhagen "
    "Vermeer Visser Vogels Vos Wagenaar Weijers Westra Wiersma Wolters Zandstra Zeegers Zijlstra Zomer Zwart"
)
_SURNAMES: Final = tuple(_SAID.split())
_LETTERS: Final = "ABCDEFGHIJKLMNOPRSTVWYZ"
_STEP: Final = 37
_STEP_OF_DOUBLES: Final = 7_654_321
"""Steps that visit every name once before one returns: they share no factor with the numbers of names."""


class MadeTexts(Sequence[str]):
    """Texts that are made when asked for: `make(first, last)` gives those from `first` up to `last`."""

    def __init__(self, count: int, make: Callable[[int, int], list[str]]) -> None:
        self._count, self._make = count, make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            start, stop, step = at.indices(self._count)
            if step == 1:
                return self._make(start, max(start, stop))
            return [self._make(n, n + 1)[0] for n in range(start, stop, step)]
        place = at + self._count if at < 0 else at
        if not 0 <= place < self._count:
            raise IndexError(at)
        return self._make(place, place + 1)[0]

    def __iter__(self) -> Iterator[str]:
        for start in range(0, self._count, BLOCK):
            yield from self._make(start, min(start + BLOCK, self._count))


def practice_ids(count: int) -> Sequence[str]:
    """An id for each practice."""
    return MadeTexts(count, lambda first, last: [f"synthetisch-{n:07}" for n in range(first, last)])


def practice_names(practices: Practices, areas: Areas) -> Sequence[str]:
    """A name for each practice, with its place and the word "verzonnen"."""
    sorts = [_SORTS[kind.id] for kind in KINDS]

    def make(first: int, last: int) -> list[str]:
        kinds, there = practices.kind[first:last].tolist(), practices.area[first:last].tolist()
        return [
            f"{sorts[kind]} {_NAMES[n * 7919 % len(_NAMES)]} {areas.place[area]} (verzonnen)"
            for n, kind, area in zip(range(first, last), kinds, there, strict=True)
        ]

    return MadeTexts(len(practices), make)


def postcodes(area: Rows, areas: Areas) -> Sequence[str]:
    """The postcode (four digits) of each."""
    return MadeTexts(len(area), lambda first, last: [areas.pc4[n] for n in area[first:last].tolist()])


def numbered_ids(kind: str, place: Rows) -> Sequence[str]:
    """The ids of subjects in a list, as a dossier gives them: the first is 1."""
    return MadeTexts(len(place), lambda first, last: [f"{kind}:{n + 1}" for n in place[first:last].tolist()])


def therapist_names(people: People, place: Rows) -> Sequence[str]:
    """A name for each row: of one person everywhere the same, at one practice never the same twice.

    Whoever works at one practice gets a surname by the place in its list; the others have a double surname, of
    which no two are alike.
    """
    double = np.cumsum(people.travels) - 1
    own = np.zeros(len(people.home), np.int64)
    own[people.person[~people.guest]] = place[~people.guest]

    def make(first: int, last: int) -> list[str]:
        persons = people.person[first:last]
        return [
            _double_name(number) if travels else _name(practice, at)
            for number, travels, practice, at in zip(
                double[persons].tolist(),
                people.travels[persons].tolist(),
                people.home[persons].tolist(),
                own[persons].tolist(),
                strict=True,
            )
        ]

    return MadeTexts(len(people.practice), make)


def _name(practice: int, place: int) -> str:
    surname = _SURNAMES[(practice * 13 + place * _STEP) % len(_SURNAMES)]
    return f"{_initials(practice * 31 + place * 17)} {surname}"


def _double_name(number: int) -> str:
    count = len(_SURNAMES)
    mixed = number * _STEP_OF_DOUBLES % (count * (count - 1) * len(_LETTERS) ** 2)
    first, rest = mixed % count, mixed // count
    second, rest = rest % (count - 1), rest // (count - 1)
    return f"{_initials(rest)} {_SURNAMES[first]}-{_SURNAMES[(first + 1 + second) % count]}"


def _initials(number: int) -> str:
    count = len(_LETTERS)
    return f"{_LETTERS[number % count]}.{_LETTERS[number // count % count]}."


def practice_codes(practices: Practices) -> Sequence[str]:
    """The AGB code of each practice: it begins with the digits of its main profession."""
    professions = catalogue().professions
    prefixes = sorted({professions[kind.team[0][0]].agb for kind in KINDS})
    of_kind = np.array([prefixes.index(professions[kind.team[0][0]].agb) for kind in KINDS], np.int8)
    return _codes(of_kind[practices.kind], prefixes, PRACTICE_CODES)


def therapist_codes(people: People) -> Sequence[str]:
    """The AGB code of each row: the same wherever that person works."""
    professions = catalogue().professions.values()
    prefixes = sorted({profession.agb for profession in professions})
    of_profession = np.array([prefixes.index(p.agb) for p in professions], np.int8)
    codes = _numbers(of_profession[people.profession], len(prefixes))
    kind = of_profession[people.profession]
    return _written(codes[people.person], kind[people.person], prefixes, PERSON_CODES)


def _codes(prefix: NDArray[np.int8], prefixes: list[str], span: tuple[int, int]) -> Sequence[str]:
    return _written(_numbers(prefix, len(prefixes)), prefix, prefixes, span)


def _numbers(prefix: NDArray[np.int8], count: int) -> Rows:
    """For each the number among those with its prefix: 0, 1, ..."""
    found = np.zeros(len(prefix), np.int32)
    for one in range(count):
        there = np.flatnonzero(prefix == one)
        found[there] = np.arange(len(there), dtype=np.int32)
    return found


def _written(
    number: Rows, prefix: NDArray[np.int8], prefixes: list[str], span: tuple[int, int]
) -> Sequence[str]:
    low, high = span

    def make(first: int, last: int) -> list[str]:
        numbers, kinds = number[first:last].tolist(), prefix[first:last].tolist()
        return [
            f"{prefixes[kind]}{low + n:06}" if low + n < high else ""
            for n, kind in zip(numbers, kinds, strict=True)
        ]

    return MadeTexts(len(number), make)
