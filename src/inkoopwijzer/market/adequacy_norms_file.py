"""The file in which somebody sets norms for the supply of care, and says whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TypeVar

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.located import Mapping, Node, Scalar, Sequence, read_located
from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.market.adequacy_files import near_municipality
from inkoopwijzer.market.adequacy_norms import NormSet, SupplyNorm
from inkoopwijzer.market.adequacy_norms_fields import (
    AS_CHOICE,
    AS_COUNT,
    AS_KM,
    AS_NUMBER,
    AS_SHARE,
    as_choice,
    as_count,
    as_kilometres,
    as_positive,
    as_share,
    known_fields,
    note,
    one_text,
    several_texts,
)
from inkoopwijzer.market.adequacy_sites import Country
from inkoopwijzer.market.adequacy_table import Noted, read_bytes
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

FORMAT: Final = "1"
TREATMENT: Final = "behandeling"
ANYWHERE: Final = "kan_overal_liggen"
NOWHERE: Final = "telt_niet_mee"
_TOP: Final = ("aanbodnormen", "naam", "van", "zonder_plaats", "normen")
_FIELDS: Final = (
    "naam",
    "beroep",
    TREATMENT,
    "hoogstens_km",
    "aandeel_gebieden",
    "keuze_uit",
    "therapeuten_per_1000",
    "praktijken",
    "gemeenten",
)
_DEMANDS: Final = ("hoogstens_km", "therapeuten_per_1000", "praktijken")
_T = TypeVar("_T")


def read_norms(path: Path, country: Country) -> NormSet:
    """The norms in a YAML file. A norm for several professions becomes one norm for each of them.

    Raises `Faults` with everything that is wrong.
    """
    noted = Noted(str(path))
    root = read_located(read_bytes(path), str(path))
    if not isinstance(root, Mapping):
        message = Text("Dit zijn geen aanbodnormen.", "These are no supply norms.")
        raise Faults([Fault("adequacy.shape", message, str(path), root.line, hint=_BEGIN)])
    known_fields(root, _TOP, "", noted)
    version = one_text(root, "aanbodnormen", "", noted)
    if version not in ("", FORMAT):
        message = Text(
            f"Formaat '{shown(version)}' is niet bekend.", f"Format '{shown(version)}' is not known."
        )
        note(noted, "version", root.get("aanbodnormen") or root, "aanbodnormen", message, _BEGIN)
    unplaced = one_text(root, "zonder_plaats", "", noted, needed=False)
    if unplaced not in ("", ANYWHERE, NOWHERE):
        message = Text(f"'{shown(unplaced)}' is hier geen keuze.", f"'{shown(unplaced)}' is no choice here.")
        hint = choose(unplaced, (ANYWHERE, NOWHERE))
        note(noted, "choice", root.get("zonder_plaats") or root, "zonder_plaats", message, hint)
    listed = root.get("normen")
    items = listed.items if isinstance(listed, Sequence) else ()
    if not items:
        message = Text("Hier horen de normen te staan, als lijst.", "The norms belong here, as a list.")
        note(noted, "shape", listed or root, "normen", message, _BEGIN)
    norms = [
        norm
        for row, item in enumerate(items)
        for norm in _Norm(item, f"normen[{row}]", noted, country).read()
    ]
    _distinct(items, noted)
    found = NormSet(
        one_text(root, "naam", "", noted),
        one_text(root, "van", "", noted),
        tuple(norms),
        unplaced != NOWHERE,
        str(path),
    )
    noted.finish()
    return found


class _Norm:
    """One norm of the list, field by field."""

    def __init__(self, item: Node, path: str, noted: Noted, country: Country) -> None:
        self.item, self.path, self.noted, self.country = item, path, noted, country

    def read(self) -> list[SupplyNorm]:
        """The norm for each profession that it names; none when something is wrong with it."""
        if not isinstance(self.item, Mapping):
            message = Text("Een norm bestaat uit velden.", "A norm has fields.")
            note(self.noted, "shape", self.item, self.path, message, _BEGIN)
            return []
        before = len(self.noted.faults)
        known_fields(self.item, _FIELDS, self.path, self.noted)
        name = one_text(self.item, "naam", self.path, self.noted)
        professions = self._listed("beroep", catalogue().professions, needed=True)
        treatments = self._listed(TREATMENT, catalogue().dimensions[TREATMENT].options or {})
        km = self._value("hoogstens_km", as_kilometres, AS_KM)
        share = self._value("aandeel_gebieden", as_share, AS_SHARE)
        choice = self._value("keuze_uit", as_choice, AS_CHOICE)
        heads = self._value("therapeuten_per_1000", as_positive, AS_NUMBER)
        practices = self._value("praktijken", as_count, AS_COUNT)
        municipalities = tuple(self._municipalities())
        self._together()
        if len(self.noted.faults) > before:
            return []
        return [
            SupplyNorm(name, p, t, km, share, choice or 1, heads, practices, municipalities, self.item.line)
            for p in professions
            for t in treatments or (None,)
        ]

    def _together(self) -> None:
        assert isinstance(self.item, Mapping)
        if all(self.item.get(name) is None for name in _DEMANDS):
            names = ", ".join(_DEMANDS)
            message = Text("Deze norm vraagt niets.", "This norm demands nothing.")
            hint = Text(
                f"Vul ten minste een van deze velden in: {names}.", f"Fill in at least one of: {names}."
            )
            note(self.noted, "no_demand", self.item, self.path, message, hint)
        for name in ("aandeel_gebieden", "keuze_uit"):
            node = self.item.get(name)
            if node is not None and self.item.get("hoogstens_km") is None:
                message = Text(
                    f"'{name}' zegt iets bij een afstand, en die ontbreekt.",
                    f"'{name}' goes with a distance, and there is none.",
                )
                hint = Text("Voeg 'hoogstens_km' toe.", "Add 'hoogstens_km'.")
                note(self.noted, "no_distance", node, f"{self.path}.{name}", message, hint)

    def _value(self, name: str, make: Callable[[str], _T | None], hint: Text) -> _T | None:
        assert isinstance(self.item, Mapping)
        node = self.item.get(name)
        if node is None:
            return None
        text = one_text(self.item, name, self.path, self.noted)
        value = make(text) if text else None
        if text and value is None:
            message = Text(f"'{shown(text)}' kan hier niet.", f"'{shown(text)}' is not possible here.")
            note(self.noted, "value", node, f"{self.path}.{name}", message, hint)
        return value

    def _listed(self, name: str, known: Iterable[str], needed: bool = False) -> list[str]:
        assert isinstance(self.item, Mapping)
        names = list(known)
        found = []
        for text, node in several_texts(self.item, name, self.path, self.noted, needed):
            if text in names and text not in found:
                found.append(text)
            else:
                message = Text(
                    f"'{shown(text)}' staat er twee keer."
                    if text in found
                    else f"'{shown(text)}' is niet bekend.",
                    f"'{shown(text)}' is there twice." if text in found else f"'{shown(text)}' is not known.",
                )
                hint = None if text in found else choose(text, names)
                note(self.noted, "name", node, f"{self.path}.{name}", message, hint)
        return found

    def _municipalities(self) -> Iterable[str]:
        assert isinstance(self.item, Mapping)
        seen = set()
        for text, node in several_texts(self.item, "gemeenten", self.path, self.noted, needed=False):
            row = self.country.by_name.get(text)
            if row is None or row in seen:
                message = Text(
                    f"De gemeente '{shown(text)}' is niet bekend of staat er twee keer.",
                    f"The municipality '{shown(text)}' is not known or is there twice.",
                )
                hint = near_municipality(text, self.country)
                note(self.noted, "municipality", node, f"{self.path}.gemeenten", message, hint)
            else:
                seen.add(row)
                yield self.country.codes[row]


def _distinct(items: Iterable[Node], noted: Noted) -> None:
    """Every norm has a name of its own: outcomes are told by it."""
    seen: dict[str, int] = {}
    for row, item in enumerate(items):
        node = item.get("naam") if isinstance(item, Mapping) else None
        if isinstance(node, Scalar) and node.text:
            if node.text in seen:
                message = Text(
                    f"Deze naam staat al op regel {seen[node.text]}.",
                    f"This name is already on line {seen[node.text]}.",
                )
                hint = Text("Geef elke norm een eigen naam.", "Give each norm a name of its own.")
                note(noted, "twice", node, f"normen[{row}].naam", message, hint)
            seen.setdefault(node.text, node.line)


_BEGIN: Final = Text(
    "Neem docs/adequacy.md of het voorbeeld in examples/adequacy over.",
    "Start from docs/adequacy.md or the example in examples/adequacy.",
)
