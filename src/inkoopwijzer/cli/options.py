"""The options that several commands share, and their values checked: days, readings, languages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from inkoopwijzer.cli.trouble import Refusal, no_such, plain
from inkoopwijzer.values.text import LANGUAGES, Lang, Text

if TYPE_CHECKING:
    from inkoopwijzer.policy.policy import Policy
    from inkoopwijzer.values.citation import Document

LANGUAGE_SETTING: Final = "INKOOPWIJZER_LANG"


def language(argv: Sequence[str]) -> Lang:
    """The language that this command line asks for, also when the rest of it is wrong. Dutch by default."""
    asked = os.environ.get(LANGUAGE_SETTING, "")
    for at, word in enumerate(argv):
        if word == "--":
            break
        if word == "--lang" and at + 1 < len(argv):
            asked = argv[at + 1]
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return spoken(asked)


def spoken(given: str) -> Lang:
    """The language as its type; Dutch unless English is asked."""
    return "en" if given == "en" else "nl"


def check_language(given: str) -> str:
    """The language as given, if there is such a language."""
    if given not in LANGUAGES:
        message = Text(f"De taal '{plain(given)}' is er niet.", f"There is no language '{plain(given)}'.")
        raise Refusal(message, Text("Kies nl of en.", "Choose nl or en."))
    return given


def insurer_names(incomplete: str) -> list[str]:
    """For completion: the insurers of the shipped policies."""
    from inkoopwijzer.policy.package import shipped

    return sorted({name for name, _, _ in shipped() if name.startswith(incomplete)})


def reading_names(incomplete: str) -> list[str]:
    """For completion: every reading with each of its options."""
    from inkoopwijzer.policy.package import shipped_policies

    readings = (r for p in shipped_policies() for r in p.readings.values())
    return [n for r in readings for o in r.options if (n := f"{r.id}={o}").startswith(incomplete)]


def condition_names(incomplete: str) -> list[str]:
    """For completion: the conditions of the shipped policies."""
    from inkoopwijzer.policy.package import shipped_policies

    return sorted({c for p in shipped_policies() for c in p.conditions if c.startswith(incomplete)})


def fact_names(incomplete: str) -> list[str]:
    """For completion: the facts of the catalogue."""
    from inkoopwijzer.facts.catalogue import catalogue

    return [name for name in catalogue().facts if name.startswith(incomplete)]


LangOption = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="nl|en",
        envvar=LANGUAGE_SETTING,
        callback=check_language,
        help="Language of the output.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print data (JSON) instead of text.")]
InsurersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--insurer", metavar="ID", autocompletion=insurer_names, help="Only this insurer; may be repeated."
    ),
]
PackagesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--package",
        metavar="PACKAGE_DIR",
        help="Also assess against the policy package in this directory; may be repeated. With --insurer "
        "naming only insurers of such packages, against these packages alone.",
    ),
]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help="The day on which the facts count, as 2027-01-01; without it the first day of the term, or of the "
        "policy's year when the agreement runs already.",
    ),
]
ReadingsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--reading",
        metavar="ID=OPTION",
        autocompletion=reading_names,
        help="Read an ambiguous passage in this way; may be repeated.",
    ),
]
DocumentsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--document",
        metavar="FILE",
        help="A policy document (text) to show passages from; repeatable. Its content tells whose it is.",
    ),
]
DossierArgument = Annotated[Path, typer.Argument(metavar="DOSSIER", help="A dossier (YAML or JSON).")]
DossiersArgument = Annotated[
    list[Path], typer.Argument(metavar="DOSSIER", help="One or more dossiers (YAML or JSON).")
]

_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DUTCH: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})|(\d{4})(\d{2})(\d{2})")


def day(given: str | None) -> date | None:
    """The day asked for; a `Refusal` if it is none, with the day that was probably meant."""
    if given is None:
        return None
    message = Text(f"'{plain(given)}' is geen datum.", f"'{plain(given)}' is not a date.")
    if _DAY.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            message = Text(f"De datum {given} bestaat niet.", f"The date {given} does not exist.")
            raise Refusal(message, Text("Controleer maand en dag.", "Check the month and the day.")) from None
    hint = Text("Schrijf jaar-maand-dag, zoals 2027-03-31.", "Write year-month-day, such as 2027-03-31.")
    if meant := _meant(given):
        hint = Text(f"Bedoelde u {meant}?", f"Did you mean {meant}?")
    raise Refusal(message, hint)


def _meant(given: str) -> date | None:
    parts = _DUTCH.fullmatch(given)
    if parts is None:
        return None
    d, m, y, y2, m2, d2 = parts.groups()
    try:
        return date(int(y or y2), int(m or m2), int(d or d2))
    except ValueError:
        return None


def readings(given: Iterable[str] | None) -> dict[str, str]:
    """The readings chosen, by id; a `Refusal` for one that is not ID=OPTION, or chosen twice."""
    chosen: dict[str, str] = {}
    for text in given or ():
        name, equals, option = text.partition("=")
        if not (name and equals and option):
            message = Text(f"'{plain(text)}' is geen lezing.", f"'{plain(text)}' is not a reading.")
            raise Refusal(message, Text("Schrijf ID=OPTIE.", "Write ID=OPTION."))
        if chosen.setdefault(name, option) != option:
            message = Text(
                f"Voor de lezing '{name}' zijn twee opties gekozen.", f"Two options for reading '{name}'."
            )
            raise Refusal(message, Text("Kies er een.", "Choose one."))
    return chosen


def named(what: str, name: str, known: Iterable[str]) -> str:
    """The name, if it is one of those known; a `Refusal` with the near name otherwise."""
    names = list(known)
    if name not in names:
        raise no_such(what, name, names)
    return name


def policies(
    packages: Sequence[Path] | None, insurers: Iterable[str] | None = None
) -> tuple[Policy, ...] | None:
    """The policies that `--package` and `--insurer` ask for; None is the shipped ones. Raises `Faults`."""
    if not packages:
        return None
    from inkoopwijzer.services.packages import policies_with

    return policies_with(packages, insurers)


def papers(given: Iterable[Path] | None, known: Sequence[Policy] | None = None) -> dict[str, Document]:
    """The policy documents by the id of their policy, one of those known or shipped.

    Raises `Faults` for a document that is nobody's.
    """
    if not given:
        return {}
    from inkoopwijzer.policy.package import shipped_policies
    from inkoopwijzer.services.checking import documents_by_policy

    return documents_by_policy(given, shipped_policies() if known is None else known)
