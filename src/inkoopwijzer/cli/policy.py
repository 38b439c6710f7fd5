"""`inkoopwijzer policy`: check a policy package, show its rules, say them in sentences."""

from __future__ import annotations

from typing import Annotated

import typer

from inkoopwijzer.cli import (
    options,
    policy_changes,
    policy_coverage,
    policy_diff,
    policy_new,
    policy_readings,
    policy_sql,
)
from inkoopwijzer.cli.trouble import FOUND, OK, WRONG, tell_faults, write

app = typer.Typer(
    no_args_is_help=True, help="Check a policy package, show its rules, or say them in sentences."
)

app.command()(policy_new.new)
app.command()(policy_coverage.coverage)
app.command()(policy_changes.changes)
app.command()(policy_diff.diff)
app.command()(policy_readings.readings)
app.command()(policy_sql.sql)

_InsurerArgument = Annotated[
    str,
    typer.Argument(
        metavar="INSURER",
        autocompletion=options.insurer_names,
        help="An insurer, or the directory of a package.",
    ),
]
_ConditionArgument = Annotated[
    str | None,
    typer.Argument(metavar="CONDITION", autocompletion=options.condition_names, help="Only this condition."),
]


@app.command()
def check(
    packages: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PACKAGE_DIR",
            help="Directories of packages, or insurers; without it all that are shipped.",
        ),
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Read every rule and run every scenario; exit code 1 if one fails or is missing."""
    from inkoopwijzer.cli.policy_view import check_row, show_checks
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.services.checking import check_package, find_package, shipped_packages

    spoken = options.spoken(lang)
    wanted = [find_package(name) for name in packages] if packages else list(shipped_packages())
    found = [check_package(package) for package in wanted]
    for one in found:
        if one.faults:
            tell_faults(one.faults, spoken)
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json([check_row(one) for one in found]))
    else:
        screen = Screen(spoken)
        show_checks(found, screen)
        screen.print()
    if any(one.faults for one in found):
        return WRONG
    return FOUND if any(one.failed or one.uncovered for one in found) else OK


@app.command()
def show(
    insurer: _InsurerArgument,
    condition: _ConditionArgument = None,
    document: options.DocumentsOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """What a policy holds; or one rule as it is written, and where it is used."""
    from inkoopwijzer.cli.policy_view import policy_row, show_policy, show_rule
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.services.checking import documents_by_policy, find_package, read_package

    package = find_package(insurer)
    policy = read_package(package)
    if condition is not None:
        options.named("condition", condition, policy.conditions)
    papers = documents_by_policy(document, [policy]) if document else {}
    if json:
        from inkoopwijzer.cli.data import as_json

        write(as_json(policy_row(policy, condition)))
        return OK
    screen = Screen(options.spoken(lang))
    if condition is None:
        show_policy(policy, screen)
    else:
        show_rule(package, policy, policy.conditions[condition], papers.get(policy.id), screen)
    screen.print()
    return OK


@app.command()
def words(
    insurer: _InsurerArgument,
    condition: _ConditionArgument = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """The rules as sentences, made from the rules themselves: read them beside the document."""
    from inkoopwijzer.policy.words import condition_words, policy_words
    from inkoopwijzer.services.checking import find_package, read_package

    policy = read_package(find_package(insurer))
    if condition is not None:
        options.named("condition", condition, policy.conditions)
        lines = condition_words(policy.conditions[condition], policy)
    else:
        lines = policy_words(policy)
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        write(as_json(as_data(lines)))
        return OK
    from inkoopwijzer.cli.policy_view import show_words
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(options.spoken(lang))
    show_words(lines, screen)
    screen.print()
    return OK
