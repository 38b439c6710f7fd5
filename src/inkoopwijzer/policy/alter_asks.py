"""A criterion of the user's own: a fact of the practice that a group also asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inkoopwijzer.facts.catalogue import Fact, FactType, catalogue
from inkoopwijzer.facts.place import choose
from inkoopwijzer.policy.phrases import AND, joined, says
from inkoopwijzer.policy.tree import Condition, FactIs
from inkoopwijzer.values.text import Text

OWN: Final = "eigen_"
"""How the names of such conditions begin."""
ABOUT: Final = "praktijk"
MOST: Final = 999
"""The highest number as a key that is not a year."""


class AskError(ValueError):
    """Not a fact that a group can ask: a code, its values, and the name that was perhaps meant."""

    def __init__(self, code: str, hint: Text | None = None, **values: object) -> None:
        self.code, self.hint, self.values = code, hint, values
        super().__init__(code)


def practice_fact(given: str, conditions: Mapping[str, Condition]) -> FactIs:
    """What `FACT`, `FACT.KEY` or `FACT=OPTION` asks. `conditions` are named too when a name is not known.

    Raises `AskError`.
    """
    cell, equals, option = given.partition("=")
    name, *key = cell.split(".")
    fact = catalogue().facts.get(name)
    if fact is None:
        own = [f.id for f in catalogue().facts.values() if f.about == ABOUT]
        raise AskError("unknown_fact", choose(given, [*conditions, *own]), name=given)
    if fact.about != ABOUT:
        raise AskError("fact_of_others", name=name)
    _check_key(fact, tuple(key))
    if fact.type is FactType.choice and equals:
        if option not in fact.options:
            raise AskError("unknown_choice", choose(option, fact.options), name=option, of=name)
        return FactIs(name, tuple(key), (option,))
    if fact.type is not FactType.yes_no or equals:
        options = choose("", fact.options) if fact.type is FactType.choice else None
        raise AskError("fact_not_yes_no", options, name=name)
    return FactIs(name, tuple(key), None)


def own_condition(asked: FactIs) -> Condition:
    """A condition that asks this of the practice; it has no citation, for no document asks it."""
    fact = catalogue().facts[asked.fact]
    key = tuple(str(part) for part in asked.key)
    said = says(fact, key)
    if asked.values:
        labels = [fact.options[option].label for option in asked.values]
        said = Text("{f}: {o}", "{f}: {o}").format(f=said, o=joined(labels, AND))
    own = Text(
        f"Eigen toevoeging, niet uit het document: {said.nl}.",
        f"An addition of your own, not from the document: {said.en}.",
    )
    name = "_".join((asked.fact, *key, *(asked.values or ())))
    return Condition(f"{OWN}{name}", own, (), asked)


def _check_key(fact: Fact, key: tuple[str, ...]) -> None:
    form = ".".join((fact.id, *(dimension.id.upper() for dimension in fact.per)))
    if len(key) != len(fact.per):
        per = joined((d.label for d in fact.per), AND) if fact.per else Text("geen sleutel", "no key")
        given = ".".join(key) or Text("niets", "nothing")
        raise AskError("fact_key", name=fact.id, per=per, given=given, form=form)
    for dimension, part in zip(fact.per, key, strict=True):
        known = dimension.options
        if known is None and part.isdecimal() and part.isascii() and int(part) <= _most(dimension.id):
            continue
        if known is None or part not in known:
            hint = None if known is None else choose(part, known)
            raise AskError("fact_key", hint, name=fact.id, per=dimension.label, given=part, form=form)


def _most(dimension: str) -> int:
    return 2100 if dimension == "jaar" else MOST
