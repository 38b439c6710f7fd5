"""JSON as a stream of steps: strict, iterative, every number in its source spelling."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Final, Literal

from inkoopwijzer.values.fault import Fault
from inkoopwijzer.values.text import Text

Kind = Literal["scalar", "sequence", "mapping", "end"]
Step = tuple[Kind, str, bool, int]
"""One step of reading: kind, text, whether the text was quoted, line. A mapping gives key, value, key, ..."""

MAX_NUMBER: Final = 100
"""Longest number in characters; no fact needs more, and long ones are costly to convert."""

_TOKEN = re.compile(
    r'"(?P<string>[^"\\\n]*(?:\\.[^"\\\n]*)*)(?P<closed>"?)'
    r"|(?P<number>-?[0-9][0-9A-Za-z_.+-]*)"
    r"|(?P<word>[+-]?[A-Za-z_$][A-Za-z0-9_$]*)"
    r"|(?P<mark>[\[\]{},:])"
)
_SPACE = re.compile(r"[ \t\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NOT_JSON_WORD: Final = {"nan", "infinity", "inf"}
_CLOSES: Final = {"[": "]", "{": "}"}

_QUOTES = Text(
    "Zet tekst en veldnamen tussen dubbele aanhalingstekens.", "Put text and names in double quotes."
)
_NO_COMMENT = Text(
    "JSON kent geen commentaar: haal het weg, of gebruik YAML.",
    "JSON has no comments: remove it, or use YAML.",
)
_ESCAPES = Text(
    'Toegestaan: \\" \\\\ \\/ \\b \\f \\n \\r \\t en \\u met vier cijfers; een losse \\ wordt \\\\.',
    'Allowed are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits; write a single \\ as \\\\.',
)
_COMMA = Text("Haal de komma voor het sluithaakje weg.", "Remove the comma before the closing bracket.")
_EXPECTED: Final[dict[str, Text]] = {
    "value": Text("een waarde", "a value"),
    "first": Text("een waarde of ]", "a value or ]"),
    "key": Text("een veldnaam", "a name"),
    "first_key": Text("een veldnaam of }", "a name or }"),
    "colon": Text("een dubbele punt na de veldnaam", "a colon after the name"),
    "comma[": Text("een komma of ]", "a comma or ]"),
    "comma{": Text("een komma of }", "a comma or }"),
    "done": Text("het einde van het bestand", "the end of the file"),
}


def json_steps(text: str, file: str) -> Iterator[Step | Fault]:
    r"""The steps of one JSON document, in order.

    `text` has only \\n as line break and is not blank. Raises nothing: the first error of syntax is given
    as a `Fault` and ends the stream, since what follows cannot be trusted.
    """
    open_: list[tuple[str, int]] = []
    state, pos, line, size = "value", 0, 1, len(text)
    while True:
        gap = _SPACE.match(text, pos)
        end = gap.end() if gap else pos
        line += text.count("\n", pos, end)
        pos = end
        if pos == size:
            if state != "done":
                yield _unfinished(file, line, open_)
            return
        found = _TOKEN.match(text, pos)
        if found is None:
            yield _strange(text, pos, file, line, state)
            return
        group, value = found.lastgroup, found.group()
        mark = value if group == "mark" else ""
        if group == "closed":
            decoded = _decode(found.group("string")) if value[-1:] == '"' and len(value) > 1 else None
            if not found.group("closed"):
                yield _fault(
                    file,
                    line,
                    Text(
                        "Deze tekst wordt niet gesloten op dezelfde regel.",
                        "This text is not closed on its line.",
                    ),
                    Text(
                        'Sluit met " en schrijf een nieuwe regel als \\n.',
                        'Close it with " and write a line break as \\n.',
                    ),
                )
                return
            if decoded is None:
                yield _fault(
                    file,
                    line,
                    Text(
                        "Een \\ of tab in deze tekst is zo niet toegestaan.",
                        "A \\ or tab in this text is not allowed like this.",
                    ),
                    _ESCAPES,
                )
                return
            value = decoded
        if state in ("value", "first") and (group != "mark" or mark in "[{"):
            if mark:
                yield ("sequence" if mark == "[" else "mapping", "", False, line)
                open_.append((mark, line))
                state = "first" if mark == "[" else "first_key"
                pos = found.end()
                continue
            if group != "closed" and (wrong := _wrong_word(value, group == "number", file, line)):
                yield wrong
                return
            yield ("scalar", value, group == "closed", line)
            state = "comma" + open_[-1][0] if open_ else "done"
        elif state in ("key", "first_key") and group == "closed":
            yield ("scalar", value, True, line)
            state = "colon"
        elif state == "colon" and mark == ":":
            state = "value"
        elif state.startswith("comma") and mark == ",":
            state = "value" if state == "comma[" else "key"
        elif open_ and mark == _CLOSES[open_[-1][0]] and state in ("first", "first_key", "comma[", "comma{"):
            yield ("end", "", False, line)
            open_.pop()
            state = "comma" + open_[-1][0] if open_ else "done"
        else:
            yield _unexpected(text, pos, value, mark, file, line, state)
            return
        pos = found.end()


def _decode(inner: str) -> str | None:
    if "\t" in inner:
        return None
    if "\\" not in inner:
        return inner
    try:
        return str(json.loads(f'"{inner}"'))
    except ValueError:
        return None


def _wrong_word(value: str, number: bool, file: str, line: int) -> Fault | None:
    if number:
        if not _NUMBER.fullmatch(value):
            hint = Text(
                "Zet codes en datums tussen dubbele aanhalingstekens; een getal heeft geen nul vooraan "
                "en een punt voor de decimalen.",
                "Put codes and dates in double quotes; a number has no leading zero, and a point for "
                "decimals.",
            )
            return _fault(
                file, line, _cut("Dit is geen getal: {0}.", "This is not a number: {0}.", value), hint
            )
        if len(value) > MAX_NUMBER or math.isinf(float(value)):
            return Fault(
                "json.number",
                _cut(
                    "Dit getal is te groot of te lang: {0}.",
                    "This number is too large or too long: {0}.",
                    value,
                ),
                file,
                line,
                hint=Text(
                    "Is het een code? Zet die tussen aanhalingstekens.", "Is it a code? Put it in quotes."
                ),
            )
        return None
    if value in ("true", "false", "null"):
        return None
    if value.lstrip("+-").lower() in _NOT_JSON_WORD:
        return Fault(
            "json.number",
            _cut("{0} is geen getal in JSON.", "{0} is not a number in JSON.", value),
            file,
            line,
            hint=Text("Gebruik null als de waarde ontbreekt.", "Use null where the value is missing."),
        )
    hint = _QUOTES
    if value.lower() in ("true", "false", "null"):
        hint = Text(f"Schrijf {value.lower()} in kleine letters.", f"Write {value.lower()} in lower case.")
    elif value in ("None", "nil", "undefined"):
        hint = Text("Schrijf null.", "Write null.")
    return _fault(file, line, _cut("Onbekend woord: {0}.", "Unknown word: {0}.", value), hint)


def _strange(text: str, pos: int, file: str, line: int, state: str) -> Fault:
    char = text[pos]
    if char == "#" or text.startswith(("//", "/*"), pos):
        return _fault(file, line, Text("Hier staat commentaar.", "There is a comment here."), _NO_COMMENT)
    if char in "'`\u2018\u2019\u201c\u201d\u201e":
        message = Text(
            f"Hier staat een ander aanhalingsteken: {char}", f"This is another quotation mark: {char}"
        )
        return _fault(file, line, message, _QUOTES)
    return _unexpected(text, pos, char, "", file, line, state)


def _unexpected(text: str, pos: int, value: str, mark: str, file: str, line: int, state: str) -> Fault:
    hint: Text | None = None
    if mark in ("]", "}") and text[:pos].rstrip(" \t\n").endswith(","):
        return _fault(
            file,
            line,
            Text("Na de laatste komma volgt niets meer.", "Nothing follows the last comma."),
            _COMMA,
        )
    if state in ("key", "first_key"):
        hint = _QUOTES
    message = Text(
        "Hier werd {what} verwacht, maar er staat: {value}", "Expected {what} here, but found: {value}"
    ).format(what=_EXPECTED[state], value=_short(value))
    return _fault(file, line, message, hint)


def _unfinished(file: str, line: int, open_: list[tuple[str, int]]) -> Fault:
    if not open_:
        return _fault(file, line, Text("Het bestand houdt te vroeg op.", "The file ends too early."))
    mark, start = open_[-1]
    return _fault(
        file,
        start,
        Text(f"De {mark} op deze regel wordt nergens gesloten.", f"The {mark} on this line is never closed."),
        Text(
            f"Voeg {_CLOSES[mark]} toe waar dit deel ophoudt.", f"Add {_CLOSES[mark]} where this part ends."
        ),
    )


def _fault(file: str, line: int, message: Text, hint: Text | None = None) -> Fault:
    return Fault("json.syntax", message, file, line, hint=hint)


def _cut(nl: str, en: str, value: str) -> Text:
    return Text(nl.format(_short(value)), en.format(_short(value)))


def _short(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= 60 else value[:57] + "..."
