"""The command line and its reference page say the same.

docs/reference/cli.md has one heading per command, which is the command itself (`## inkoopwijzer assess`,
code marks allowed); what stands under it, up to the next command, must name each option and argument.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer
import typer.main

from tests.house import guards

REFERENCE = guards.ROOT / "docs" / "reference" / "cli.md"
HEADING = re.compile(r"^#+\s+`?(inkoopwijzer[^`\n]*?)`?\s*$", re.MULTILINE)


def commands(app: typer.Typer) -> Iterator[tuple[str, Any]]:
    """Every command of `app` with the words that call it, hidden ones left out."""
    yield from _below("inkoopwijzer", typer.main.get_command(app))


def _below(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, child in sorted(getattr(command, "commands", {}).items()):
        if not child.hidden:
            yield from _below(f"{path} {name}", child)


def sections(page: str) -> dict[str, str]:
    """What the page says under the heading of each command."""
    parts = HEADING.split(page)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def unmentioned(app: typer.Typer, page: str) -> list[str]:
    """Commands, options and arguments that the page leaves out, and headings of commands that are gone."""
    said = sections(page)
    real = dict(commands(app))
    faults = [f"`{path}` is no command (any more)" for path in said if path not in real]
    for path, command in real.items():
        if path not in said:
            faults.append(f"no heading for `{path}`")
            continue
        for parameter in command.params:
            if not getattr(parameter, "hidden", False):
                faults += [f"`{path}`: {name}" for name in _names(parameter) if not _says(said[path], name)]
    return faults


def _names(parameter: Any) -> list[str]:
    if parameter.param_type_name == "argument":
        return [parameter.metavar or parameter.name]
    return [*parameter.opts, *parameter.secondary_opts]


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE) is not None


def test_the_reference_names_every_command_and_option() -> None:
    app = importlib.import_module("inkoopwijzer.cli.main").app
    faults = unmentioned(app, REFERENCE.read_text("utf-8"))
    assert not faults, f"run `make docs`:{guards.tell(faults)}"


@pytest.fixture
def app() -> typer.Typer:
    app, policy = typer.Typer(add_completion=False), typer.Typer()
    app.add_typer(policy, name="policy")

    @app.command()
    def assess(dossier: str, on: str = typer.Option("", "--on", "-o"), full: bool = True) -> None: ...

    @policy.command()
    def check(folder: str = "here") -> None: ...

    return app


GOOD = """
# inkoopwijzer
## `inkoopwijzer assess`
DOSSIER, and `--on`, `-o`, `--full/--no-full`.
### An example
## inkoopwijzer policy
## inkoopwijzer policy check
`--folder`
"""


def test_a_complete_page_is_accepted(app: typer.Typer) -> None:
    assert unmentioned(app, GOOD) == []


@pytest.mark.parametrize(
    "gone", ["DOSSIER", "`--on`", "`-o`", "/--no-full", "`--folder`", "## inkoopwijzer policy check"]
)
def test_what_a_page_leaves_out_is_found(app: typer.Typer, gone: str) -> None:
    assert unmentioned(app, GOOD.replace(gone, ""))


def test_a_command_that_is_gone_is_found(app: typer.Typer) -> None:
    assert unmentioned(app, GOOD + "## inkoopwijzer judge\n")


def test_an_option_of_another_command_does_not_count(app: typer.Typer) -> None:
    assert unmentioned(app, GOOD.replace("`--folder`", "").replace("DOSSIER", "DOSSIER --folder"))
