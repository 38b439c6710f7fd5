"""Changes of one treatment: a condition, an exemption, a profession or an agreement left out, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inkoopwijzer.policy.treatments import ORDINARY, Exemption, Others, Provision, Treatment

Change = tuple[str, str, Treatment]
"""The kind of change, what was done, and the result."""


def treatment_changes(treatment: Treatment) -> Iterator[Change]:
    """Every change of a treatment."""
    for name, part in treatment.provisions.items():
        for kind, what, other in _asked(part):
            kept = {**treatment.provisions, name: other}
            yield kind, f"{name} {what}", replace(treatment, provisions=kept)
        for at, agreement in enumerate(part.under):
            other = replace(part, under=part.under[:at] + part.under[at + 1 :])
            kept = {**treatment.provisions, name: other}
            yield "drop under", f"{name} not under {agreement}", replace(treatment, provisions=kept)
        if part.per is not None:
            for at, option in enumerate(part.per.options):
                fewer = replace(part.per, options=part.per.options[:at] + part.per.options[at + 1 :])
                if fewer.options:
                    kept = {**treatment.provisions, name: replace(part, per=fewer)}
                    yield "option", f"{name} without {option}", replace(treatment, provisions=kept)
        rest = {n: p for n, p in treatment.provisions.items() if n != name}
        yield "drop profession", f"without {name}", replace(treatment, provisions=rest)
    for at, exemption in enumerate(treatment.exemptions):
        before, after = treatment.exemptions[:at], treatment.exemptions[at + 1 :]
        yield "drop exemption", f"without {exemption.id}", replace(treatment, exemptions=before + after)
        for kind, what, changed in _exempt(treatment, exemption):
            made = replace(treatment, exemptions=(*before, changed, *after))
            yield kind, f"{exemption.id} {what}", made
    if treatment.id != ORDINARY:
        others: Others = "not_bought" if treatment.others == "ordinary" else "ordinary"
        yield "others", f"others {others}", replace(treatment, others=others)


def _asked(part: Provision) -> Iterator[tuple[str, str, Provision]]:
    for at, name in enumerate(part.therapist):
        fewer = part.therapist[:at] + part.therapist[at + 1 :]
        yield "drop therapist condition", f"without {name}", replace(part, therapist=fewer)
    for at, name in enumerate(part.practice):
        fewer = part.practice[:at] + part.practice[at + 1 :]
        yield "drop practice condition", f"without {name}", replace(part, practice=fewer)
    if part.reading is not None:
        yield "reading", "under every reading", replace(part, reading=None)


def _exempt(treatment: Treatment, exemption: Exemption) -> Iterator[tuple[str, str, Exemption]]:
    for at, name in enumerate(exemption.therapist):
        fewer = exemption.therapist[:at] + exemption.therapist[at + 1 :]
        yield "drop therapist condition", f"without {name}", replace(exemption, therapist=fewer)
    for at, name in enumerate(exemption.practice):
        fewer = exemption.practice[:at] + exemption.practice[at + 1 :]
        yield "drop practice condition", f"without {name}", replace(exemption, practice=fewer)
    professions = exemption.professions or tuple(treatment.provisions)
    for at, name in enumerate(professions):
        if len(professions) > 1:
            fewer = professions[:at] + professions[at + 1 :]
            yield "drop profession", f"not for {name}", replace(exemption, professions=fewer)
    if exemption.insured is None:
        some = replace(exemption, insured=treatment.insured or treatment.says)
        yield "insured", "for some only", some
    else:
        yield "insured", "for everybody", replace(exemption, insured=None)
    if exemption.reading is not None:
        yield "reading", "under every reading", replace(exemption, reading=None)
