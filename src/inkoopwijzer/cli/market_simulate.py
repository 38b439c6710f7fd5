"""`inkoopwijzer market simulate`, `market diff` and `market sweep`: what a change of policy does to all practices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.market_assess import AgreementsOption, MarketArgument
from inkoopwijzer.cli.market_simulate_options import (
    BAD_RANGE,
    CHANGES,
    NO_CHANGE,
    NO_RANGE,
    ONE_THRESHOLD,
    SWEEP,
    CsvOption,
    ExactOption,
    PerInsuredOption,
    RowsOption,
    TariffsOption,
    VolumesOption,
    YearOption,
    costs_of,
    numbers,
    refusing,
)
from inkoopwijzer.cli.trouble import OK, Refusal, write
from inkoopwijzer.values.text import Lang, Text

if TYPE_CHECKING:
    from inkoopwijzer.services.simulating import Simulation


def simulate(
    market: MarketArgument,
    norm: Annotated[
        list[str] | None,
        typer.Option(
            "--norm", metavar="NORM=N", help="Give a norm this number, as p70_2025=110; repeatable."
        ),
    ] = None,
    threshold: Annotated[
        list[str] | None,
        typer.Option(
            "--threshold",
            metavar="CONDITION=N",
            autocompletion=options.condition_names,
            help="Give a condition this number or share, as drie_verbijzonderingen=2; repeatable.",
        ),
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option(
            "--drop",
            metavar="CONDITION",
            autocompletion=options.condition_names,
            help="No longer ask this; GROUP:CONDITION for one group only; repeatable.",
        ),
    ] = None,
    require: Annotated[
        list[str] | None,
        typer.Option(
            "--require",
            metavar="GROUP:NAME",
            help="Also ask this of a group: a condition, or a fact of the practice; repeatable.",
        ),
    ] = None,
    to_reading: Annotated[
        list[str] | None,
        typer.Option(
            "--to-reading",
            metavar="ID=OPTION",
            autocompletion=options.reading_names,
            help="Change to this reading of an ambiguous passage; repeatable.",
        ),
    ] = None,
    cap: Annotated[
        list[str] | None,
        typer.Option(
            "--cap", metavar="CONDITION=GROUP", help="Whoever meets this gets this group at most; repeatable."
        ),
    ] = None,
    no_cap: Annotated[
        list[str] | None,
        typer.Option("--no-cap", metavar="CONDITION", help="This is no longer such a limit; repeatable."),
    ] = None,
    package: Annotated[
        Path | None,
        typer.Option(
            "--package",
            metavar="PACKAGE_DIR",
            help="The changed policy is this edited copy of a package; other changes come on top.",
        ),
    ] = None,
    insurer: options.InsurersOption = None,
    agreement: AgreementsOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    exact: ExactOption = False,
    tariff: TariffsOption = None,
    volumes: VolumesOption = None,
    treatments_per_insured: PerInsuredOption = None,
    insured_year: YearOption = 2025,
    rows: RowsOption = 10,
    csv: CsvOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """What if the policy were changed: who moves to which outcome, by which condition, where, and what it costs."""
    from inkoopwijzer.cli.progress import progress
    from inkoopwijzer.policy.alter_reading import Written, read_changes
    from inkoopwijzer.services.simulating import simulate as simulate_changes

    written = Written(
        norms=norm or (),
        thresholds=threshold or (),
        drops=drop or (),
        requires=require or (),
        readings=to_reading or (),
        caps=cap or (),
        no_caps=no_cap or (),
    )
    if not written and package is None:
        raise Refusal(NO_CHANGE, CHANGES)
    changes = read_changes(written)
    costs = costs_of(tariff, volumes, treatments_per_insured, insured_year)
    spoken = options.spoken(lang)
    with refusing(), progress(spoken) as tell:
        found = simulate_changes(
            market,
            changes,
            insurers=insurer,
            agreements=agreement,
            package=package,
            on=options.day(on),
            readings=options.readings(reading),
            exact=exact,
            costs=costs,
            tell=tell,
        )
    return _answer(found, rows, csv, spoken, json=json)


def diff(
    market: MarketArgument,
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            autocompletion=options.insurer_names,
            help="An insurer, an insurer with its year (salland-2027), or the directory of a package.",
        ),
    ],
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW", autocompletion=options.insurer_names, help="The same, of the new version."
        ),
    ],
    agreement: AgreementsOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    exact: ExactOption = False,
    tariff: TariffsOption = None,
    volumes: VolumesOption = None,
    treatments_per_insured: PerInsuredOption = None,
    insured_year: YearOption = 2025,
    rows: RowsOption = 10,
    csv: CsvOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Who moves to which outcome between two versions of a policy: two packages, or two years."""
    from inkoopwijzer.cli.progress import progress
    from inkoopwijzer.services.checking import find_package, read_package
    from inkoopwijzer.services.simulating import compare_over_market

    costs = costs_of(tariff, volumes, treatments_per_insured, insured_year)
    before, after = (read_package(find_package(name)) for name in (old, new))
    spoken = options.spoken(lang)
    with refusing(), progress(spoken) as tell:
        found = compare_over_market(
            market,
            before,
            after,
            agreements=agreement,
            on=options.day(on),
            readings=options.readings(reading),
            exact=exact,
            costs=costs,
            tell=tell,
        )
    return _answer(found, rows, csv, spoken, json=json)


def sweep(
    market: MarketArgument,
    norm: Annotated[
        str | None, typer.Option("--norm", metavar="NORM", help="The norm to move, as p70_2025.")
    ] = None,
    threshold: Annotated[
        str | None,
        typer.Option(
            "--threshold",
            metavar="CONDITION",
            autocompletion=options.condition_names,
            help="Or the condition whose number or share to move.",
        ),
    ] = None,
    low: Annotated[
        str | None, typer.Option("--from", metavar="N", help="The first value; a share as 40%.")
    ] = None,
    high: Annotated[str | None, typer.Option("--to", metavar="N", help="The last value.")] = None,
    step: Annotated[
        str | None,
        typer.Option("--step", metavar="N", help="From value to value; without it in twenty steps."),
    ] = None,
    insurer: options.InsurersOption = None,
    agreement: AgreementsOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    rows: RowsOption = 10,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="OUT", help="Also write the curve to this file (CSV).")
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """How many practices get what for each value of a threshold, and at which values that jumps."""
    from inkoopwijzer.services.simulating_sweep import BadRange, sweep_market, values_between

    if (norm is None) == (threshold is None):
        raise Refusal(ONE_THRESHOLD, SWEEP)
    (first, share), (last, _), (by, _) = numbers([low, high, step])
    if first is None or last is None:
        raise Refusal(NO_RANGE, SWEEP)
    try:
        values = values_between(first, last, by)
        with refusing():
            found = sweep_market(
                market,
                values,
                norm=norm,
                condition=threshold,
                share=share,
                insurers=insurer,
                agreements=agreement,
                on=options.day(on),
                readings=options.readings(reading),
            )
    except BadRange:
        raise Refusal(BAD_RANGE, SWEEP) from None
    spoken = options.spoken(lang)
    if csv is not None:
        from inkoopwijzer.cli.data import save
        from inkoopwijzer.cli.market_simulate_data import curve_csv

        save(csv, curve_csv(found))
    if json:
        from inkoopwijzer.cli.data import as_json
        from inkoopwijzer.cli.market_simulate_data import swept_data

        write(as_json(swept_data(found)))
        return OK
    from inkoopwijzer.cli.market_sweep_view import show_sweep
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(spoken)
    show_sweep(found, rows, screen, share=share)
    screen.print()
    return OK


def _answer(found: Simulation, rows: int, csv: Path | None, lang: Lang, *, json: bool) -> int:
    """Write what was found, as asked."""
    if csv is not None:
        from inkoopwijzer.cli.data import save
        from inkoopwijzer.cli.market_simulate_data import practices_csv

        save(csv, practices_csv(found))
    if json:
        from inkoopwijzer.cli.data import as_json
        from inkoopwijzer.cli.market_simulate_data import simulation_data

        write(as_json(simulation_data(found)))
        return OK
    from inkoopwijzer.cli.market_simulate_view import show_simulation
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(lang)
    show_simulation(found, rows, screen)
    if csv is not None:
        screen.blank()
        screen.line(Text("Alle praktijken die verschuiven: ", "Every practice that moves: "), str(csv))
    screen.print()
    return OK
