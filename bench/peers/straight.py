"""A floor: the slice as straight-line Python, without a trace, a tree or a citation."""

from __future__ import annotations

from typing import Any

CODE = {False: 0, None: 1, True: 2}


def _at_most(value: float | None, norm: float) -> int:
    return 1 if value is None else 2 if value <= norm else 0


def _outcome(*groups: tuple[str, int]) -> tuple[str, ...]:
    found = []
    for name, code in groups:
        if code:
            found.append(name)
            if code == 2:
                return tuple(found)
    return (*found, "geen")


def evaluate(document: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The groups still possible at Salland and at Zorg en Zekerheid."""
    code = CODE
    d = document
    kind = d["soort_praktijk"]
    scope = 1 if kind is None else 2 if kind == "vrijgevestigd" else 0
    shared = min(
        scope,
        code[d["richtlijnen"]],
        code[d["praktijkruimte"]],
        code[d["website"]],
        code[d["patientendossier"]],
    )
    big = quality = works = measures = parkinson = 2
    sure = perhaps = 0
    therapists = d["therapeuten"]
    for t in therapists:
        big = min(big, code[t["big"]])
        quality = min(quality, max(code[t["irf"]], code[t["kfir"]]))
        works = min(works, code[t["werkzaam_bij"]])
        measures = min(measures, code[t["meet_ervaringen"]])
        parkinson = min(parkinson, max(2 - code[t["parkinson"]], code[t["parkinsonnet"]]))
        best = max(code[t["manueel"]], code[t["kinder"]])
        sure += best == 2
        perhaps += best != 0
    half = 2 if 2 * sure >= len(therapists) else 1 if 2 * perhaps >= len(therapists) else 0
    skf, hkz = d["skf"], code[d["hkz"]]
    keurmerk = 1 if skf is None else 2 if skf == "keurmerk" else 0
    aspirant = 1 if skf is None else 2 if skf == "aspirant" else 0
    b = min(
        shared,
        code[d["wet_en_regels"]],
        code[d["vecozo"]],
        works,
        big,
        quality,
        measures,
        code[d["verbetercyclus"]],
        parkinson,
    )
    salland = _outcome(("A", min(b, half, max(hkz, keurmerk))), ("B", b))

    index = d["behandelindex"]
    small = _at_most(d["verzekerden"], 30)
    c = min(shared, big, quality, code[d["vijf_werkdagen"]], max(small, _at_most(index, 150)))
    sort, size = d["verband_soort"], d["verband_omvang"]
    counts = 1 if sort is None else 2 if sort in ("monodisciplinair_fysiotherapie", "paramedisch") else 0
    large = 1 if size is None else 2 if size >= 100 else 0
    b = min(
        c,
        2 - small,
        code[d["verband_lid"]],
        counts,
        large,
        max(code[d["ldf"]], code[d["ldk"]]),
        code[d["overeenkomst_2026"]],
    )
    a = min(b, _at_most(index, 112), max(keurmerk, min(aspirant, hkz)))
    return salland, _outcome(("A", a), ("B", min(b, _at_most(index, 124))), ("C", c))
