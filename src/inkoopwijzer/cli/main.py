"""The command line: `inkoopwijzer COMMAND`. Run it with --help.

Start-up time is a promise, so the modules imported here hold only the signatures of the commands; each
command imports what it needs when it runs.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import typer

from inkoopwijzer.cli import (
    assess,
    calendar,
    claims,
    expectations,
    explain,
    facts,
    index,
    market,
    policy,
    questions,
    register,
    replay,
    route,
    schema,
    sources,
    treat,
    watch,
)
from inkoopwijzer.cli.options import language
from inkoopwijzer.cli.trouble import OK, UNEXPECTED, WRONG, Refusal, misuse, no_such, say, tell, tell_faults
from inkoopwijzer.services.assessing import UnknownChoice
from inkoopwijzer.values.fault import Faults
from inkoopwijzer.values.text import Lang, Text

DEBUG_SETTING: Final = "INKOOPWIJZER_DEBUG"

_PRACTICE: Final = "For a practice"
_MARKET: Final = "For an insurer, an association or a supervisor: all practices"
_POLICY: Final = "For who writes or checks policies"

COMMANDS: Final[dict[str, tuple[Callable[..., int] | typer.Typer, str]]] = {
    "assess": (assess.assess, _PRACTICE),
    "explain": (explain.explain, _PRACTICE),
    "questions": (questions.questions, _PRACTICE),
    "route": (route.route, _PRACTICE),
    "treat": (treat.treat, _PRACTICE),
    "watch": (watch.watch, _PRACTICE),
    "calendar": (calendar.calendar, _PRACTICE),
    "expectations": (expectations.expectations, _PRACTICE),
    "replay": (replay.replay, _PRACTICE),
    "facts": (facts.facts, _PRACTICE),
    "market": (market.app, _MARKET),
    "register": (register.app, _MARKET),
    "index": (index.app, _MARKET),
    "claims": (claims.app, _MARKET),
    "policy": (policy.app, _POLICY),
    "sources": (sources.app, _POLICY),
    "schema": (schema.schema, _POLICY),
}


def _version(asked: bool) -> None:
    if asked:
        import inkoopwijzer

        typer.echo(f"inkoopwijzer {inkoopwijzer.__version__}")
        raise typer.Exit


def _main(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Nothing by itself: the commands do the work."""


def command_line(names: Iterable[str]) -> typer.Typer:
    """The command line with these commands. One command is made in a third of the time of all of them."""
    made = typer.Typer(
        name="inkoopwijzer",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
        help="Dutch health insurers' purchasing policies, applied to the facts of one practice: "
        "which agreement is possible at every insurer, why, and where the document says so.",
        epilog="Exit codes: 0 done; 1 done, and something is not as it should be; 2 wrong input or use; "
        "70 a fault of this program. Output is Dutch unless --lang en (or INKOOPWIJZER_LANG=en) is given.",
    )
    made.callback()(_main)
    for name in names:
        command, panel = COMMANDS[name]
        if isinstance(command, typer.Typer):
            made.add_typer(command, name=name, rich_help_panel=panel)
        else:
            made.command(name, rich_help_panel=panel)(command)
    return made


app = command_line(COMMANDS)


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; what goes wrong is told, never thrown at the user."""
    given = list(sys.argv[1:] if argv is None else argv)
    lang = language(given)
    gc.disable()  # a command is short; collecting garbage costs a tenth of its time
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return _answer(given, lang)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _unexpected(error, lang)
    finally:
        gc.enable()


def _answer(argv: list[str], lang: Lang) -> int:
    try:
        line = command_line(argv[:1]) if argv and argv[0] in COMMANDS else app
        code = line(args=argv, prog_name="inkoopwijzer", standalone_mode=False)
        return code if isinstance(code, int) else OK
    except Faults as faults:
        tell_faults(faults.faults, lang)
    except Refusal as refusal:
        tell(refusal, lang)
    except UnknownChoice as choice:
        tell(no_such(choice.what, choice.name, choice.known), lang)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            say(error.format_message())
        else:
            tell(misuse(error), lang)
    return WRONG


def _unexpected(error: Exception, lang: Lang) -> int:
    if os.environ.get(DEBUG_SETTING) == "1":
        import traceback

        traceback.print_exception(error)
    kind = type(error).__name__
    told = Text(
        f"onverwachte fout ({kind}): dit ligt aan het programma. Meld het ons, met het commando dat u gaf; "
        f"met {DEBUG_SETTING}=1 ervoor staan de bijzonderheden erbij.",
        f"unexpected error ({kind}): this is a fault of the program, please report it with the command "
        f"you gave; with {DEBUG_SETTING}=1 before it the details are shown.",
    )
    say(told.to(lang))
    return UNEXPECTED
