"""Is the whole document accounted for: is every line cited by a rule, classified, or empty?

A passage counts where it stands now, by its hash. So in a document that changed, exactly the lines that are
new or that say something else are left open, and not all that moved with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from inkoopwijzer.policy.lines import ClassifiedLines, LineClass
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.sources import Checked, Standing, check_citations
from inkoopwijzer.values.citation import Document, Span


class Account(StrEnum):
    """How a line of a document is accounted for."""

    blank = "blank"
    cited = "cited"
    classified = "classified"
    open = "open"


@dataclass(frozen=True, slots=True)
class LineAccount:
    """One line: what cites it, as `Policy.cited` names it, and what it is classified as.

    A line may be both, where it holds several sentences; it then counts as cited.
    """

    number: int
    blank: bool
    cited_by: tuple[str, ...] = ()
    classified: ClassifiedLines | None = None

    @property
    def account(self) -> Account:
        """How the line is accounted for."""
        if self.blank:
            return Account.blank
        if self.cited_by:
            return Account.cited
        return Account.open if self.classified is None else Account.classified


@dataclass(frozen=True, slots=True)
class CheckedLines:
    """A classified passage, and what became of it in the document."""

    lines: ClassifiedLines
    checked: Checked

    @property
    def now(self) -> Span | None:
        """Where the passage stands in the document; None if it does not."""
        return self.checked.now if self.checked.holds else None


@dataclass(frozen=True)
class Coverage:
    """Every line of a document accounted for, and the citations and classified passages with their standing."""

    lines: tuple[LineAccount, ...]
    cited: tuple[Checked, ...]
    classified: tuple[CheckedLines, ...]
    outside: tuple[ClassifiedLines, ...]
    """Passages that lie (partly) outside the document."""
    empty: tuple[ClassifiedLines, ...]
    """Passages that say nothing: blank lines only."""

    @property
    def open(self) -> tuple[LineAccount, ...]:
        """The lines that are not accounted for."""
        return tuple(line for line in self.lines if line.account is Account.open)

    @property
    def said(self) -> int:
        """How many lines say something."""
        return sum(not line.blank for line in self.lines)

    @property
    def broken(self) -> tuple[Checked, ...]:
        """The citations of rules that no longer hold."""
        return tuple(c for c in self.cited if not c.holds)

    @property
    def changed(self) -> tuple[CheckedLines, ...]:
        """The classified passages that stand in the document no more, in these words."""
        apart = {*self.outside, *self.empty}
        return tuple(c for c in self.classified if c.now is None and c.lines not in apart)

    @property
    def complete(self) -> bool:
        """Whether every line is accounted for and everything that accounts for one still holds."""
        return not (self.open or self.broken or self.changed or self.outside or self.empty)

    @property
    def share(self) -> float:
        """The part of the lines that say something which is accounted for."""
        return (self.said - len(self.open)) / self.said if self.said else 1.0

    def accounts(self) -> Mapping[Account, int]:
        """How many lines are blank, cited, classified and open."""
        counts = Counter(line.account for line in self.lines)
        return {account: counts[account] for account in Account}

    def classes(self) -> Mapping[LineClass, int]:
        """How many lines of each class no rule cites."""
        found = (line.classified for line in self.lines if line.account is Account.classified)
        counts = Counter(classified.line_class for classified in found if classified)
        return {line_class: counts[line_class] for line_class in LineClass}


def check_lines(
    classified: Iterable[ClassifiedLines], policy: Policy, document: Document
) -> tuple[CheckedLines, ...]:
    """What became of each classified passage; the citations of the rules are witnesses."""
    return _hold(policy, tuple(classified), document)[1]


def cover(policy: Policy, classified: Iterable[ClassifiedLines], document: Document) -> Coverage:
    """Every line of the document, with what accounts for it."""
    passages = tuple(classified)
    cited, checked = _hold(policy, passages, document)
    by_line: dict[int, list[str]] = {}
    for one in cited:
        if one.holds and one.now:
            for number in range(one.now[0], one.now[1] + 1):
                by_line.setdefault(number, []).append(one.rule)
    class_of = {
        number: one.lines
        for one in reversed(checked)
        if (now := one.now)
        for number in range(now[0], now[1] + 1)
    }
    lost = [one.lines for one in checked if one.now is None]
    return Coverage(
        lines=tuple(
            LineAccount(number, not said, tuple(dict.fromkeys(by_line.get(number, ()))), class_of.get(number))
            for number, said in enumerate(document.normalised, start=1)
        ),
        cited=cited,
        classified=checked,
        outside=tuple(one for one in lost if not document.holds(*one.span)),
        empty=tuple(one for one in lost if document.holds(*one.span) and not document.hash_of(*one.span)),
    )


def _hold(
    policy: Policy, passages: tuple[ClassifiedLines, ...], document: Document
) -> tuple[tuple[Checked, ...], tuple[CheckedLines, ...]]:
    """The citations and the classified passages, held against the document together."""
    cited = policy.cited()
    pairs = [*cited, *((one.line_class.value, one.citation) for one in passages)]
    checked = check_citations(pairs, document)
    beside = zip(passages, checked[len(cited) :], strict=True)
    return tuple(checked[: len(cited)]), tuple(CheckedLines(*pair) for pair in beside)


def standing_counts(checked: Iterable[Checked]) -> Mapping[Standing, int]:
    """How many passages were found, moved, changed and missing."""
    counts = Counter(one.standing for one in checked)
    return {standing: counts[standing] for standing in Standing}
