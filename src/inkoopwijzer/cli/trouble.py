"""What went wrong, told to a person: faults in files, wrong choices, wrong use of a command.

Every refusal goes to stderr, in the language asked for, with what to do about it, and ends with exit code 2.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Final

from inkoopwijzer.values.fault import Fault, near
from inkoopwijzer.values.text import Lang, Text

OK: Final = 0
FOUND: Final = 1
"""The question was answered, and the answer is that something is not as it should be."""
WRONG: Final = 2
"""The input or the use of the command is wrong; of what is wrong nothing was accepted."""
UNEXPECTED: Final = 70
"""A fault of the program itself."""

_NOTHING: Final = Text(
    "{n} in {files}: daarvan is niets overgenomen.", "{n} in {files}: nothing of it was accepted."
)
_WHAT: Final = {
    "insurer": Text("De verzekeraar '{name}' is niet bekend.", "The insurer '{name}' is not known."),
    "reading": Text("De lezing '{name}' is niet bekend.", "The reading '{name}' is not known."),
    "condition": Text("De voorwaarde '{name}' is niet bekend.", "The condition '{name}' is not known."),
    "fact": Text("Het feit '{name}' is niet bekend.", "The fact '{name}' is not known."),
    "group": Text("De groep '{name}' is niet bekend.", "The group '{name}' is not known."),
    "schema": Text("Het schema '{name}' is niet bekend.", "The schema '{name}' is not known."),
    "treatment": Text("De behandeling '{name}' is niet bekend.", "The treatment '{name}' is not known."),
    "agreement": Text("De overeenkomst '{name}' is niet bekend.", "The agreement '{name}' is not known."),
    "practice": Text(
        "De praktijk '{name}' staat niet in deze markt.", "The practice '{name}' is not in this market."
    ),
    "therapist": Text(
        "De therapeut '{name}' staat niet in het dossier.", "The therapist '{name}' is not in the dossier."
    ),
    "option": Text(
        "De lezing '{of}' heeft geen optie '{name}'.", "The reading '{of}' has no option '{name}'."
    ),
}
_LISTED: Final = 12
_SAID: Final = (
    (re.compile(r"^Option '(.+)' requires an argument"), "Bij de optie '{0}' ontbreekt een waarde"),
    (re.compile(r"^Option '(.+)' does not take a value"), "Bij de optie '{0}' hoort geen waarde"),
    (re.compile(r"^Got unexpected extra arguments? \((.+)\)"), "Dit is te veel: {0}"),
    (re.compile(r"^Got unexpected extra argument\(s\) \((.+)\)"), "Dit is te veel: {0}"),
)
"""What the parser says in English, and the same in Dutch."""


class Refusal(Exception):
    """Wrong use of a command: what is wrong, and what to do instead."""

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        self.message, self.hint = message, hint
        super().__init__(message.en)


def no_such(what: str, name: str, known: Iterable[str]) -> Refusal:
    """Something that is not known, with the near name and (if they are few) all names there are."""
    kind, _, of = what.partition(" of ")
    message = _WHAT[kind].format(name=plain(name), of=of)
    names = sorted(known)
    hint = near(name, names)
    if len(names) <= _LISTED:
        listed = ", ".join(names)
        there = Text(f"Bekend: {listed}.", f"Known: {listed}.")
        hint = there if hint is None else Text(f"{hint.nl} {there.nl}", f"{hint.en} {there.en}")
    return Refusal(message, hint)


def tell(refusal: Refusal, lang: Lang) -> None:
    """Say what is wrong with the use of a command, on stderr."""
    hint = f" {refusal.hint.to(lang)}" if refusal.hint else ""
    say(f"{'fout' if lang == 'nl' else 'error'}: {refusal.message.to(lang)}{hint}")


def tell_faults(faults: Sequence[Fault], lang: Lang) -> None:
    """Print every fault on a line of its own, and then that nothing was accepted."""
    for fault in faults:
        say(fault.show(lang))
    count = len(faults)
    word = (
        Text("fout" if count == 1 else "fouten", "fault" if count == 1 else "faults").to(lang)
        if count
        else ""
    )
    files = ", ".join(dict.fromkeys(fault.file for fault in faults))
    say(_NOTHING.to(lang).format(n=f"{count} {word}", files=files))


def say(text: str) -> None:
    """One line on stderr, without signs that steer a terminal."""
    print(plain(text), file=sys.stderr)


def plain(text: str) -> str:
    """The text without control characters (an escape in a file name may not reach the terminal)."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def misuse(error: Any) -> Refusal:
    """What the command line parser did not understand, in both languages."""
    kind = type(error).__name__
    where = error.ctx.command_path if getattr(error, "ctx", None) else "inkoopwijzer"
    ask = Text(f"Zie '{where} --help'.", f"See '{where} --help'.")
    said: str = error.format_message()
    if kind == "NoSuchOption":
        known = [name for p in error.ctx.command.params for name in p.opts] if error.ctx else []
        message = Text(
            f"'{where}' kent de optie '{error.option_name}' niet.",
            f"'{where}' has no option '{error.option_name}'.",
        )
        return Refusal(message, near(error.option_name, known) or ask)
    if kind == "MissingParameter" and error.param is not None:
        name = error.param.metavar or error.param.opts[0].upper()
        message = Text(f"Bij '{where}' ontbreekt {name}.", f"'{where}' needs {name}.")
        return Refusal(message, ask)
    if said.startswith("No such command") and error.ctx is not None:
        wrong = said.split("'")[1] if "'" in said else said
        message = Text(f"Het commando '{wrong}' bestaat niet.", f"There is no command '{wrong}'.")
        known = [name for name, command in error.ctx.command.commands.items() if not command.hidden]
        return Refusal(message, near(wrong, known) or ask)
    for english, dutch in _SAID:
        if found := english.search(said):
            message = Text(dutch.format(*found.groups()), said.removesuffix("."))
            return Refusal(Text(f"{message.nl}.", f"{message.en}."), ask)
    lead = Text(f"Zo kan '{where}' niet worden gebruikt", f"'{where}' cannot be used like this")
    return Refusal(Text(f"{lead.nl} ({said})", f"{lead.en} ({said})"), ask)


def write(text: str) -> None:
    """Write to stdout; when nobody reads any more, stop quietly."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
