"""What registers say of the therapists of a synthetic market, and what their practices say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.records import Days, Flags, Rows, Seen
from inkoopwijzer.market.synthetic_cells import NEW_YEAR, SEEN, Sheet, answers, years_before
from inkoopwijzer.market.synthetic_chance import between, chance, pick, some
from inkoopwijzer.market.synthetic_people import People, Practices
from inkoopwijzer.market.synthetic_practice import answered
from inkoopwijzer.values.verdict import MET

FIVE_YEARS: Final = 1826
"""A registration runs for five years."""

_SPECIALISED: Final[dict[str, float]] = {
    "manueel": 40.0,
    "sport": 13.0,
    "geriatrie": 10.0,
    "kinder": 9.0,
    "bekken": 8.0,
    "oedeem": 7.0,
    "psychosomatisch": 5.0,
    "orofaciaal": 2.5,
    "oncologie": 2.5,
    "arbeids": 2.0,
    "hart_vaat_long": 1.0,
}
"""The specialisations of physiotherapists by weight; half of them have one, one in eight two, a few three."""
_HAVE: Final = (0.55, 0.28, 0.25)

_SPECIALTIES: Final[dict[str, float]] = {
    "kinderoefentherapie": 0.15,
    "bekkenoefentherapie": 0.05,
    "psychosomatische_oefentherapie": 0.15,
    "geriatrische_oefentherapie": 0.05,
    "stottertherapie": 0.08,
    "preverbale_logopedie": 0.15,
    "afasietherapie": 0.1,
    "hanen_ouderprogramma": 0.08,
    "integrale_zorg_stotteren": 0.03,
    "handergotherapie": 0.2,
    "kinderergotherapie": 0.25,
    "ouderenergotherapie": 0.1,
}
"""The share of therapists of the profession that offer each specialty."""

_DELIVERS: Final[dict[str, tuple[float, tuple[str, ...]]]] = {
    "parkinson": (0.08, ("fysiotherapeut", "oefentherapeut", "logopedist", "ergotherapeut", "dietist")),
    "claudicatio_looptraining": (0.07, ("fysiotherapeut", "oefentherapeut")),
    "claudicatio": (0.06, ("fysiotherapeut", "oefentherapeut")),
    "copd": (0.06, ("fysiotherapeut", "oefentherapeut")),
    "ra_axspa": (0.03, ("fysiotherapeut", "oefentherapeut")),
    "valpreventie": (0.06, ("fysiotherapeut", "oefentherapeut")),
    "handspalken": (0.02, ("ergotherapeut",)),
}
"""The share of therapists of these professions that deliver each treatment."""
_NETWORK: Final = {
    "parkinsonnet": ("parkinson",),
    "chronisch_zorgnet": ("claudicatio_looptraining", "claudicatio", "copd"),
}
_TRAINED: Final = {"valpreventie": ("valpreventie",), "ra": ("ra_axspa",), "axspa": ("ra_axspa",)}
_INTERVENTIONS: Final = {"otago_individueel": 0.4, "otago_groep": 0.3, "in_balans": 0.5}


@dataclass(frozen=True)
class Rowed:
    """The rows of therapists with what was seen of the practice of each, and which told of its therapists."""

    people: People
    practices: Practices
    registers: Mapping[str, Seen]
    seed: int

    def __len__(self) -> int:
        return len(self.people.practice)

    def are(self, *professions: str) -> Flags:
        """Which persons are of one of these professions."""
        known = list(catalogue().professions)
        return np.isin(self.people.profession, [known.index(name) for name in professions])

    def seen(self, register: str) -> Flags:
        """By row whether this register was seen of the practice."""
        return self.registers[register].complete[self.people.practice]

    def told(self, topic: str) -> Flags:
        """By row whether the practice answered this question about its therapists."""
        return answered(chance(self.seed, f"told {topic}"), self.practices)[self.people.practice]

    def sloppy(self) -> Flags:
        """By person whether the practice that is home often falls short."""
        return self.practices.sloppy[self.people.home]

    def rows(self, of_person: Flags) -> Flags:
        """What holds of a person, by row."""
        return of_person[self.people.person]

    def days(self, of_person: Days) -> Days:
        """A day of a person, by row."""
        return of_person[self.people.person]


def state_therapists(sheet: Sheet, rowed: Rowed) -> None:
    """All that is said of therapists."""
    registered = _state_registrations(sheet, rowed)
    _state_relations(sheet, rowed, registered)
    _state_specialisations(sheet, rowed)
    _state_specialties(sheet, rowed)
    delivers = _state_treatments(sheet, rowed)
    _state_falls(sheet, rowed, delivers["valpreventie"])


def _state_registrations(sheet: Sheet, rowed: Rowed) -> dict[str, Flags]:
    """Registrations of five years; a few lapsed before 2027, many end within the agreements of two years."""
    physio = rowed.are("fysiotherapeut")
    rng, count = chance(rowed.seed, "irf of kfir"), len(rowed.people.home)
    in_irf = some(rng, count, 0.62)
    both = some(rng, count, 0.04)
    paramedic = rowed.are(
        "oefentherapeut", "logopedist", "ergotherapeut", "dietist", "huidtherapeut", "podotherapeut"
    )
    whose = {
        "big_artikel_3": ("big", physio),
        "irf": ("irf", physio & (in_irf | both)),
        "kfir": ("kfir", physio & (~in_irf | both)),
        "kp": ("kp", paramedic),
        "kabiz": ("kabiz", rowed.are("registerpodoloog")),
    }
    for name, (register, who) in whose.items():
        rng = chance(rowed.seed, f"registratie {name}")
        missing = some(rng, count, np.where(rowed.sloppy(), np.float32(0.03), np.float32(0.001)))
        end = NEW_YEAR + between(rng, count, 0, FIVE_YEARS - 120)
        lapsed = some(rng, count, np.where(rowed.sloppy(), np.float32(0.05), np.float32(0.002)))
        end[lapsed] = NEW_YEAR - 1 - between(rng, count, 0, 400)[lapsed]
        renewed = some(rng, count, 0.12)
        has = rowed.rows(who & ~missing) & rowed.seen(register)
        cell, last = ("registratie", name), rowed.days(end)
        start = years_before(last + 1, 5)
        sheet.listed(cell, has, register, start, last)
        sheet.add_before(cell, rowed.rows(renewed), MET, years_before(last + 1, 10), start - 1)
    return {name: who for name, (_, who) in whose.items()}


def _state_relations(sheet: Sheet, rowed: Rowed, registered: Mapping[str, Flags]) -> None:
    agb, count = rowed.seen("vektis_agb"), len(rowed.people.home)
    rng = chance(rowed.seed, "werkzaam_bij")
    untidy = rowed.practices.sloppy[rowed.people.practice]
    works = ~some(rng, len(rowed), np.where(untidy, np.float32(0.03), np.float32(0.001)))
    since = SEEN.toordinal() - between(rng, len(rowed), 30, 5000)
    sheet.listed(("werkzaam_bij",), works & agb, "vektis_agb", since)
    rng = chance(rowed.seed, "kwaliteitsregistratie_in_vektis")
    anywhere = registered["irf"] | registered["kfir"] | registered["kp"] | registered["kabiz"]
    shown = some(rng, count, np.where(rowed.sloppy(), np.float32(0.97), np.float32(0.998)))
    sheet.listed(("kwaliteitsregistratie_in_vektis",), rowed.rows(anywhere & shown) & agb, "vektis_agb")

    protected = rowed.rows(~rowed.are("fysiotherapeut", "registerpodoloog"))
    rng = chance(rowed.seed, "beschermde_titel")
    rows = _rows(protected & rowed.told("beschermde_titel"))
    sheet.state(("beschermde_titel",), rows, answers(rng, len(rows), 0.998), "document")

    rng = chance(rowed.seed, "prem")
    none = some(
        rng, len(rowed.practices), np.where(rowed.practices.sloppy, np.float32(0.2), np.float32(0.015))
    )
    rows = _rows(rowed.told("prem"))
    measures = np.where(none[rowed.people.practice[rows]], np.float32(0), np.float32(0.997))
    sheet.state(("meet_patientervaringen",), rows, answers(rng, len(rows), measures, 0.001), "eigen_opgave")


def _state_specialisations(sheet: Sheet, rowed: Rowed) -> None:
    rng, count = chance(rowed.seed, "verbijzonderingen"), len(rowed.people.home)
    physio = rowed.are("fysiotherapeut")
    drive = rowed.practices.drive[rowed.people.home]
    weights = list(_SPECIALISED.values())
    chosen = []
    more = physio
    for share in _HAVE:
        more = more & some(rng, count, (share + 0.08 * drive).astype(np.float32))
        chosen.append(np.where(more, pick(rng, count, weights), -1))
    agb, told = rowed.seen("vektis_agb"), rowed.told("verbijzondering")
    slip = np.where(rowed.sloppy(), np.float32(0.95), np.float32(0.997))
    for n, name in enumerate(_SPECIALISED):
        has = (chosen[0] == n) | (chosen[1] == n) | (chosen[2] == n)
        rng = chance(rowed.seed, f"verbijzondering {name}")
        sheet.listed(("biedt_verbijzondering", name), rowed.rows(has) & told, "eigen_opgave")
        in_vektis = has & some(rng, count, slip)
        sheet.listed(("verbijzondering_in_vektis", name), rowed.rows(in_vektis) & agb, "vektis_agb")
        entered = has & some(rng, count, slip)
        in_irf = some(chance(rowed.seed, "irf of kfir"), count, 0.62)
        for register, there in (("irf", in_irf), ("kfir", ~in_irf)):
            listed = rowed.rows(entered & there) & rowed.seen(register)
            sheet.listed(("deelregister", register, name), listed, register)


def _state_specialties(sheet: Sheet, rowed: Rowed) -> None:
    options = catalogue().dimensions["specialisatie"].options or {}
    agb, kp, told = rowed.seen("vektis_agb"), rowed.seen("kp"), rowed.told("specialisatie")
    count = len(rowed.people.home)
    for name, share in _SPECIALTIES.items():
        rng = chance(rowed.seed, f"specialisatie {name}")
        has = some(rng, count, share) & rowed.are(*options[name].professions)
        sheet.listed(("biedt_specialisatie", name), rowed.rows(has) & told, "eigen_opgave")
        sheet.listed(("specialisatie_in_kp", name), rowed.rows(has & some(rng, count, 0.985)) & kp, "kp")
        sheet.listed(
            ("specialisatie_in_vektis", name), rowed.rows(has & some(rng, count, 0.985)) & agb, "vektis_agb"
        )
        if name == "handergotherapie":
            certified = rowed.rows(has & some(rng, count, 0.6))
            rows = _rows(certified & told)
            sheet.state(("cht_nl",), rows, MET, "nvht")


def _state_treatments(sheet: Sheet, rowed: Rowed) -> dict[str, Flags]:
    """What a person delivers at home, with the memberships and qualifications that go with it; gives it by person."""
    count, told = len(rowed.people.home), rowed.told("levert")
    delivers: dict[str, Flags] = {}
    for name, (share, professions) in _DELIVERS.items():
        rng = chance(rowed.seed, f"levert {name}")
        delivers[name] = some(rng, count, share) & rowed.are(*professions)
        sheet.listed(
            ("levert", name), rowed.rows(delivers[name]) & ~rowed.people.guest & told, "eigen_opgave"
        )
    agb = rowed.seen("vektis_agb")
    slip = np.where(rowed.sloppy(), np.float32(0.9), np.float32(0.99))
    for network, treatments in _NETWORK.items():
        rng = chance(rowed.seed, f"netwerk {network}")
        member = np.any([delivers[t] for t in treatments], axis=0) & some(rng, count, slip)
        since = SEEN.toordinal() - between(rng, count, 60, 3000)
        shown = rowed.rows(member) & rowed.seen(network)
        sheet.listed(("aangesloten_bij", network), shown, network, rowed.days(since))
        recognised = member & some(rng, count, 0.98)
        sheet.listed(("erkenning_in_vektis", network), rowed.rows(recognised) & agb, "vektis_agb")
    for name, treatments in _TRAINED.items():
        rng = chance(rowed.seed, f"kwalificatie {name}")
        trained = np.any([delivers[t] for t in treatments], axis=0) & some(rng, count, 0.95)
        sheet.listed(("kwalificatie_in_vektis", name), rowed.rows(trained) & agb, "vektis_agb")
        sheet.listed(("gevolgde_scholing", name), rowed.rows(trained) & told, "document")
    return delivers


def _state_falls(sheet: Sheet, rowed: Rowed, delivers: Flags) -> None:
    """Fall prevention: the registration, the intervention and the certificate, which often ends within the term."""
    count, told = len(rowed.people.home), rowed.told("levert") & ~rowed.people.guest
    physio = rowed.are("fysiotherapeut")
    rng = chance(rowed.seed, "valpreventie")
    in_irf = some(chance(rowed.seed, "irf of kfir"), count, 0.62)
    entered = delivers & some(rng, count, 0.96)
    for register, there in (("irf", in_irf), ("kfir", ~in_irf)):
        listed = rowed.rows(entered & physio & there) & rowed.seen(register)
        sheet.listed(("valpreventie_registratie", register), listed, register)
    in_kp = rowed.rows(entered & rowed.are("oefentherapeut")) & rowed.seen("kp")
    sheet.listed(("valpreventie_in_kp",), in_kp, "kp")
    gives = rowed.rows(delivers) & told
    rows = _rows(gives)
    sheet.state(
        ("valpreventie_interventie_erkend",), rows, answers(rng, len(rows), 0.98), "loket_gezond_leven"
    )
    cell = ("valpreventie_interventie_aangewezen", "salland")
    sheet.state(cell, rows, answers(rng, len(rows), 0.96), "verzekeraar")
    end = rowed.days(NEW_YEAR + between(rng, count, -30, FIVE_YEARS - 120))
    sheet.listed(
        ("valpreventie_certificaat",),
        gives & some(rng, len(rowed), 0.97),
        "document",
        years_before(end + 1, 5),
        end,
    )
    for name, share in _INTERVENTIONS.items():
        rng = chance(rowed.seed, f"interventie {name}")
        does = rowed.rows(delivers & some(rng, count, share)) & told
        sheet.listed(("voert_interventie_uit", name), does, "eigen_opgave")
        sheet.listed(("scholing_interventie", name), does & some(rng, len(rowed), 0.95), "document")
        if name == "in_balans":
            sheet.listed(("in_landelijk_register", name), does & some(rng, len(rowed), 0.9), "document")


def _rows(flags: Flags) -> Rows:
    return np.flatnonzero(flags).astype(np.int32)
