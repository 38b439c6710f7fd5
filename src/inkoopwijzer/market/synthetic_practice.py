"""What a synthetic practice tells of itself, and what registers and insurers say of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import numpy as np

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.records import NOT_SEEN, Flags, Seen
from inkoopwijzer.market.synthetic_cells import NEW_YEAR, SEEN, Sheet, answers, years_before
from inkoopwijzer.market.synthetic_chance import between, chance, likely, pick, some
from inkoopwijzer.market.synthetic_people import KINDS, TELLS_ALL, TELLS_SOME, Practices
from inkoopwijzer.values.verdict import MET

STATEMENTS: Final[dict[str, float]] = {
    "wet_en_regelgeving": 0.999,
    "richtlijnen_beroepsgroep": 0.998,
    "praktijkruimte_inrichtingseisen": 0.995,
    "eerste_afspraak_binnen_vijf_werkdagen": 0.98,
    "inspanning_vijf_werkdagen": 0.995,
    "eigen_website": 0.995,
    "bereikbaar_alle_werkdagen": 0.985,
    "elektronisch_patientendossier": 0.998,
    "dossier_volgens_richtlijn": 0.997,
    "dossier_volgens_competentieprofiel": 0.99,
    "declareert_via_vecozo": 0.998,
    "declareert_volgens_ei_standaard": 0.995,
    "pdca_patientervaringen": 0.98,
}
"""What a practice says of itself, with the share of careful practices for which it is so."""

_SLOPPY: Final = 0.93
"""For a practice that is often careless the share is this part of it."""
_ANSWERED: Final = 0.95
"""A practice that told something of itself answered this share of the questions."""

REGISTERS: Final[dict[str, float]] = {
    "vektis_agb": 0.99,
    "big": 0.985,
    "irf": 0.98,
    "kfir": 0.98,
    "kp": 0.97,
    "kabiz": 0.97,
    "parkinsonnet": 0.97,
    "chronisch_zorgnet": 0.97,
    "skf": 0.96,
}
"""The share of practices of which each register was seen completely; of the others a part, or nothing."""

PROFESSIONS: Final = {
    "fysiotherapie": "fysiotherapeut",
    "oefentherapie": "oefentherapeut",
    "logopedie": "logopedist",
    "ergotherapie": "ergotherapeut",
    "dietetiek": "dietist",
    "huidtherapie": "huidtherapeut",
    "preventieve_voetzorg": "podotherapeut",
    "instellingen": "",
}
"""The agreements of 2026, and whose they are: of a practice with somebody of this profession, or an institution."""

_CERTIFICATES: Final[dict[str, tuple[str, float, float]]] = {
    "hkz_fysiotherapiepraktijken": ("fysiotherapie", -2.4, 0.8),
    "hkz_kleine_organisaties": ("fysiotherapie", -4.2, 0.3),
    "hkz_zorg_en_welzijn": ("gezondheidscentrum", -2.2, 0.6),
    "nen_en_15224": ("fysiotherapie", -3.6, 0.8),
    "kwaliteitstoets_logopedie": ("logopedie", 0.2, 0.6),
    "kwaliteitscyclus_logopedie": ("logopedie", -0.5, 0.8),
}
_KINDS_OF_PROVIDER: Final = ("vrijgevestigd", "instelling", "ziekenhuis")


def make_registers(practices: Practices, seed: int) -> dict[str, Seen]:
    """Which register was seen of which practice: completely on the day of the market, or a part of it before."""
    found = {}
    count = len(practices)
    for name, share in REGISTERS.items():
        rng = chance(seed, f"register {name}")
        complete = some(rng, count, share)
        looked = complete | some(rng, count, 0.5)
        days = SEEN.toordinal() - np.where(complete, 0, between(rng, count, 1, 200))
        found[name] = Seen(complete, np.where(looked, days, NOT_SEEN).astype(np.int32))
    rng = chance(seed, "register eigen_administratie")
    complete = some(rng, count, 0.96) & (practices.telling == TELLS_ALL)
    complete |= some(rng, count, 0.35) & (practices.telling == TELLS_SOME)
    days = np.where(complete, SEEN.toordinal(), NOT_SEEN)
    found["eigen_administratie"] = Seen(complete, days.astype(np.int32))
    return found


def answered(rng: np.random.Generator, practices: Practices, who: Flags | None = None) -> Flags:
    """Which practices (of those in `who`) answered one question about themselves."""
    told: Flags = (practices.telling == TELLS_ALL) | (
        (practices.telling == TELLS_SOME) & some(rng, len(practices), _ANSWERED)
    )
    return told if who is None else told & who


def state_practice(
    sheet: Sheet, practices: Practices, registers: Mapping[str, Seen], seed: int, hosts: Mapping[str, Flags]
) -> None:
    """What practices say of themselves, and what is said of them. `hosts` has, by profession, who employs it."""
    count = len(practices)
    provider = np.zeros(count, np.int8)
    for n, kind in enumerate(KINDS):
        if not kind.independent:
            provider[practices.kind == n] = _KINDS_OF_PROVIDER.index(kind.id)
    known = some(chance(seed, "soort_praktijk"), count, 0.985)
    sheet.chosen(("soort_praktijk",), known, provider, _KINDS_OF_PROVIDER, "eigen_opgave")
    careful = np.where(practices.sloppy, np.float32(_SLOPPY), np.float32(1))
    for fact, share in STATEMENTS.items():
        who = hosts["podotherapeut"] if fact == "dossier_volgens_competentieprofiel" else None
        _say(sheet, (fact,), practices, seed, careful * np.float32(share), who)
    for item in catalogue().dimensions["website_onderdeel"].options or ():
        _say(sheet, ("website_noemt", item), practices, seed, careful * np.float32(0.998))
    _state_vecozo(sheet, practices, seed)
    _state_quality(sheet, practices, registers["skf"].complete, seed, hosts)


def _say(
    sheet: Sheet,
    cell: tuple[str, ...],
    practices: Practices,
    seed: int,
    share: float | np.ndarray[tuple[int], np.dtype[np.float32]],
    who: Flags | None = None,
    source: str = "eigen_opgave",
) -> None:
    rng = chance(seed, ".".join(cell))
    rows = np.flatnonzero(answered(rng, practices, who)).astype(np.int32)
    part = share if isinstance(share, float) else share[rows]
    sheet.state(cell, rows, answers(rng, len(rows), part), source)


def _state_vecozo(sheet: Sheet, practices: Practices, seed: int) -> None:
    """The certificate runs for two years and is renewed; a few were late."""
    rng = chance(seed, "vecozo")
    count = len(practices)
    seen = some(rng, count, 0.97)
    end = NEW_YEAR + between(rng, count, 0, 600)
    late = some(rng, count, 0.004)
    end[late] = SEEN.toordinal() - between(rng, count, 1, 90)[late]
    start = years_before(end + 1, 2)
    sheet.listed(("vecozo_certificaat",), seen, "vecozo", start, end)
    again = some(rng, count, 0.1) & ~late
    sheet.add_before(("vecozo_certificaat",), again, MET, years_before(start, 2), start - 1)
    rows = np.flatnonzero(seen).astype(np.int32)
    sheet.state(("autorisatie_zorginkoopportaal",), rows, answers(rng, len(rows), 0.992), "vecozo")


def _state_quality(
    sheet: Sheet, practices: Practices, skf_seen: Flags, seed: int, hosts: Mapping[str, Flags]
) -> None:
    physio = hosts["fysiotherapeut"] & practices.independent
    count, drive = len(practices), practices.drive
    rng = chance(seed, "skf")
    label = some(rng, count, likely(drive, 0.2, 2.2))
    aspirant = ~label & some(rng, count, 0.12)
    place = np.where(label, 1, np.where(aspirant, 0, 2))
    since = np.where(label, SEEN.toordinal() - between(rng, count, 200, 3000), 0)
    recent = aspirant & some(rng, count, 0.6)
    since[recent] = SEEN.toordinal() - between(rng, count, 10, 250)[recent]
    options = ("aspirant", "keurmerk", "niet")
    shown = physio & skf_seen
    sheet.chosen(("skf_praktijkregister",), shown, place, options, "skf", since.astype(np.int32))
    sheet.add_before(("skf_praktijkregister",), recent, 2, 0, (since - 1).astype(np.int32))

    for name, (kind, middle, slope) in _CERTIFICATES.items():
        rng = chance(seed, name)
        has = some(rng, count, likely(drive, middle, slope)) & practices.of_kind(kind)
        has |= aspirant & physio & (name == "hkz_fysiotherapiepraktijken") & some(rng, count, 0.6)
        end = NEW_YEAR + between(rng, count, -60, 960)
        told = answered(rng, practices)
        sheet.listed(
            ("certificaten", name),
            has & told,
            "certificerende_instelling",
            years_before(end + 1, 3),
            end,
        )
    for name, middle in (("ldf", 0.4), ("ldk", -0.4)):
        rng = chance(seed, name)
        gives = some(rng, count, likely(drive, middle, 1.2)) & physio
        seen = answered(rng, practices) | some(rng, count, 0.5)
        sheet.listed(("levert_gegevens_aan", name), gives & seen, "landelijke_database")
    rng = chance(seed, "zorgdomein")
    rows = np.flatnonzero(answered(rng, practices, hosts["fysiotherapeut"] | hosts["oefentherapeut"])).astype(
        np.int32
    )
    sheet.state(("aansluiting_zorgdomein",), rows, answers(rng, len(rows), 0.9), "zorgdomein")
    _say(sheet, ("ketenaanpak_valpreventie",), practices, seed, 0.55, physio)
    feet = hosts["podotherapeut"] | hosts["registerpodoloog"]
    rng = chance(seed, "pedicure")
    outsourced = some(rng, count, 0.4)
    rows = np.flatnonzero(answered(rng, practices, feet)).astype(np.int32)
    sheet.state(
        ("uitbesteed_aan_pedicure",), rows, np.where(outsourced[rows], MET, 0).astype(np.int8), "eigen_opgave"
    )
    rows = np.flatnonzero(answered(rng, practices, feet & outsourced)).astype(np.int32)
    sheet.state(("samenwerkingsovereenkomst_pedicure",), rows, answers(rng, len(rows), 0.93), "document")


def state_agreements(
    sheet: Sheet, practices: Practices, hosts: Mapping[str, Flags], home: Mapping[str, Flags], seed: int
) -> None:
    """Who has an agreement with whom in 2026, and on which day a proposal for 2027 came."""
    count = len(practices)
    institution = ~practices.independent
    first = date(2026, 9, 15)
    days = tuple(first + timedelta(days=n) for n in range(30))
    for insurer, near in home.items():
        for agreement, profession in PROFESSIONS.items():
            who = (hosts[profession] & ~institution) if profession else institution
            if agreement == "preventieve_voetzorg":
                who = who | (hosts["registerpodoloog"] & ~institution)
            rng = chance(seed, f"{insurer} {agreement}")
            has = (
                some(rng, count, np.where(near, np.float32(0.92), np.float32(0.72)))
                & ~practices.starter
                & who
            )
            told = some(rng, count, 0.96)
            cell = ("overeenkomst", insurer, agreement, "2026")
            rows = np.flatnonzero(who & told & (has | some(rng, count, 0.4))).astype(np.int32)
            sheet.state(cell, rows, np.where(has[rows], MET, 0).astype(np.int8), "verzekeraar")
            if agreement == "instellingen":
                sheet.listed(("overeenkomst", insurer, agreement, "2025"), has & told, "verzekeraar")
            came = has & some(rng, count, 0.5)
            when = pick(rng, count, [1.0] * len(days))
            if came.any():
                used = np.unique(when[came])
                place = np.searchsorted(used, when).clip(0, len(used) - 1)
                values = tuple(days[n] for n in used.tolist())
                sheet.chosen(("voorstel_ontvangen", insurer, agreement), came, place, values, "vecozo")
