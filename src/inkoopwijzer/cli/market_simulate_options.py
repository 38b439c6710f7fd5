"""The options that simulations share, their values checked, and what cannot be simulated told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkoopwijzer.cli.trouble import Refusal, plain
from inkoopwijzer.values.text import Text

if TYPE_CHECKING:
    from inkoopwijzer.services.simulating_costs import Costs

ExactOption = Annotated[
    bool,
    typer.Option("--exact", help="Look into what is open at the practices that the change touches: slower."),
]
TariffsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--tariff",
        metavar="GROUP=EUROS",
        help="What a treatment costs in this group (A=34.50), or without agreement (geen=0); for each outcome one.",
    ),
]
VolumesOption = Annotated[
    Path | None,
    typer.Option(
        "--volumes",
        metavar="FILE",
        help="Treatments a year per practice: CSV with the columns agb and behandelingen.",
    ),
]
PerInsuredOption = Annotated[
    str | None,
    typer.Option(
        "--treatments-per-insured",
        metavar="N",
        help="Instead of --volumes: so many treatments for each unique insured person of a practice.",
    ),
]
YearOption = Annotated[
    int,
    typer.Option("--insured-year", metavar="YEAR", help="The year of that count of insured people."),
]
RowsOption = Annotated[
    int, typer.Option("--rows", metavar="N", min=0, help="Show at most so many rows of each list.")
]
CsvOption = Annotated[
    Path | None,
    typer.Option("--csv", metavar="OUT", help="Also write a row for each practice that moves (CSV)."),
]


def costs_of(
    tariffs: list[str] | None, volumes: Path | None, per_insured: str | None, year: int
) -> Costs | None:
    """The tariffs and volumes asked for; a `Refusal` when they do not go together."""
    from inkoopwijzer.policy.alter_reading import value_of
    from inkoopwijzer.services.simulating_costs import Costs, read_tariffs, read_volumes

    if not tariffs and volumes is None and per_insured is None:
        return None
    if not tariffs:
        raise Refusal(_NO_TARIFF, _COSTS)
    if (volumes is None) == (per_insured is None):
        raise Refusal(_NO_VOLUME, _COSTS)
    if volumes is not None:
        return Costs(read_tariffs(tariffs), by_agb=read_volumes(volumes))
    value = value_of(per_insured or "")
    if value is None or value[1]:
        message = Text(
            f"'{plain(per_insured or '')}' is geen aantal.", f"'{plain(per_insured or '')}' is no number."
        )
        raise Refusal(message, _COSTS)
    return Costs(read_tariffs(tariffs), per_insured=value[0], year=str(year))


def numbers(given: list[str | None]) -> list[tuple[Decimal | None, bool]]:
    """Numbers, or all of them percentages; a `Refusal` for anything else."""
    from inkoopwijzer.policy.alter_reading import value_of

    found: list[tuple[Decimal | None, bool]] = []
    for text in given:
        value = None if text is None else value_of(text)
        if text is not None and value is None:
            message = Text(f"'{plain(text)}' is geen getal.", f"'{plain(text)}' is not a number.")
            raise Refusal(message, SWEEP)
        found.append((None, False) if value is None else value)
    if len({share for value, share in found if value is not None}) > 1:
        raise Refusal(_MIXED, SWEEP)
    return found


@contextmanager
def refusing() -> Iterator[None]:
    """What cannot be simulated as asked, told with what to do."""
    from inkoopwijzer.assess.agreement import OutsideTerm
    from inkoopwijzer.services.simulating import MissingTariff, SeveralAgreements, SeveralPolicies

    try:
        yield
    except SeveralPolicies as several:
        names = ", ".join(several.insurers)
        message = Text(
            "Deze wijziging kan bij meer dan één verzekeraar.", "More than one insurer can have this change."
        )
        hint = Text(f"Kies met --insurer: {names}.", f"Choose with --insurer: {names}.")
        raise Refusal(message, hint) from None
    except SeveralAgreements as several:
        names = ", ".join(several.agreements)
        message = Text(
            "Kosten zijn per overeenkomst, en deze wijziging raakt er meer.",
            "Costs are for one agreement, and this change touches more.",
        )
        hint = Text(f"Kies met --agreement: {names}.", f"Choose with --agreement: {names}.")
        raise Refusal(message, hint) from None
    except MissingTariff as missing:
        names = ", ".join(missing.outcomes)
        message = Text(f"Er is geen tarief voor: {names}.", f"There is no tariff for: {names}.")
        raise Refusal(message, _COSTS) from None
    except OutsideTerm as error:
        message = Text(
            "{day} ligt na het einde van elke overeenkomst van {policy} die is gevraagd.",
            "{day} is after the end of every agreement of {policy} that was asked for.",
        ).format(**vars(error))
        hint = Text(f"Kies een dag tot en met {error.end}.", f"Choose a day until {error.end}.")
        raise Refusal(message, hint) from None


NO_CHANGE = Text("Er is geen wijziging gegeven.", "No change was given.")
CHANGES = Text(
    "Geef er een met --norm, --threshold, --drop, --require, --to-reading, --cap, --no-cap of --package.",
    "Give one with --norm, --threshold, --drop, --require, --to-reading, --cap, --no-cap or --package.",
)
_NO_TARIFF = Text("Er zijn aantallen, maar geen tarieven.", "There are volumes but no tariffs.")
_NO_VOLUME = Text("Bij tarieven horen aantallen, op één manier.", "Tariffs need volumes, given in one way.")
_COSTS = Text(
    "Geef --tariff GROEP=EURO voor elke uitkomst (ook geen=...), en --volumes of --treatments-per-insured.",
    "Give --tariff GROUP=EUROS for each outcome (geen=... too), and --volumes or --treatments-per-insured.",
)
ONE_THRESHOLD = Text("Kies één grens om te verschuiven.", "Choose one threshold to move.")
NO_RANGE = Text("Er is niet gezegd van waar tot waar.", "It was not said from where to where.")
BAD_RANGE = Text("Over deze waarden kan niet worden gelopen.", "These values cannot be gone through.")
_MIXED = Text("Getallen en percentages staan door elkaar.", "Numbers and percentages are mixed.")
SWEEP = Text(
    "Schrijf bijvoorbeeld --norm p70_2025 --from 100 --to 130 --step 1 (hoogstens 10.000 waarden).",
    "Write for instance --norm p70_2025 --from 100 --to 130 --step 1 (10,000 values at most).",
)
