"""What stands in the margin of a policy: each rule as a note, with what it says, asks and rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inkoopwijzer.documents import strings_reader as t
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.policy.day_words import day_words
from inkoopwijzer.policy.entries import SECTION_LABELS, entries, says
from inkoopwijzer.policy.matters import Amendment, Entry, Expectation, Gap, Shortfall
from inkoopwijzer.policy.milestones import Milestone
from inkoopwijzer.policy.phrases import AND, joined, norm_words, options_of, within
from inkoopwijzer.policy.policy import Agreement, Change, Group, Policy, Reading, Remark
from inkoopwijzer.policy.sentences import Line, ref_words, words
from inkoopwijzer.policy.treatments import Exemption, Provision, Treatment
from inkoopwijzer.policy.tree import Condition, Norm, Selection
from inkoopwijzer.policy.words import FORCES
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text, day_text

SECTIONS: Final = tuple(SECTION_LABELS)
"""The kinds of notes, in the order in which the index tells them."""

LONG: Final = 150
"""With more characters than this, what is told beside a sentence is folded away."""

Point = tuple[Text, Text]
"""Something told of a rule: a label and what it is."""


@dataclass(frozen=True, slots=True)
class Note:
    """One rule, or a part of one, as the margin tells it.

    `section` is the section of the rule files that it stands in. `asks` is what the logic asks, in words made
    from the logic alone.
    """

    anchor: str
    section: str
    kind: Text
    name: str
    says: Text
    cites: tuple[Citation, ...]
    points: tuple[Point, ...] = ()
    asks: tuple[Line, ...] = ()
    effort: bool = False

    @property
    def folded(self) -> bool:
        """Whether the points are too long to stand open in a margin."""
        return sum(len(said.nl) for _, said in self.points) > LONG


def anchor_of(*names: str) -> str:
    """The anchor of a rule on the page, and of a part of it."""
    return "-".join(("regel", *names))


def notes(policy: Policy) -> list[Note]:
    """A note of everything that the policy names, and of the parts of it that have citations of their own."""
    return [
        note
        for section, known in entries(policy).items()
        for name, entry in known.items()
        for note in _Writer(policy, section, name).notes(entry)
    ]


@dataclass(frozen=True, slots=True)
class _Writer:
    policy: Policy
    section: str
    name: str

    def notes(self, entry: object) -> Iterator[Note]:
        """The note of an entry first, then those of its parts."""
        match entry:
            case Condition():
                yield self._condition(entry)
            case Norm():
                yield self._note(norm_words(entry), entry.cites)
            case Selection():
                options = options_of(entry)
                yield self._note(says(entry), entry.cites, _given((t.OPTIONS, options)))
            case Reading():
                yield self._note(entry.question, entry.cites, tuple(_reading(entry)))
            case Agreement():
                yield self._note(entry.title, entry.cites, ((t.TERM, within(entry.term)),))
                yield from self._parts(entry)
            case Treatment():
                points = _given((t.INSURED, entry.insured), (t.OTHERS, t.OTHERS_ARE[entry.others]))
                yield self._note(entry.says, entry.cites, points, asks=self._professions(entry))
                yield from self._delivered(entry)
            case Milestone():
                yield self._note(entry.says, entry.cites, tuple(self._milestone(entry)))
            case Expectation():
                yield self._note(entry.says, entry.cites, _expectation(entry))
            case Amendment():
                yield self._note(entry.says, entry.cites, self._amendment(entry))
            case Gap():
                yield self._note(entry.question, entry.cites, ((t.MATTERS, entry.matters),))
            case Remark():
                yield self._note(entry.says, entry.cites)

    def _note(
        self,
        said: Text,
        cites: tuple[Citation, ...],
        points: tuple[Point, ...] = (),
        part: Sequence[str] = (),
        kind: Text | None = None,
        asks: tuple[Line, ...] = (),
    ) -> Note:
        return Note(
            anchor=anchor_of(self.name, *part),
            section=self.section,
            kind=kind or t.KINDS[self.section],
            name=" ".join((self.name, *part)),
            says=said,
            cites=cites,
            points=points,
            asks=asks,
        )

    def _condition(self, condition: Condition) -> Note:
        sources = catalogue().sources
        proof = [sources[name].label for name in condition.evidence if name in sources]
        return Note(
            anchor=anchor_of(self.name),
            section=self.section,
            kind=t.KINDS[self.section],
            name=self.name,
            says=condition.says,
            cites=condition.cites,
            points=((t.EVIDENCE, joined(proof, AND)),) if proof else (),
            asks=(*words(condition.node, self.policy), Line(0, FORCES[condition.force])),
            effort=condition.force == "effort",
        )

    def _parts(self, agreement: Agreement) -> Iterator[Note]:
        for group in agreement.groups:
            yield self._group(group)
        for number, change in enumerate(agreement.changes, start=1):
            yield self._note(change.says, change.cites, _change(change), ("overstap", str(number)), t.CHANGE)
        for way in agreement.entry:
            yield self._note(way.says, way.cites, self._way(way), (way.id,), t.WAY_IN)
        for number, short in enumerate(agreement.shortfall, start=1):
            part = ("tekort", str(number))
            yield self._note(short.says, short.cites, _shortfall(short), part, t.SHORTFALL)

    def _group(self, group: Group) -> Note:
        asks = self._refs(group.requires)
        return self._note(group.title, group.cites, (), (group.id,), t.GROUP, asks)

    def _way(self, way: Entry) -> tuple[Point, ...]:
        days = [self.policy.calendar[name].says for name in way.milestones if name in self.policy.calendar]
        return _given(
            (t.ONLY_WHO, ref_words(way.condition, self.policy)),
            (t.ACTION, None if way.action else t.NO_ACTION),
            (t.DATES, joined(days, AND) if days else None),
        )

    def _professions(self, treatment: Treatment) -> tuple[Line, ...]:
        """What is asked of each profession for which the document has no passage of its own."""
        lines: list[Line] = []
        for provision in treatment.provisions.values():
            if not provision.cites:
                label = catalogue().professions[provision.profession].label
                lines.append(Line(0, Text(f"{label.nl}:", f"{label.en}:")))
                told = [Text(f"{a.nl}: {b.nl}", f"{a.en}: {b.en}") for a, b in self._under(provision)]
                lines += [Line(1, text) for text in told]
                lines += [Line(line.depth + 1, line.text) for line in self._asked(provision)]
        return tuple(lines)

    def _delivered(self, treatment: Treatment) -> Iterator[Note]:
        professions = catalogue().professions
        for provision in treatment.provisions.values():
            if provision.cites:
                label = professions[provision.profession].label
                part, points = (provision.profession,), self._under(provision)
                yield self._note(label, provision.cites, points, part, t.PROVISION, self._asked(provision))
        for one in treatment.exemptions:
            points = _given((t.INSURED, one.insured), self._read_so(one))
            yield self._note(one.says, one.cites, points, (one.id,), t.EXEMPTION, self._asked(one))

    def _under(self, provision: Provision) -> tuple[Point, ...]:
        agreements = self.policy.agreements
        titles = [agreements[name].title for name in provision.under if name in agreements]
        return _given((t.UNDER, joined(titles, AND) if titles else None), self._read_so(provision))

    def _read_so(self, of: Provision | Exemption) -> tuple[Text, Text | None]:
        """The reading under which this stands in the document, if it depends on one."""
        name, option = of.reading or ("", "")
        reading = self.policy.readings.get(name)
        return t.READ_SO, reading.options.get(option) if reading else None

    def _asked(self, of: Provision | Exemption) -> tuple[Line, ...]:
        lines: list[Line] = []
        for label, names in ((t.THERAPIST, of.therapist), (t.PRACTICE, of.practice)):
            if names:
                lines += [Line(0, Text(f"{label.nl}:", f"{label.en}:")), *self._refs(names, 1)]
        return tuple(lines)

    def _refs(self, names: Iterable[str], depth: int = 0) -> tuple[Line, ...]:
        return tuple(Line(depth, ref_words(name, self.policy)) for name in names)

    def _milestone(self, milestone: Milestone) -> Iterator[Point]:
        yield t.WHOSE_MOVE, t.ACTORS[milestone.actor.value]
        yield t.WHEN, day_words(milestone.days)
        if milestone.condition:
            yield t.ONLY_WHO, ref_words(milestone.condition, self.policy)
        if milestone.lapse:
            yield t.LAPSE, milestone.lapse

    def _amendment(self, amendment: Amendment) -> tuple[Point, ...]:
        about = ", ".join(amendment.about)
        return _given(
            (t.WAS, amendment.old),
            (t.IS_NOW, amendment.new),
            (t.ABOUT, Text(about, about) if about else None),
        )


def _given(*points: tuple[Text, Text | None]) -> tuple[Point, ...]:
    """The points of which something is said."""
    return tuple((label, said) for label, said in points if said)


def _day(day: date | None) -> Text | None:
    return None if day is None else day_text(day)


def _reading(reading: Reading) -> Iterator[Point]:
    yield t.DEFAULT, reading.options[reading.default]
    for option, said in reading.options.items():
        if option != reading.default:
            yield t.OR_SO, said
    yield t.BECAUSE, reading.because


def _change(change: Change) -> tuple[Point, ...]:
    return (t.BY, day_text(change.by)), (t.EFFECT, day_text(change.effect))


def _shortfall(short: Shortfall) -> tuple[Point, ...]:
    return _given((t.NOTICE, _day(short.notice)), (t.EFFECT, _day(short.effect)))


def _expectation(expectation: Expectation) -> tuple[Point, ...]:
    weighs = t.WEIGHED if expectation.weighed else t.NOT_WEIGHED
    return (t.THEME, expectation.theme), (t.ASK, expectation.ask), (t.EFFECT_OF, weighs)
