"""Is there enough care near enough: a market and its contracts, held against norms that the user sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from inkoopwijzer.facts.places import ATTRIBUTION
from inkoopwijzer.market.adequacy import Adequacy, Scene, adequacy, scene_of, without
from inkoopwijzer.market.adequacy_changes import Change, CriticalPractice, changes, critical_practices
from inkoopwijzer.market.adequacy_contracts import contracted_on, read_contracts
from inkoopwijzer.market.adequacy_files import named_practices, read_insured, read_practices
from inkoopwijzer.market.adequacy_findings import Finding, findings
from inkoopwijzer.market.adequacy_norms import NormSet
from inkoopwijzer.market.adequacy_norms_file import read_norms
from inkoopwijzer.market.adequacy_offer import Bounds, stated_deliveries
from inkoopwijzer.market.adequacy_sites import Country, netherlands
from inkoopwijzer.market.adequacy_words import care_words, norm_words, remarks
from inkoopwijzer.market.distance import Positions
from inkoopwijzer.market.folder import read_market
from inkoopwijzer.market.records import PRACTICE, Flags, Records
from inkoopwijzer.services.assessing import UnknownChoice
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

MOST_CRITICAL: Final = 50
"""So many of the practices on which most depends are told."""


@dataclass(frozen=True)
class NormTold:
    """A norm with what it demands in words, and in how many municipalities it is met, not met or unknown.

    `title` is its name, with the care where other norms have the same name.
    """

    name: str
    title: Text
    discipline: str
    treatment: str | None
    care: Text
    says: tuple[Text, ...]
    met: int
    not_met: int
    unknown: int


@dataclass(frozen=True)
class Otherwise:
    """What becomes of it when practices do not sign, or contracts are otherwise. `left` names who does not sign."""

    left: tuple[str, ...]
    norms: tuple[NormTold, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class SupplyReport:
    """A market held against norms on one day: every norm in every municipality, the worst first.

    `critical` are practices on which cells depend that are met; `critical_open` those without which cells that may
    still be met cannot be. `remarks` belong with every figure.
    """

    market: str
    insurer: str | None
    on: date
    norms_name: str
    whose: str
    norms: tuple[NormTold, ...]
    findings: tuple[Finding, ...]
    critical: tuple[CriticalPractice, ...]
    critical_open: tuple[CriticalPractice, ...]
    otherwise: Otherwise | None
    remarks: tuple[Text, ...]


class NoSuchNorm(ValueError):
    """No norm of the file is about this discipline; `known` are those that it is about."""

    def __init__(self, discipline: str, known: Collection[str]) -> None:
        self.discipline, self.known = discipline, tuple(sorted(known))
        super().__init__(f"no norm for {discipline}")


class SeveralInsurers(ValueError):
    """A file holds contracts of several insurers, and none was chosen; `known` lists them."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = tuple(sorted(known))
        super().__init__(", ".join(self.known))


def hold_supply_of_files(
    market: Path,
    contracts: Path,
    norms: Path,
    *,
    on: date,
    insured: Path | None = None,
    leave: Path | Sequence[str] | None = None,
    instead: Path | None = None,
    insurer: str | None = None,
    disciplines: Collection[str] | None = None,
) -> SupplyReport:
    """Hold the supply of a market (its folder) by a file of contracts against a file of norms.

    `leave` is a file of practices that do not sign, or their AGB codes; `instead` a file of other contracts to
    compare with. Raises `Faults` for files with faults, `UnknownChoice` for an insurer that the contracts do not
    name, `SeveralInsurers` when they name more than one and none was chosen, `NoSuchNorm`.
    """
    country = netherlands()
    asked = for_disciplines(read_norms(norms, country), disciplines)
    people = None if insured is None else read_insured(insured, country)
    records = read_market(market)
    left = None
    if leave is not None:
        if isinstance(leave, Path):
            left = read_practices(leave, records)
        else:
            left = named_practices(leave, records, "--without")
    found = read_contracts(contracts, records)
    others = None if instead is None else read_contracts(instead, records)
    whose = _insurer(insurer, {contract.insurer for contract in (*found, *(others or ()))})
    return hold_supply(
        records,
        asked,
        contracted_on(found, whose, on, len(records)),
        on=on,
        insured=people,
        leave=left,
        instead=None if others is None else contracted_on(others, whose, on, len(records)),
        insurer=whose,
        country=country,
    )


def _insurer(given: str | None, known: Collection[str]) -> str:
    """The insurer asked for, or the only one there is."""
    if given is not None and given not in known:
        raise UnknownChoice("insurer", given, known)
    if given is None and len(known) > 1:
        raise SeveralInsurers(known)
    return given or next(iter(known), "")


def for_disciplines(norms: NormSet, disciplines: Collection[str] | None) -> NormSet:
    """The norms about these disciplines only. Raises `NoSuchNorm`."""
    if disciplines is None:
        return norms
    known = {norm.discipline for norm in norms.norms}
    for discipline in disciplines:
        if discipline not in known:
            raise NoSuchNorm(discipline, known)
    return replace(norms, norms=tuple(n for n in norms.norms if n.discipline in disciplines))


def hold_supply(
    records: Records,
    norms: NormSet,
    contracted: Mapping[str, Bounds],
    *,
    on: date,
    may: Mapping[str, Bounds] | None = None,
    insured: Positions | None = None,
    leave: Flags | None = None,
    instead: Mapping[str, Bounds] | None = None,
    insurer: str | None = None,
    country: Country | None = None,
) -> SupplyReport:
    """Hold the contracted supply of a market against norms, on a day.

    `contracted` says per profession which practices (rows of the market) are surely and possibly contracted: read
    from a file of contracts, or the outcome of an assessment; `insurer` tells whose contracts these are. `may` says
    per treatment which therapists (rows) may deliver it; a treatment that it leaves out counts by what practices
    state themselves, which is then remarked. `insured` is per municipality of the country. `instead` are other
    contracts to compare with, and `leave` the practices that do not sign (of `instead` too).
    """
    scene = scene_of(records, country or netherlands(), on)
    allowed = dict(may or {})
    asked = {norm.treatment for norm in norms.norms if norm.treatment is not None}
    stated = asked - allowed.keys()
    allowed.update({treatment: stated_deliveries(records, treatment, on) for treatment in stated})
    found = adequacy(scene, norms, contracted, allowed, insured)
    otherwise = None
    if leave is not None or instead is not None:
        other = contracted if instead is None else instead
        otherwise = _otherwise(
            found, scene, other if leave is None else without(other, leave), allowed, leave
        )
    return SupplyReport(
        market=records.name,
        insurer=insurer,
        on=on,
        norms_name=norms.name,
        whose=norms.whose,
        norms=_told(found),
        findings=findings(found),
        critical=critical_practices(found, "sure", MOST_CRITICAL),
        critical_open=critical_practices(found, "placed", MOST_CRITICAL),
        otherwise=otherwise,
        remarks=(*remarks(found, stated), ATTRIBUTION),
    )


def _otherwise(
    before: Adequacy,
    scene: Scene,
    contracted: Mapping[str, Bounds],
    may: Mapping[str, Bounds],
    leave: Flags | None,
) -> Otherwise:
    after = adequacy(scene, before.norms, contracted, may, before.insured)
    listed = scene.records.listed[PRACTICE]
    rows = [] if leave is None else leave.nonzero()[0].tolist()
    names = tuple(f"{listed.names[row]} ({listed.agb[row]})" for row in rows)
    return Otherwise(names, _told(after), changes(before, after))


def _told(found: Adequacy) -> tuple[NormTold, ...]:
    told = []
    names = Counter(norm.name for norm in found.norms.norms)
    for row, norm in enumerate(found.norms.norms):
        verdicts = Counter(found.verdicts(row))
        care = care_words(norm.discipline, norm.treatment)
        title = Text(norm.name, norm.name)
        if names[norm.name] > 1:
            title = Text(f"{norm.name} ({care.nl})", f"{norm.name} ({care.en})")
        told.append(
            NormTold(
                norm.name,
                title,
                norm.discipline,
                norm.treatment,
                care,
                norm_words(norm),
                verdicts[Verdict.met],
                verdicts[Verdict.not_met],
                verdicts[Verdict.unknown],
            )
        )
    return tuple(told)
