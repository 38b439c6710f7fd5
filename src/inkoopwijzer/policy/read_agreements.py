"""Reading the section `agreements`: terms, groups best first, caps, duties, ways in and changes during the term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inkoopwijzer.policy.fields import Spot, day, period, text
from inkoopwijzer.policy.policy import Agreement, Cap, Change, Group
from inkoopwijzer.policy.read_matters import Matters
from inkoopwijzer.policy.sections import Sections
from inkoopwijzer.values.text import Text

REQUIRED: Final = ("title", "term", "cite", "scope", "groups")
OPTIONAL: Final = ("caps", "duties", "changes", "entry", "shortfall", "addendum_to")


@dataclass
class Agreements:
    """Reads agreements with the names of the whole package."""

    sections: Sections
    matters: Matters

    def agreement(self, name: str, spot: Spot) -> Agreement:
        """An agreement with its groups, best first."""
        fields = spot.fields(REQUIRED, OPTIONAL)
        groups = tuple(self._group(id_, group) for id_, group in fields["groups"].entries())
        ids = [group.id for group in groups]
        scope = Text(f"de doelgroep ('scope') van '{name}'", f"the scope of '{name}'")
        return Agreement(
            id=name,
            title=text(fields["title"]),
            term=period(fields["term"], closed=True),
            cites=self.sections.cites.read(fields["cite"]),
            scope=self.sections.use(fields["scope"], scope),
            groups=groups,
            caps=tuple(self._cap(name, ids, item) for item in fields["caps"].items()),
            duties=self._duties(name, fields["duties"]),
            changes=tuple(self._change(ids, item) for item in fields["changes"].items()),
            entry=tuple(self.matters.entry(name, id_, way) for id_, way in fields["entry"].named()),
            shortfall=tuple(self.matters.shortfall(item) for item in fields["shortfall"].items()),
            addendum_to=self._main(name, fields["addendum_to"]) if "addendum_to" in fields else None,
        )

    def _main(self, name: str, spot: Spot) -> str:
        main = spot.choice(self.matters.agreements)
        if main == name:
            spot.fault("policy.own_addendum", name=name)
        return main

    def _group(self, name: str, spot: Spot) -> Group:
        spot.properly(name)
        fields = spot.fields(("title", "cite", "requires"))
        user = Text(f"groep '{name}'", f"group '{name}'")
        fields["requires"].words()
        requires = tuple(self.sections.use(item, user) for item in fields["requires"].items())
        return Group(name, text(fields["title"]), self.sections.cites.read(fields["cite"]), requires)

    def _cap(self, agreement: str, groups: list[str], spot: Spot) -> Cap:
        fields = spot.fields(("at_most", "when"))
        user = Text(f"een grens van overeenkomst '{agreement}'", f"a cap of agreement '{agreement}'")
        return Cap(_group_of(groups, fields["at_most"]), self.sections.use(fields["when"], user))

    def _duties(self, agreement: str, spot: Spot) -> tuple[str, ...]:
        user = Text(f"een plicht van overeenkomst '{agreement}'", f"a duty of agreement '{agreement}'")
        spot.words()
        return tuple(self.sections.use(item, user) for item in spot.items())

    def _change(self, groups: list[str], spot: Spot) -> Change:
        fields = spot.fields(("to", "says", "by", "effect", "cite"))
        to = tuple(_group_of(groups, item) for item in fields["to"].items())
        by, effect = day(fields["by"]), day(fields["effect"])
        if "by" in fields and "effect" in fields and effect < by:
            spot.fault("policy.effect_before_by", by=by, effect=effect)
        return Change(to, text(fields["says"]), by, effect, self.sections.cites.read(fields["cite"]))


def _group_of(groups: list[str], spot: Spot) -> str:
    name = spot.word()
    spot.check([name], groups, "policy.unknown_group")
    return name
