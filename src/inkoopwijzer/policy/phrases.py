"""The words for the smallest parts of a rule: facts, norms, periods, and what a quantifier ranges over.

Everything here comes from the tree and the labels of the catalogue. What differs in the tree must differ in
the words, in both languages: `tests/policy/test_words.py` holds that for every kind of part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Final

from inkoopwijzer.facts.catalogue import Dimension, Fact, catalogue, shipped_catalogue
from inkoopwijzer.facts.dossier import ALWAYS, NOW, Moment
from inkoopwijzer.policy.tree import Blocks, Bound, Compare, FactCompares, FactIs, Key, Norm, Selection
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import LANGUAGES, Lang, Text, day_text

COMPARED: Final = {
    Compare.at_most: Text("is hoogstens", "is at most"),
    Compare.below: Text("is lager dan", "is lower than"),
    Compare.at_least: Text("is minstens", "is at least"),
    Compare.above: Text("is hoger dan", "is higher than"),
}
MOMENTS: Final = {
    ("sometime", True): Text("{said}, op enig moment{when}", "{said}, at some moment{when}"),
    ("sometime", False): Text("op geen enkel moment{when}: {said}", "at no moment{when}: {said}"),
    ("throughout", True): Text("{said}, de hele tijd{when}", "{said}, all the time{when}"),
    ("throughout", False): Text("niet de hele tijd{when}: {said}", "not all the time{when}: {said}"),
    ("term", True): Text(
        "{said}, de hele looptijd van de overeenkomst", "{said}, throughout the term of the agreement"
    ),
    ("term", False): Text(
        "niet de hele looptijd van de overeenkomst: {said}",
        "not throughout the term of the agreement: {said}",
    ),
}
"""When a fact must hold, and the denial of that."""
DENIED: Final = Text("dit is niet zo: {said}", "this is not so: {said}")
COUNTED: Final = {
    True: Text(
        "wie langer open is, heeft voor elke volle {length} een dagdeel",
        "whoever is open longer has a block for every full {length}",
    ),
    False: Text(
        "wie langer zonder onderbreking open is, heeft toch één dagdeel",
        "whoever is open longer without a break still has one block",
    ),
}
ACROSS: Final = {
    True: Text("de uren van alle locaties tellen samen", "the hours of all locations count together"),
    False: Text(
        "minstens één locatie haalt dit aantal alleen", "at least one location reaches this number by itself"
    ),
}
HET_WORDS: Final = frozenset(
    {
        "beroep",
        "certificaat",
        "fysiotherapieregister",
        "jaar",
        "netwerk",
        "onderdeel",
        "onderwerp",
        "percentiel",
        "register",
        "thema",
    }
)
"""The first words of dimension labels that take "het"; the others take "de"."""
PLURALS: Final = {
    "afspraak": "afspraken",
    "beroep": "beroepen",
    "certificaat": "certificaten",
    "dag": "dagen",
    "jaar": "jaren",
    "onderdeel": "onderdelen",
    "podoloog": "podologen",
    "thema": "thema's",
}
"""Dutch plurals (also of what ends in the word) that no rule of `_more` gives."""


def say(nl: str, en: str, **values: object) -> Text:
    """A sentence in both languages with its {placeholders} filled in."""
    return Text(nl, en).format(**values)


def joined(items: Iterable[Text], last: Text, between: str = ", ") -> Text:
    """The items one after another; `last` ("en", "of") stands before the last."""
    found = list(items)

    def to(lang: Lang) -> str:
        words = [item.to(lang) for item in found]
        if len(words) < 2:
            return "".join(words)
        return f"{between.join(words[:-1])} {last.to(lang)} {words[-1]}"

    return Text(to("nl"), to("en"))


LONG: Final = 60
"""A list of options of more characters gets a line of its own."""
AND: Final = Text("en", "and")
OR: Final = Text("of", "or")


def quoted(text: Text) -> Text:
    """A sentence of someone else's, between quotes and without its full stop."""
    return Text(*(f"‘{text.to(lang).strip().removesuffix('.')}’" for lang in LANGUAGES))


def listed(labels: Iterable[Text], last: Text) -> Text:
    """Labels of options as a list; a label that would run into the list stands between quotes."""
    found = list(labels)

    def apart(word: str, between: str) -> str:
        return f"‘{word}’" if "," in word or f" {between} " in word else word

    if len(found) > 1:
        found = [Text(apart(label.nl, last.nl), apart(label.en, last.en)) for label in found]
    return joined(found, last)


# --- numbers and days ----------------------------------------------------------------------------------


def number(value: Decimal) -> Text:
    """A number without idle zeros, with a comma in Dutch and a point in English."""
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return Text(plain.replace(".", ","), plain)


def within(period: Period) -> Text:
    """In which days: a year, a day, or from and until."""
    start, end = period.start, period.end
    if start and end:
        if start == end:
            return say("op {day}", "on {day}", day=day_text(start))
        if (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31)):
            return say("in {year}", "in {year}", year=start.year)
        return say(
            "van {a} tot en met {b}", "from {a} up to and including {b}", a=day_text(start), b=day_text(end)
        )
    if start:
        return say("vanaf {day}", "from {day} on", day=day_text(start))
    if end:
        return say("tot en met {day}", "up to and including {day}", day=day_text(end))
    return Text("op welke dag dan ook", "on any day")


def timed(said: Text, moment: Moment, holds: bool) -> Text:
    """The sentence with when it must hold, or with `holds` False its denial."""
    if moment == NOW:
        return said if holds else DENIED.format(said=said)
    if moment.mode == "throughout" and moment.period == ALWAYS:
        return MOMENTS["term", holds].format(said=said)
    when = Text("", "") if moment.period == ALWAYS else within(moment.period)
    when = Text(*(f" {word}" if word else "" for word in (when.nl, when.en)))
    return MOMENTS[moment.mode, holds].format(said=said, when=when)


def clock(value: time) -> Text:
    """A time of day."""
    return Text(f"{value.hour}.{value.minute:02} uur", f"{value.hour}:{value.minute:02}")


def length(minutes: int) -> Text:
    """A number of minutes, in hours where that fits."""
    hours, rest = divmod(minutes, 60)
    parts = [say("{n} uur", "{n} hours" if hours > 1 else "{n} hour", n=hours)] if hours else []
    if rest or not hours:
        parts.append(say("{n} minuten", "{n} minutes", n=rest))
    return joined(parts, AND)


# --- what a quantifier ranges over ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Noun:
    """What an element of a selection is called; whether that takes "het", and whether it is a person."""

    one: Text
    more: Text
    het: bool = False
    person: bool = False


def noun(over: Selection) -> Noun:
    """What one element of the selection is called."""
    known = catalogue()
    if over.profession is not None:
        label = known.professions[over.profession].label
        return Noun(label, _more(label), person=True)
    if over.dimension is not None:
        return _of_dimension(known.dimensions[over.dimension])
    label = known.subjects[over.kind or ""].label
    bare = Text(label.nl.partition(" ")[2], label.en.partition(" ")[2])
    return Noun(bare, _more(bare), het=label.nl.startswith("het "), person=over.kind == "therapeut")


def _of_dimension(dimension: Dimension) -> Noun:
    label = dimension.label
    return Noun(label, _more(label), het=label.nl.split()[0] in HET_WORDS)


def _more(label: Text) -> Text:
    """The plural: of the first word in Dutch, of what stands before "of" or "on" in English."""
    first, gap, rest = label.nl.partition(" ")
    irregular = next((o for o in PLURALS if first.endswith(o)), None)
    if irregular:
        first = first.removesuffix(irregular) + PLURALS[irregular]
    else:
        first += "s" if first.endswith(("ie", "se", "aar", "el", "er")) else "en"
    head, link, tail = next(
        (parts for parts in map(label.en.partition, (" of ", " on ")) if parts[1]), (label.en, "", "")
    )
    head = f"{head[:-1]}ies" if re.search("[^aeiou]y$", head) else f"{head}s"
    return Text(first + gap + rest, head + link + tail)


def where_of(over: Selection) -> Text:
    """Where the elements are found: in the practice, or in a list of options when not all count."""
    if over.kind == "therapeut":
        return Text(" in de praktijk", " in the practice")
    if over.kind == "locatie":
        return Text(" van de praktijk", " of the practice")
    options = options_of(over)
    if options is None:
        return Text("", "")
    if is_long(options):
        return Text(" uit de lijst hieronder", " from the list below")
    return say(" uit deze lijst ({options})", " from this list ({options})", options=options)


def options_of(over: Selection) -> Text | None:
    """The options that count, when those are not all the options of the dimension."""
    dimension = catalogue().dimensions.get(over.dimension or "")
    if dimension is None:
        return None
    every = shipped_catalogue().dimensions.get(dimension.id, dimension).options or {}
    if over.name == dimension.id and set(every) <= set(over.options):
        return None
    return listed([dimension.label_of(option) for option in over.options], OR)


def is_long(options: Text) -> bool:
    """Whether a list of options needs a line of its own."""
    return len(options.nl) > LONG or len(options.en) > LONG


# --- facts ---------------------------------------------------------------------------------------------


def says(fact: Fact, key: Key) -> Text:
    """What the fact says for this key; a key bound by a quantifier is "that specialisation"."""
    known = catalogue()
    templates = {"nl": fact.says.nl, "en": fact.says.en}
    values: dict[str, object] = {"subject": known.subjects[fact.about].label}
    for dimension, part in zip(fact.per, key, strict=True):
        if isinstance(part, Bound):
            called = _of_dimension(known.dimensions[part.dimension])
            values[dimension.id] = say("dat {n}" if called.het else "die {n}", "that {n}", n=called.one)
            for lang in LANGUAGES:
                label = re.escape(dimension.label.to(lang))
                before = rf"\b(?:(?:het|de|een|the|an?) )?(?:{label} )?(?=\{{{dimension.id}\}})"
                templates[lang] = re.sub(before, "", templates[lang])
        else:
            values[dimension.id] = dimension.label_of(part)
    return Text(templates["nl"], templates["en"]).format(**values)


def fact_is(node: FactIs, holds: bool = True) -> Text:
    """The sentence of a fact that has one of these values; with `holds` False its denial."""
    fact = catalogue().facts[node.fact]
    said = says(fact, node.key)
    if node.values is not None:
        options = [fact.options[value].label for value in node.values]
        values = listed(options, OR) if options else Text("geen enkel antwoord", "no answer at all")
        said = Text(*(_is(said.to(lang), values.to(lang), lang) for lang in LANGUAGES))
    return timed(said, node.moment, holds)


def _is(said: str, values: str, lang: Lang) -> str:
    thing = said.startswith(("de ", "het ") if lang == "nl" else ("the ",))
    return f"{said} {'is' if thing else ''}".rstrip() + f": {values}"


def fact_compares(node: FactCompares, holds: bool = True) -> Text:
    """The sentence of a number held against a norm, or with `holds` False its denial."""
    said = says(catalogue().facts[node.fact], node.key)
    compared = say("{a} {c} {b}", "{a} {c} {b}", a=said, c=COMPARED[node.compare], b=norm_words(node.norm))
    return timed(compared, NOW, holds)


def norm_words(norm: Norm) -> Text:
    """The number or the fact that a norm is, and its name if it has one."""
    value = norm.value
    named = f" (norm {norm.id})" if re.match(r"[a-z]", norm.id) else ""
    words = number(value) if isinstance(value, Decimal) else says(catalogue().facts[value.fact], value.key)
    return Text(words.nl + named, words.en + named)


def blocks_words(node: Blocks) -> tuple[Text, ...]:
    """How blocks of opening hours are counted: first how many, then the rules of counting."""
    fact = catalogue().facts[node.fact]
    dimension = fact.per[0]
    each = say("alle {d}", "all {d}", d=_of_dimension(dimension).more)
    hours = fact.says.format(**{dimension.id: each})
    labels = [dimension.label_of(option) for option in node.free_days]
    after = say(
        "{rest} tellen alleen de uren na {after}",
        "{rest} only the hours after {after} count",
        rest=Text("op andere dagen", "on other days") if labels else Text("op alle dagen", "on all days"),
        after=clock(node.after),
    )
    if labels:
        after = say(
            "op {days} tellen alle uren; {rest}",
            "on {days} all hours count; {rest}",
            days=listed(labels, AND),
            rest=after,
        )
    return (
        say(
            "{hours} leveren per week minstens {n} {unit} op, zo geteld:",
            "{hours} give at least {n} {unit} a week, counted like this:",
            hours=hours,
            n=node.at_least,
            unit=Text("dagdelen", "blocks") if node.at_least != 1 else Text("dagdeel", "block"),
        ),
        say(
            "een dagdeel duurt minstens {length}, zonder onderbreking",
            "a block lasts at least {length}, without a break",
            length=length(node.lasting),
        ),
        after,
        COUNTED[node.per_length].format(length=length(node.lasting)),
        ACROSS[node.together],
    )
