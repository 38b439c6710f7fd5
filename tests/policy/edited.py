"""The fictional package with something in every section, and edits of it: one at a time or several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.policy import Policy
from tests.policy.packages import package

GAPS = """\
gaps:
  halverwege:
    question: {nl: Wat als het halverwege verandert?, en: What if it changes halfway?}
    matters: {nl: Wie niet meer voldoet weet niet wat volgt., en: Who no longer meets it cannot know.}
    cite: {section: Slot, lines: 99}
"""
GROUP = """\
      C:
        title: {nl: Groep C, en: Group C}
        cite: {section: Aanbod, lines: 32}
        requires: [vrij]
"""
RESERVATION = """\
  mag_stoppen:
    says: {nl: Het mag stoppen., en: It may stop.}
    cite: {section: Slot, lines: 99}
"""
BESIDE = """\
treatments:
  parkinson:
    says: {nl: Zorg bij Parkinson., en: Care for Parkinson.}
    insured: {nl: wie Parkinson heeft, en: who has Parkinson}
    others: not_bought
    by:
      fysiotherapeut: {under: [fysiotherapie], practice: [geregistreerd], cite: {section: Wie, lines: 41}}
    exemptions:
      overbrugging:
        says: {nl: Tijdelijke erkenning., en: Temporary recognition.}
        professions: [fysiotherapeut]
        practice: [vrij]
        cite: {section: Wie, lines: 42}
    cite: {section: Wie, lines: 40}

calendar:
  aanbod:
    says: {nl: Het aanbod komt., en: The offer comes.}
    actor: insurer
    days: {before: 2030-10-01}
    cite: {section: Data, lines: 50}
  tekenen:
    says: {nl: Tekenen., en: Sign.}
    actor: provider
    agreements: [fysiotherapie]
    for: vrij
    days:
      by_reading: uiterlijk
      options:
        vaste_dag: {until: 2030-11-12}
        eerste: {earliest: [aanbod]}
    cite: {section: Data, lines: 51}

expectations:
  duurzaam:
    theme: {nl: Duurzaamheid, en: Sustainability}
    says: {nl: Men verwacht plannen., en: Plans are expected.}
    ask: {nl: Wat doet u?, en: What do you do?}
    weighed: no
    cite: {section: Wensen, lines: 60}

amendments:
  korter:
    kind: changed
    says: {nl: De looptijd is korter., en: The term is shorter.}
    old: {nl: drie jaar, en: three years}
    new: {nl: twee jaar, en: two years}
    about: [fysiotherapie]
    cite: {section: Anders, lines: 61}

readings:
  uiterlijk:
    question: {nl: Tot en met welke dag?, en: Up to which day?}
    cite: {section: Data, lines: 51}
    options:
      vaste_dag: {nl: de genoemde dag, en: the day named}
      eerste: {nl: wat eerst komt, en: whichever comes first}
    default: vaste_dag
    because: {nl: Er staat een dag., en: A day is named.}
"""
ENTRY = """\
    cite: {section: Aanbod, lines: 30}
    entry:
      nieuw:
        when: vrij
        says: {nl: Vraag het aan., en: Apply.}
        milestones: [aanbod]
        cite: {section: Aanbod, lines: 34}
    shortfall:
      - {silent: {nl: Er staat niet wat volgt., en: It does not say.}, cite: {section: Aanbod, lines: 35}}
"""


def files() -> dict[str, str]:
    """The files of the package, without hashes of passages."""
    found = {name: data.decode() for name, data in package().items() if name != "passages.yaml"}
    found["aanbod.yaml"] = found["aanbod.yaml"].replace("    cite: {section: Aanbod, lines: 30}\n", ENTRY)
    return found | {"beside.yaml": BESIDE + "\n" + GAPS}


@dataclass(frozen=True)
class Edit:
    """One edit: pairs of texts old and new, each replaced everywhere, and what a comparison must tell of it.

    `tells` names each difference as section, name (now, or the last) and status. What one edit must keep away
    from another is told by `touches`.
    """

    name: str
    swaps: tuple[tuple[str, str], ...]
    tells: frozenset[tuple[str, str, str]]

    def apply(self, texts: dict[str, str]) -> dict[str, str]:
        """The files after the edit. Every text to be replaced must be there."""
        for old, new in self.swaps:
            assert any(old in text for text in texts.values()), (self.name, old)
            texts = {name: text.replace(old, new) for name, text in texts.items()}
        return texts


def read(texts: dict[str, str]) -> Policy:
    """The policy in these files."""
    return parse_policy({name: text.encode() for name, text in texts.items()}, stamped=False)


def edited(edits: Iterable[Edit] = ()) -> Policy:
    """The package after these edits."""
    texts = files()
    for edit in edits:
        texts = edit.apply(texts)
    return read(texts)


def edit(name: str, *swaps: tuple[str, str], tells: Iterable[tuple[str, str, str]]) -> Edit:
    """An edit with what must be told of it."""
    return Edit(name, swaps, frozenset(tells))


EDITS = (
    edit("a norm", ('value: "150"', 'value: "140"'), tells=[("norms", "maximum", "changed")]),
    edit("a share", ("at_least: 50%", "at_least: 60%"), tells=[("conditions", "helft", "changed")]),
    edit("a count", ("    at_least: 3\n", "    at_least: 4\n"), tells=[("conditions", "soorten", "changed")]),
    edit("a bare number", ("above: 30}", "above: 31}"), tells=[("conditions", "index", "changed")]),
    edit("a time of day", ("17:00", "18:00"), tells=[("conditions", "ruim_open", "changed")]),
    edit(
        "at_most to below",
        ("at_most: norm.maximum", "below: norm.maximum"),
        tells=[("conditions", "index", "changed")],
    ),
    edit(
        "the end of a rule",
        ("during: {until: 2031-12-31}", "during: {until: 2031-11-30}"),
        tells=[("conditions", "oordeel", "changed")],
    ),
    edit(
        "a dropped clause",
        ("      - not: {fact: skf_praktijkregister, one_of: [keurmerk]}\n", ""),
        tells=[("conditions", "basis", "changed")],
    ),
    edit(
        "the order of clauses",
        (
            "      - fact: eigen_website\n      - not: {fact: skf_praktijkregister, one_of: [keurmerk]}\n",
            "      - not: {fact: skf_praktijkregister, one_of: [keurmerk]}\n      - fact: eigen_website\n",
        ),
        tells=[],
    ),
    edit(
        "a dropped requirement",
        ("requires: [basis, helft, soorten, ruim_open]", "requires: [basis, helft, soorten]"),
        ("    duties: [index]", "    duties: [index, ruim_open]"),
        tells=[("groups", "fysiotherapie.A", "changed"), ("agreements", "fysiotherapie", "changed")],
    ),
    edit("a renamed condition", ("bevoegd", "bekwaam"), tells=[("conditions", "bekwaam", "renamed")]),
    edit("a renamed norm", ("maximum", "bovengrens"), tells=[("norms", "bovengrens", "renamed")]),
    edit(
        "a renamed reading",
        ("  grens:", "  dertig:"),
        ("by_reading: grens", "by_reading: dertig"),
        tells=[("readings", "dertig", "renamed")],
    ),
    edit("a renamed kind", ("erkend", "bekend"), tells=[("kinds", "bekend", "renamed")]),
    edit(
        "a renamed group",
        ("      A:\n", "      plus:\n"),
        ("- to: [A]", "- to: [plus]"),
        tells=[("groups", "fysiotherapie.plus", "renamed")],
    ),
    edit(
        "a renamed milestone",
        ("aanbod:", "voorstel:"),
        ("[aanbod]", "[voorstel]"),
        tells=[("calendar", "voorstel", "renamed")],
    ),
    edit(
        "a new group",
        (
            "    caps:",
            GROUP + "    caps:",
        ),
        tells=[("groups", "fysiotherapie.C", "added")],
    ),
    edit("another default", ("default: wel", "default: niet"), tells=[("readings", "grens", "changed")]),
    edit(
        "other words for an option",
        ("thirty counts}", "thirty is in}"),
        tells=[("readings", "grens", "worded")],
    ),
    edit(
        "a kind that counts",
        ("options: [manueel, kinder, oedeem]", "options: [manueel, kinder, bekken]"),
        tells=[("kinds", "erkend", "changed")],
    ),
    edit(
        "another sentence",
        ("Wie behandelt is geregistreerd.", "Wie behandelt staat in een register."),
        tells=[("conditions", "geregistreerd", "worded")],
    ),
    edit(
        "another passage",
        ("section: Meten, lines: 24", "section: Meten, lines: 74"),
        tells=[("conditions", "helft", "cited")],
    ),
    edit("force", ("    force: effort\n", ""), tells=[("conditions", "index", "changed")]),
    edit(
        "evidence",
        ("evidence: [eigen_opgave, big]", "evidence: [eigen_opgave]"),
        tells=[("conditions", "basis", "changed")],
    ),
    edit(
        "the term",
        ("until: 2032-12-31}", "until: 2033-12-31}"),
        tells=[("agreements", "fysiotherapie", "changed")],
    ),
    edit(
        "a day of change",
        ("by: 2031-08-31", "by: 2031-07-31"),
        tells=[("agreements", "fysiotherapie", "changed")],
    ),
    edit(
        "a cap",
        (
            "    caps:\n      - {at_most: B, when: oordeel}\n    duties: [index]",
            "    duties: [index, oordeel]",
        ),
        tells=[("agreements", "fysiotherapie", "changed")],
    ),
    edit(
        "a way in",
        ("        milestones: [aanbod]\n", "        action: no\n        milestones: [aanbod]\n"),
        tells=[("entries", "nieuw", "changed")],
    ),
    edit(
        "a shortfall",
        (
            "- {silent: {nl: Er staat niet wat volgt., en: It does not say.}",
            "- {says: {nl: Er staat niet wat volgt., en: It does not say.}",
        ),
        tells=[("agreements", "fysiotherapie", "changed")],
    ),
    edit(
        "a treatment's practice",
        ("practice: [geregistreerd]", "practice: [geregistreerd, helft]"),
        tells=[("treatments", "parkinson", "changed")],
    ),
    edit(
        "what others may",
        ("others: not_bought", "others: ordinary"),
        tells=[("treatments", "parkinson", "changed")],
    ),
    edit(
        "a provision by reading",
        ("practice: [geregistreerd], cite", "practice: [geregistreerd], reading: {grens: wel}, cite"),
        tells=[("treatments", "parkinson", "changed")],
    ),
    edit(
        "an exemption",
        (
            "professions: [fysiotherapeut]\n        practice: [vrij]",
            "professions: [fysiotherapeut]\n        practice: [helft]",
        ),
        tells=[("treatments", "parkinson", "changed")],
    ),
    edit(
        "a milestone's day",
        ("until: 2030-11-12", "until: 2030-11-11"),
        tells=[("calendar", "tekenen", "changed")],
    ),
    edit(
        "before a day", ("before: 2030-10-01", "until: 2030-10-01"), tells=[("calendar", "aanbod", "changed")]
    ),
    edit(
        "a weighed expectation",
        ("weighed: no", "weighed: yes"),
        tells=[("expectations", "duurzaam", "changed")],
    ),
    edit(
        "a gap gone",
        (
            GAPS,
            "",
        ),
        tells=[("gaps", "halverwege", "removed")],
    ),
    edit(
        "an amendment",
        ("nl: twee jaar, en: two years", "nl: één jaar, en: one year"),
        tells=[("amendments", "korter", "worded")],
    ),
    edit(
        "a reservation",
        (
            "  mag_wijzigen:",
            RESERVATION + "  mag_wijzigen:",
        ),
        tells=[("reservations", "mag_stoppen", "added")],
    ),
    edit("the year", ("year: 2031\ntitle", "year: 2032\ntitle"), tells=[("policy", "policy", "changed")]),
)
