"""Reading what stands beside the conditions: treatments, expectations, changes since last year, gaps, ways in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, get_args

from inkoopwijzer.policy import matters
from inkoopwijzer.policy.fields import Fields, Spot, day, text
from inkoopwijzer.policy.sections import Sections
from inkoopwijzer.policy.treatments import ChosenReading, Exemption, Provision, Treatment
from inkoopwijzer.policy.tree import Selection
from inkoopwijzer.values.text import Text

THERAPIST: Final = frozenset({"therapeut"})
ANSWERS: Final = "verwachting"
"""The dimension that names what a dossier may explain in its own words."""
TREATMENTS: Final = "behandeling"
"""The dimension that names the treatments."""
OTHERS: Final = ("ordinary", "not_bought")
"""What a treatment is for the professions that it does not name."""


@dataclass
class Matters:
    """Reads the entries of the sections beside the conditions; the names are those of the whole package.

    `readings` gathers the readings that they use by themselves.
    """

    sections: Sections
    agreements: Collection[str]
    milestones: Collection[str]
    everything: Collection[str]
    readings: set[str] = field(default_factory=set)

    def treatment(self, name: str, spot: Spot) -> Treatment:
        """A treatment with what is asked of each profession."""
        known = self.sections.names.catalogue.dimensions[TREATMENTS].options or {}
        if name not in known:
            spot.unknown("policy.unknown_treatment", name, known)
        fields = spot.fields(("says", "cite", "others"), ("by", "insured", "exemptions"))
        provisions = {who: self._provision(name, who, item) for who, item in fields["by"].entries()}
        ranges = {p.per.dimension: p.per.options for p in provisions.values() if p.per and p.per.dimension}
        exemptions = (
            tuple(
                self._exemption(name, id_, item, provisions, ranges)
                for id_, item in fields["exemptions"].named()
            )
            if "exemptions" in fields
            else ()
        )
        return Treatment(
            id=name,
            says=text(fields["says"]),
            insured=text(fields["insured"]) if "insured" in fields else None,
            provisions=provisions,
            exemptions=exemptions,
            cites=self.sections.cites.read(fields["cite"]),
            others="ordinary" if fields["others"].choice(OTHERS) == "ordinary" else "not_bought",
        )

    def _provision(self, treatment: str, profession: str, spot: Spot) -> Provision:
        known = self.sections.names.catalogue.professions
        spot.check([profession], known, "policy.unknown_profession")
        fields = spot.fields(("under",), ("therapist", "practice", "per", "reading", "cite"))
        under = fields["under"].words()
        fields["under"].check(under, self.agreements, "policy.unknown_agreement")
        per = self._per(fields["per"]) if "per" in fields else None
        ranges = {per.dimension: per.options} if per and per.dimension else {}
        return Provision(
            profession=profession,
            under=under,
            therapist=self._uses(treatment, fields, "therapist", ranges),
            practice=self._uses(treatment, fields, "practice", ranges),
            cites=self.sections.cites.read(fields["cite"]) if "cite" in fields else (),
            per=per,
            reading=self._reading(fields),
        )

    def _per(self, spot: Spot) -> Selection | None:
        """The dimension, or the named part of one, of which each option is answered by itself."""
        found = self.sections.names.selection(spot)
        if found is not None and found.dimension is None:
            spot.fault("policy.per_dimension", name=found.name)
        return found

    def _reading(self, fields: Fields) -> ChosenReading | None:
        """The reading under which an entry stands, with the option of it."""
        if "reading" not in fields:
            return None
        known = self.sections.names.readings
        given = fields["reading"].entries()
        if len(given) > 1:
            fields["reading"].fault("policy.one_reading")
        for name, spot in given[:1]:
            if name not in known:
                spot.unknown("policy.unknown_reading", name, known)
                return None
            self.readings.add(name)
            return (name, spot.choice(known[name]))
        return None

    def _exemption(
        self,
        treatment: str,
        name: str,
        spot: Spot,
        of: Collection[str],
        ranges: Mapping[str, tuple[str, ...]],
    ) -> Exemption:
        fields = spot.fields(("says", "cite"), ("insured", "professions", "therapist", "practice", "reading"))
        professions = fields["professions"].words() if "professions" in fields else ()
        fields["professions"].check(professions, of, "policy.unknown_profession")
        return Exemption(
            id=name,
            says=text(fields["says"]),
            insured=text(fields["insured"]) if "insured" in fields else None,
            professions=professions,
            therapist=self._uses(treatment, fields, "therapist", ranges),
            practice=self._uses(treatment, fields, "practice", ranges),
            cites=self.sections.cites.read(fields["cite"]),
            reading=self._reading(fields),
        )

    def _uses(
        self, treatment: str, fields: Fields, name: str, ranges: Mapping[str, tuple[str, ...]]
    ) -> tuple[str, ...]:
        """The conditions named here; those of the therapist may speak of the therapist at hand."""
        if name not in fields:
            return ()
        user = Text(f"de behandeling '{treatment}'", f"the treatment '{treatment}'")
        binds = THERAPIST if name == "therapist" else frozenset[str]()
        fields[name].words()
        return tuple(self.sections.use(item, user, binds, ranges) for item in fields[name].items())

    def expectation(self, name: str, spot: Spot) -> matters.Expectation:
        """Something that is expected or asked and decides no group."""
        fields = spot.fields(("theme", "says", "ask", "cite"), ("weighed", "answer"))
        known = self.sections.names.catalogue.dimensions[ANSWERS].options or {}
        answer = fields["answer"].choice(known) if "answer" in fields else ""
        return matters.Expectation(
            id=name,
            theme=text(fields["theme"]),
            says=text(fields["says"]),
            ask=text(fields["ask"]),
            weighed="weighed" in fields and fields["weighed"].choice(("yes", "no")) == "yes",
            answer=answer or None,
            cites=self.sections.cites.read(fields["cite"]),
        )

    def amendment(self, name: str, spot: Spot) -> matters.Amendment:
        """A change that the document reports against the year before."""
        fields = spot.fields(("kind", "says", "cite"), ("old", "new", "about"))
        kinds: tuple[matters.AmendmentKind, ...] = get_args(matters.AmendmentKind)
        kind = fields["kind"].choice(kinds)
        about = fields["about"].words() if "about" in fields else ()
        fields["about"].check(about, self.everything, "policy.unknown_about")
        return matters.Amendment(
            id=name,
            kind=next((k for k in kinds if k == kind), "changed"),
            says=text(fields["says"]),
            old=text(fields["old"]) if "old" in fields else None,
            new=text(fields["new"]) if "new" in fields else None,
            about=about,
            cites=self.sections.cites.read(fields["cite"]),
        )

    def gap(self, name: str, spot: Spot) -> matters.Gap:
        """A question that the document leaves open."""
        fields = spot.fields(("question", "matters", "cite"))
        question, why = text(fields["question"]), text(fields["matters"])
        return matters.Gap(name, question, why, self.sections.cites.read(fields["cite"]))

    def entry(self, agreement: str, name: str, spot: Spot) -> matters.Entry:
        """A way in which a provider comes to have an agreement."""
        fields = spot.fields(("when", "says", "cite"), ("action", "milestones"))
        user = Text(f"een toegang van '{agreement}'", f"a way into '{agreement}'")
        milestones = fields["milestones"].words() if "milestones" in fields else ()
        fields["milestones"].check(milestones, self.milestones, "policy.unknown_milestone")
        return matters.Entry(
            id=name,
            condition=self.sections.use(fields["when"], user),
            says=text(fields["says"]),
            action="action" not in fields or fields["action"].choice(("yes", "no")) == "yes",
            milestones=milestones,
            cites=self.sections.cites.read(fields["cite"]),
        )

    def shortfall(self, spot: Spot) -> matters.Shortfall:
        """What happens when a provider no longer meets its conditions during the term."""
        fields = spot.fields(("cite",), ("says", "silent", "notice", "effect"))
        if ("says" in fields) == ("silent" in fields):
            spot.fault("policy.shortfall_form")
        silent = "silent" in fields
        return matters.Shortfall(
            says=text(fields["silent"] if silent else fields["says"]),
            silent=silent,
            notice=day(fields["notice"]) if "notice" in fields else None,
            effect=day(fields["effect"]) if "effect" in fields else None,
            cites=self.sections.cites.read(fields["cite"]),
        )
