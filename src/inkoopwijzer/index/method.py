"""How our own approximation of the treatment index is computed: every choice in one place, with a name.

The official index is Vektis' own, and its formula is not public. What is made here is a *benadering*: indirect
standardisation, as hospitals and regions are compared. Its choices are ours, and all of them go into the output.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from statistics import NormalDist
from typing import Any, Final

METHOD: Final = "benadering_indirecte_standaardisatie"
"""What figures of this method are labelled with; never "de behandelindex" without more."""
VERSION: Final = "1"
"""Rises with every change of a formula or a default: figures of two versions are never compared silently."""

TRAITS: Final = ("diagnose", "leeftijd", "geslacht", "ses")
"""What cells may be made of, in this order. A small cell gives up the last trait first."""
NO_BAND: Final = -1
"""The age band of who has no age on any line."""


@dataclass(frozen=True, slots=True)
class Method:
    """The parameters of the approximation; the field names in YAML are those of `method_reading.FIELDS`.

    `code_list` and `performances`: lines of this code list count, all codes (None) or these; never those of
    `except_performances`. `age_bounds`: the first age of each band but the youngest, rising. `traits`: what
    makes a cell, a part of `TRAITS` in that order. `diagnosis_groups`: code to group; None: each code is its
    own group; a code that is not in the table falls into the group `UNGROUPED`. `most_treatments`: what
    a trajectory has more does not count (None: everything counts). `least_trajectories`: a cell with fewer is
    pooled with like cells, see `steps.LEVELS`. `confidence`: of the two-sided interval, between 0 and 1.
    `support`: the weight, in persons, of the national spread beside the practice's own. `least_persons`: from
    so many persons a practice is in a population for percentiles.
    """

    code_list: str = "073"
    performances: tuple[str, ...] | None = None
    except_performances: tuple[str, ...] = ("1864", "1870", "1871")
    age_bounds: tuple[int, ...] = (18, 45, 65, 75, 85)
    traits: tuple[str, ...] = TRAITS
    diagnosis_groups: Mapping[str, str] | None = field(default=None)
    most_treatments: int | None = None
    least_trajectories: int = 50
    confidence: float = 0.95
    support: int = 50
    least_persons: int = 30

    def plain(self) -> dict[str, Any]:
        """The parameters as JSON, under the names of the fields, with the method's id and version first."""
        said: dict[str, Any] = {"method": METHOD, "version": VERSION}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, tuple):
                value = list(value)
            elif isinstance(value, Mapping):
                value = dict(sorted(value.items()))
            said[each.name] = value
        return said

    @classmethod
    def of_plain(cls, said: Mapping[str, Any]) -> Method:
        """The method that `plain` gave; a ValueError for another method or version."""
        if (said.get("method"), said.get("version")) != (METHOD, VERSION):
            raise ValueError(f"{said.get('method')} {said.get('version')}")
        given: dict[str, Any] = {each.name: said[each.name] for each in fields(cls)}
        for name, value in given.items():
            if isinstance(value, list):
                given[name] = tuple(value)
        return cls(**given)

    @property
    def deviate(self) -> float:
        """The normal deviate that belongs to the two-sided interval: 1.96 for 0.95."""
        return NormalDist().inv_cdf(0.5 + self.confidence / 2)

    def band_name(self, band: int) -> str:
        """An age band as people write it: 0-17, 18-44, 85+; onbekend without an age."""
        if band == NO_BAND:
            return "onbekend"
        starts = (0, *self.age_bounds)
        after = starts[band + 1] if band + 1 < len(starts) else None
        return f"{starts[band]}+" if after is None else f"{starts[band]}-{after - 1}"


UNGROUPED: Final = "niet_ingedeeld"
"""The group of diagnosis codes that a table of groups leaves out."""
NO_DIAGNOSIS: Final = ""
"""The group of lines without a diagnosis: a group of its own, not a guess."""
SEXES: Final = ("o", "m", "v")
"""What the numbers of the trait `geslacht` stand for: 0 is other or not stated."""
