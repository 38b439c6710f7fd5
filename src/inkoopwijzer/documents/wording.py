"""Days, lists and outcomes in words, in both languages at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from inkoopwijzer.documents import strings
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.values.text import Text

NO_AGREEMENT: Final = NONE


def capital(text: Text) -> Text:
    """The same sentence with a capital."""
    return each(text, lambda said: said[:1].upper() + said[1:])


def each(text: Text, change: Callable[[str], str]) -> Text:
    """The same change in both languages."""
    return Text(change(text.nl), change(text.en))


def lead(text: Text) -> Text:
    """What a sentence says first: up to its semicolon, without a full stop; for lists, which are short."""
    return each(text, lambda said: said.split("; ")[0].removesuffix("."))


def listed(items: Sequence[Text], last: Text) -> Text:
    """A list in words: A, B of C."""
    return Text(_listed([i.nl for i in items], last.nl), _listed([i.en for i in items], last.en))


def _listed(items: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def groups_listed(titles: Sequence[Text], last: Text) -> Text:
    """Groups in words, what their titles share said once: Tariefgroep A, B of C."""
    return Text(
        _listed(_folded([t.nl for t in titles]), last.nl), _listed(_folded([t.en for t in titles]), last.en)
    )


def _folded(titles: Sequence[str]) -> list[str]:
    """The titles without the words before the last one, if all start with the same words."""
    split = [t.rpartition(" ") for t in titles]
    if len({head for head, _, _ in split}) == 1:
        return [t if i == 0 else tail for i, (t, (_, _, tail)) in enumerate(zip(titles, split, strict=True))]
    return list(titles)


def outcome(possible: Sequence[str], titles: Mapping[str, Text]) -> Text:
    """The outcomes still possible, as a set in words: `Tariefgroep C, of geen overeenkomst`."""
    groups = [titles[p] for p in possible if p != NO_AGREEMENT]
    if not groups:
        return capital(titles[NO_AGREEMENT])
    said = groups_listed(groups, strings.OR)
    return strings.OR_NONE.format(groups=said) if NO_AGREEMENT in possible else said


def headline(possible: Sequence[str], titles: Mapping[str, Text]) -> Text:
    """The groups still possible as a headline: one by its name, several as still possible."""
    groups = [p for p in possible if p != NO_AGREEMENT]
    said = outcome(groups, titles)
    return strings.STILL_POSSIBLE.format(outcome=said) if groups and len(possible) > 1 else said
