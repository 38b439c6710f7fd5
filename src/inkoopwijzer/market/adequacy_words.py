"""Supply and norms in words."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Final

import numpy as np

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.adequacy import Adequacy
from inkoopwijzer.market.adequacy_findings import Demand, Open
from inkoopwijzer.market.adequacy_norms import Matter, SupplyNorm
from inkoopwijzer.market.records import NOBODY
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

TREATMENT: Final = "behandeling"
VERDICT_WORDS: Final = {
    Verdict.met: Text("gehaald", "met"),
    Verdict.not_met: Text("niet gehaald", "not met"),
    Verdict.unknown: Text("onbekend", "unknown"),
}
OPEN_WORDS: Final = {
    Open.insured: Text("het aantal verzekerden is niet bekend", "the number of insured is not known"),
    Open.contract: Text("contracten zijn nog niet getekend", "contracts are not signed yet"),
    Open.delivery: Text(
        "van praktijken is niet bekend wie dit mag leveren, of waar precies",
        "of practices it is not known who may deliver this, or where exactly",
    ),
    Open.place: Text("van locaties is de plaats niet bekend", "the place of locations is not known"),
}
CROW: Final = Text(
    "Afstanden zijn hemelsbreed, tussen middelpunten van postcodegebieden (vier cijfers): over de weg is het verder, "
    "en in hetzelfde gebied is het 0 km. Het rekenpunt van een gemeente is een punt erin, meestal de plaats met haar "
    "naam.",
    "Distances are as the crow flies, between the middles of postcode areas (four digits): by road it is further, "
    "and within one area it is 0 km. The point of a municipality is one in it, mostly the place with its name.",
)
LOCATIONS: Final = Text(
    "Op welke locatie van de praktijk een therapeut werkt is niet bekend; een therapeut telt zeker mee waar dat op "
    "geen enkele manier anders kan zijn.",
    "At which location of the practice a therapist works is not known; a therapist surely counts where it cannot be "
    "otherwise in any way.",
)
SHARES: Final = Text(
    "Een aandeel is van postcodegebieden, niet van mensen: hoeveel mensen waar wonen zit niet in dit programma.",
    "A share is of postcode areas, not of people: how many people live where is not in this program.",
)
NO_INSURED: Final = Text(
    "Zonder aantallen verzekerden per gemeente zijn er alleen aantallen; inwonertallen zitten niet in dit programma.",
    "Without numbers of insured per municipality there are only counts; populations are not in this program.",
)
OWN_USE: Final = Text(
    "Kleine aantallen gaan over één praktijk, en soms over één mens: alleen voor eigen gebruik van de verzekeraar.",
    "Small numbers are about one practice, and sometimes about one person: only for the insurer's own use.",
)
STATED: Final = Text(
    "Wie een behandeling levert komt uit de opgave van de praktijk zelf; of het beleid dat toelaat is hier niet "
    "getoetst.",
    "Who delivers a treatment is what the practice itself stated; whether the policy allows it was not assessed here.",
)
CONTRACTED_ONLY: Final = Text(
    "Alleen gecontracteerde praktijken die in deze markt staan tellen mee. Of er plaats is voor nieuwe patiënten, en "
    "hoe lang de wachttijd is, staat hier niet in.",
    "Only contracted practices that are in this market count. Whether there is room for new patients, and how long the "
    "wait is, is not in here.",
)


def number_words(number: Decimal | float) -> Text:
    """A number as it is written, with a comma in Dutch."""
    text = f"{number:f}" if isinstance(number, Decimal) else f"{number:.1f}"
    return Text(text.replace(".", ","), text)


def care_words(discipline: str, treatment: str | None) -> Text:
    """The care in words: a profession, or a treatment by that profession."""
    known = catalogue()
    profession = known.professions[discipline].label
    if treatment is None:
        return profession
    label = known.dimensions[TREATMENT].label_of(treatment)
    return Text(f"{profession.nl}: {label.nl}", f"{profession.en}: {label.en}")


def norm_words(norm: SupplyNorm) -> tuple[Text, ...]:
    """What a norm demands, demand by demand."""
    found = []
    if norm.most_km is not None:
        found.append(_reach_words(norm))
    if norm.practices is not None:
        found.append(
            Text(
                f"ten minste {norm.practices} {'praktijk' if norm.practices == 1 else 'praktijken'} in de gemeente",
                f"at least {norm.practices} practice{'' if norm.practices == 1 else 's'} in the municipality",
            )
        )
    if norm.per_thousand is not None:
        heads = number_words(norm.per_thousand)
        found.append(
            Text(
                f"ten minste {heads.nl} therapeuten per 1.000 verzekerden",
                f"at least {heads.en} therapists per 1,000 insured",
            )
        )
    return tuple(found)


def _reach_words(norm: SupplyNorm) -> Text:
    km = number_words(norm.most_km or Decimal(0))
    what = Text("een praktijk", "a practice")
    if norm.choice > 1:
        what = Text(f"{norm.choice} verschillende praktijken", f"{norm.choice} different practices")
    of = Text("vanaf het rekenpunt van de gemeente", "from the point of the municipality")
    if norm.share is not None:
        part = number_words(Decimal(norm.share.numerator * 100) / norm.share.denominator)
        of = Text(
            f"voor ten minste {part.nl}% van de postcodegebieden",
            f"for at least {part.en}% of the postcode areas",
        )
    return Text(
        f"binnen {km.nl} km hemelsbreed {what.nl}, {of.nl}",
        f"within {km.en} km as the crow flies {what.en}, {of.en}",
    )


def demand_words(demand: Demand) -> Text:
    """What was found of one demand, against what is needed."""
    least, most = demand.found.least, demand.found.most
    count = Text(str(least), str(least))
    if most is None:
        count = Text(f"{least} of meer", f"{least} or more")
    elif most > least:
        count = Text(f"{least} tot {most}", f"{least} to {most}")
    needed = "?" if demand.needed is None else str(demand.needed)
    what = {
        Matter.practices: (Text("praktijk", "practice"), Text("praktijken", "practices")),
        Matter.therapists: (Text("therapeut", "therapist"), Text("therapeuten", "therapists")),
    }
    if demand.matter in what:
        one = what[demand.matter][least != 1 or most != 1]
        return Text(f"{count.nl} {one.nl}, nodig {needed}", f"{count.en} {one.en}, needed {needed}")
    if demand.points is None:
        near = {
            Verdict.met: Text("dichtbij genoeg", "near enough"),
            Verdict.not_met: Text("te ver", "too far"),
            Verdict.unknown: Text("misschien dichtbij genoeg", "perhaps near enough"),
        }
        return near[demand.verdict]
    return Text(
        f"{count.nl} van {demand.points} postcodegebieden dichtbij genoeg, nodig {needed}",
        f"{count.en} of {demand.points} postcode areas near enough, needed {needed}",
    )


def unplaced(found: Adequacy) -> int:
    """How many practices that may be contracted have a location that may lie anywhere."""
    flags = np.zeros(found.scene.sites.practices, np.bool_)
    for supply in found.supplies.values():
        flags |= supply.afar.practice
    return int(flags.sum())


def remarks(found: Adequacy, stated: Collection[str]) -> tuple[Text, ...]:
    """What must be said with every figure. `stated` are treatments known only from what practices state."""
    norms = found.norms.norms
    told = [CROW, LOCATIONS, CONTRACTED_ONLY]
    if any(norm.share is not None for norm in norms):
        told.append(SHARES)
    if found.insured is None:
        told.append(NO_INSURED)
    elif (unknown := int((found.insured == NOBODY).sum())) > 0:
        told.append(
            Text(
                f"{unknown} gemeenten staan niet in het bestand met verzekerden: daar gelden alleen normen die ze bij "
                "naam noemen.",
                f"{unknown} municipalities are not in the file of insured: only norms that name them count there.",
            )
        )
    if found.insured is not None and (none := int((found.insured == 0).sum())) > 0:
        told.append(
            Text(
                f"In {none} gemeenten zijn er geen verzekerden: daar is geen norm gesteld.",
                f"In {none} municipalities there are no insured: no norm was held there.",
            )
        )
    if (nowhere := unplaced(found)) > 0:
        counted = (
            Text("die kunnen overal liggen", "they may be anywhere")
            if found.norms.anywhere
            else Text(
                "die tellen volgens het normenbestand niet mee", "by the file of norms they do not count"
            )
        )
        told.append(
            Text(
                f"Van {nowhere} praktijken is van een locatie de plaats niet bekend: {counted.nl}.",
                f"Of {nowhere} practices the place of a location is not known: {counted.en}.",
            )
        )
    if any(norm.treatment in stated for norm in norms):
        told.append(STATED)
    told.append(OWN_USE)
    return tuple(told)
