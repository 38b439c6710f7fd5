"""YAML as a stream of steps: the plain part of YAML only, no value ever interpreted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from inkoopwijzer.facts.strict_json import Step
from inkoopwijzer.values.fault import Fault
from inkoopwijzer.values.text import Text

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser: that of libyaml where present, else the pure one. Both give the same steps."""

_DIRECTIVE = re.compile(r"(?:[ ]*(?:#[^\n]*)?\n)*%")

# Spellings that one parser takes and the other refuses: inside [ ] and { } a name with : directly before a
# bracket or comma, or a plain text with a ? after a space or colon; and # directly after | or >.
_NAME_THEN_MARK = re.compile(r" *:[,\[\]{}?]")
_LOOSE_QUESTION = re.compile(r"(?:^|[\s:])\?")
_HEADER_THEN_HASH = re.compile(r"[|>][-+0-9]*#")

_NOT_YAML = Text("Dit is geen geldige YAML.", "This is not valid YAML.")
_QUOTE_AND_SPACE = Text(
    "Zet een tekst met een losse ? tussen aanhalingstekens, en een spatie na : en voor #.",
    "Put a text with a loose ? in quotes, and a space after : and before #.",
)
_CHECK_LINES = Text(
    "Controleer inspringing, aanhalingstekens en haakjes op deze regel en de regel erboven.",
    "Check indentation, quotes and brackets on this line and the line above.",
)
_USE_QUOTES = Text("Zet de hele waarde tussen aanhalingstekens.", "Put the whole value in quotes.")
_SAME_INDENT = Text(
    "Laat velden die bij elkaar horen met evenveel spaties beginnen; zet tekst met ': ' tussen "
    "aanhalingstekens.",
    "Start fields that belong together with the same number of spaces; put text with ': ' in quotes.",
)
_NO_ALIAS = Text(
    "Schrijf de waarde voluit; begint een tekst met & of *, zet die dan tussen aanhalingstekens.",
    "Write the value in full; if a text starts with & or *, put it in quotes.",
)
_NO_TAG = Text(
    "Haal de aanduiding weg; begint een tekst met !, zet die dan tussen aanhalingstekens.",
    "Remove the tag; if a text starts with !, put it in quotes.",
)
# The parsers' own words, in the order in which they are looked for: (part of the message, at the start of
# the unfinished part instead of at its end, code, what is wrong, what to do).
_SYNTAX: Final[tuple[tuple[str, bool, str, Text, Text], ...]] = (
    (
        "an alias",
        False,
        "yaml.alias",
        Text("Hier staat een * vooraan.", "There is a * in front here."),
        _NO_ALIAS,
    ),
    (
        "an anchor",
        False,
        "yaml.alias",
        Text("Hier staat een & vooraan.", "There is a & in front here."),
        _NO_ALIAS,
    ),
    (" tag", False, "yaml.tag", Text("Hier staat een ! vooraan.", "There is a ! in front here."), _NO_TAG),
    (
        "undefined tag",
        False,
        "yaml.tag",
        Text("Hier staat een ! vooraan.", "There is a ! in front here."),
        _NO_TAG,
    ),
    (
        "escape",
        False,
        "yaml.syntax",
        Text("Een teken na \\ is hier niet toegestaan.", "A character after \\ is not allowed here."),
        Text(
            "Schrijf \\\\, of gebruik enkele aanhalingstekens: daarin is \\ gewoon een teken.",
            "Write \\\\, or use single quotes: there \\ is an ordinary character.",
        ),
    ),
    (
        "quoted scalar",
        True,
        "yaml.syntax",
        Text("Een aanhalingsteken op deze regel wordt niet gesloten.", "A quote on this line is not closed."),
        Text(
            "Sluit de tekst met hetzelfde aanhalingsteken; een ' midden in een tekst schrijft u als ''.",
            "Close the text with the same quote; write a ' inside such a text as ''.",
        ),
    ),
    (
        "while parsing a flow",
        True,
        "yaml.syntax",
        Text("Het haakje [ of { op deze regel klopt niet.", "The bracket [ or { on this line is wrong."),
        Text(
            "Sluit het met ] of }, en zet een komma tussen de delen.",
            "Close it with ] or }, and put a comma between the parts.",
        ),
    ),
    (
        "expected ':'",
        True,
        "yaml.syntax",
        Text("Na deze veldnaam ontbreekt een dubbele punt.", "A colon is missing after this name."),
        Text("Schrijf 'naam: waarde' op een regel.", "Write 'name: value' on one line."),
    ),
    (
        "mapping values are not allowed",
        False,
        "yaml.syntax",
        Text("Hier kan geen dubbele punt staan.", "A colon cannot be here."),
        _SAME_INDENT,
    ),
    (
        "while parsing a block",
        False,
        "yaml.syntax",
        Text("De inspringing van deze regel klopt niet.", "The indentation of this line is wrong."),
        _SAME_INDENT,
    ),
    (
        "cannot start any token",
        False,
        "yaml.syntax",
        Text("Een waarde kan niet met dit teken beginnen.", "A value cannot start with this character."),
        _USE_QUOTES,
    ),
    (
        "expected <document start>",
        False,
        "yaml.syntax",
        Text(
            "Hier begint iets dat niet bij het voorgaande past.", "Something starts here that does not fit."
        ),
        _SAME_INDENT,
    ),
)


def yaml_steps(text: str, file: str) -> Iterator[Step | Fault]:
    r"""The steps of one YAML document, in order.

    `text` has only \\n as line break. Raises nothing. Anchors, aliases and tags are given as a `Fault` and
    reading goes on; an error of syntax, a tab, a directive or a second document ends the stream.
    """
    early = list(_tabs(text, file))
    if not early and (found := _DIRECTIVE.match(text)):
        early.append(_directive(file, found.group().count("\n") + 1))
    if early:
        yield from early
        return
    line, end_line, documents = 1, 1, 0
    flow: list[int] = []  # the lines of the brackets that are open
    try:
        text = text if text.endswith("\n") else text + "\n"
        question = "?"
        if LOADER is yaml.BaseLoader:
            text, question = _with_questions(text)
        event: Any
        scalar, start = yaml.ScalarEvent, (yaml.MappingStartEvent, yaml.SequenceStartEvent)
        for event in yaml.parse(text, Loader=LOADER):
            kind: Any = type(event)
            before, line, end_line = end_line, event.start_mark.line + 1, event.end_mark.line + 1
            if kind is scalar or kind in start:
                if event.anchor is not None:
                    yield _alias("&", event.anchor, file, line)
                if event.tag is not None:
                    yield _tag(event.tag, file, line)
                if kind is scalar:
                    value, quoted = event.value, bool(event.style)
                    if question != "?":
                        value = value.replace(question, "?")
                    if (flow or quoted) and _disputed(event, text, bool(flow)):
                        yield Fault("yaml.syntax", _NOT_YAML, file, line, hint=_QUOTE_AND_SPACE)
                        return
                    if flow and not value and not quoted:
                        line = before  # the parsers disagree on where nothing is
                    yield ("scalar", value, quoted, line)
                    continue
                if event.flow_style:
                    flow.append(line)
                yield ("sequence" if kind is yaml.SequenceStartEvent else "mapping", "", False, line)
            elif isinstance(event, yaml.CollectionEndEvent):
                if flow:
                    flow.pop()
                yield ("end", "", False, line)
            elif isinstance(event, yaml.AliasEvent):
                name = str(event.anchor)
                yield _alias("*", name, file, line)
                yield ("scalar", "*" + name, False, line)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    yield _several(file, line)
                    return
    except yaml.YAMLError as error:
        yield _syntax(error, file, line, flow)
    except (ValueError, OverflowError):  # the pure parser, on an escape beyond Unicode
        yield _syntax(yaml.YAMLError("unknown escape"), file, line, flow)


def _disputed(event: Any, text: str, in_flow: bool) -> bool:
    """Whether one parser takes this scalar and the other refuses it."""
    if not event.style:
        return in_flow and bool(
            _LOOSE_QUESTION.search(event.value) or _NAME_THEN_MARK.match(text, event.end_mark.index)
        )
    return event.style in "|>" and bool(_HEADER_THEN_HASH.match(text, event.start_mark.index))


def _with_questions(text: str) -> tuple[str, str]:
    """`text` for the pure parser, and what stands in it for a question mark that ends a word.

    In [ ] and { } that parser takes such a question mark for the start of a name; libyaml does not.
    """
    stand_in = next(chr(code) for code in range(0xE000, 0xF900) if chr(code) not in text)
    return re.sub(r"(?<=[^\s:,\[\]{}?])\?+", lambda found: stand_in * len(found.group()), text), stand_in


def _tabs(text: str, file: str) -> Iterator[Fault]:
    """The parsers disagree on tabs, and people cannot see them: none at all."""
    if "\t" not in text:
        return
    for number, row in enumerate(text.split("\n"), 1):
        if "\t" not in row:
            continue
        if row.strip() and "\t" in row[: len(row) - len(row.lstrip())]:
            message = Text("Deze regel springt in met een tab.", "This line is indented with a tab.")
            hint = Text(
                "Spring in met spaties: vervang elke tab door twee spaties.",
                "Indent with spaces: replace each tab by two spaces.",
            )
        else:
            message = Text("Op deze regel staat een tab.", "There is a tab on this line.")
            hint = Text(
                'Vervang de tab door een spatie, of schrijf \\t in een tekst tussen ".',
                'Replace the tab by a space, or write \\t in a text between ".',
            )
        yield Fault("yaml.tab", message, file, number, hint=hint)


def _directive(file: str, line: int) -> Fault:
    return Fault(
        "yaml.directive",
        Text(
            "Een regel die met % begint is hier niet toegestaan.",
            "A line starting with % is not allowed here.",
        ),
        file,
        line,
        hint=Text("Haal de regel weg.", "Remove the line."),
    )


def _alias(mark: str, name: str, file: str, line: int) -> Fault:
    shown = mark + name[:60]
    return Fault(
        "yaml.alias",
        Text(f"Verwijzingen zijn niet toegestaan: {shown}", f"References are not allowed: {shown}"),
        file,
        line,
        hint=_NO_ALIAS,
    )


def _tag(tag: str, file: str, line: int) -> Fault:
    shown = tag[:60]
    return Fault(
        "yaml.tag",
        Text(f"Type-aanduidingen zijn niet toegestaan: {shown}", f"Tags are not allowed: {shown}"),
        file,
        line,
        hint=_NO_TAG,
    )


def _several(file: str, line: int) -> Fault:
    return Fault(
        "yaml.several_documents",
        Text("Hier begint een tweede document.", "A second document starts here."),
        file,
        line,
        hint=Text(
            "Zet elk document in een eigen bestand, of haal de regel --- weg.",
            "Put each document in its own file, or remove the line ---.",
        ),
    )


def _syntax(error: yaml.YAMLError, file: str, line: int, flow: list[int]) -> Fault:
    context, problem = getattr(error, "context", None), getattr(error, "problem", None)
    words = f"{context or ''}; {problem or ''}" if context or problem else str(error)
    end = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or end
    for part, at_start, code, message, hint in _SYNTAX:
        if part in words:
            mark = start if at_start else end
            if flow and "while parsing a flow" in part:
                return Fault(code, message, file, flow[-1], hint=hint)
            return Fault(code, message, file, mark.line + 1 if mark else line, hint=hint)
    return Fault("yaml.syntax", _NOT_YAML, file, end.line + 1 if end else line, hint=_CHECK_LINES)
