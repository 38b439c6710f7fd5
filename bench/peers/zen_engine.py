"""The slice as a JDM decision graph for zen-engine, in its own expression language.

ZEN raises on a null where a boolean or number is asked, so each condition is written twice: `zeker`
(certainly met) and `mogelijk` (possibly met). One expression node holds the conditions of an insurer; a
decision table that collects its hits gives the groups still possible.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import zen

Document = dict[str, Any]


def yes(fact: str) -> tuple[str, str]:
    return f"{fact} == true", f"{fact} != false"


def is_one_of(fact: str, *values: str) -> tuple[str, str]:
    test = f"{fact} == '{values[0]}'" if len(values) == 1 else f"{fact} in {list(values)}"
    return test, f"{fact} == null or {test}"


def compares(fact: str, comparison: str) -> tuple[str, str]:
    return f"{fact} != null and {fact} {comparison}", f"{fact} == null or {fact} {comparison}"


def joined(word: str, *names: str) -> tuple[str, str]:
    """`and` or `or` over conditions that stand above in the same node."""
    zeker, mogelijk = ([f"$.{name}.{rail}" for name in names] for rail in ("zeker", "mogelijk"))
    return f" {word} ".join(zeker), f" {word} ".join(mogelijk)


def every(zeker: str, mogelijk: str) -> tuple[str, str]:
    return f"all(therapeuten, {zeker})", f"all(therapeuten, {mogelijk})"


OFFERED = {
    "zeker": "#.manueel == true or #.kinder == true",
    "mogelijk": "#.manueel != false or #.kinder != false",
}

SALLAND: dict[str, tuple[str, str]] = {
    "vrijgevestigd": is_one_of("soort_praktijk", "vrijgevestigd"),
    "wet_en_regels": yes("wet_en_regels"),
    "richtlijnen": yes("richtlijnen"),
    "praktijkruimte": yes("praktijkruimte"),
    "website": yes("website"),
    "patientendossier": yes("patientendossier"),
    "digitaal_declareren": yes("vecozo"),
    "algemene_basiseisen": joined(
        "and",
        "wet_en_regels",
        "richtlijnen",
        "praktijkruimte",
        "website",
        "patientendossier",
        "digitaal_declareren",
    ),
    "werkzaam_bij_relatie": every("#.werkzaam_bij == true", "#.werkzaam_bij != false"),
    "big_en_kwaliteitsregister": every(
        "#.big == true and (#.irf == true or #.kfir == true)",
        "#.big != false and (#.irf != false or #.kfir != false)",
    ),
    "patientervaringen": every("#.meet_ervaringen == true", "#.meet_ervaringen != false"),
    "verbetercyclus": yes("verbetercyclus"),
    "parkinson_alleen_via_netwerk": every(
        "#.parkinson == false or #.parkinsonnet == true", "#.parkinson != true or #.parkinsonnet != false"
    ),
    "fysiotherapie_basiseisen": joined(
        "and",
        "werkzaam_bij_relatie",
        "big_en_kwaliteitsregister",
        "patientervaringen",
        "verbetercyclus",
        "parkinson_alleen_via_netwerk",
    ),
    "verbijzonderde_zorg": (
        f"count(therapeuten, {OFFERED['zeker']}) * 2 >= len(therapeuten)",
        f"count(therapeuten, {OFFERED['mogelijk']}) * 2 >= len(therapeuten)",
    ),
    "hkz": yes("hkz"),
    "keurmerk": is_one_of("skf", "keurmerk"),
    "praktijkcertificering": joined("or", "hkz", "keurmerk"),
    "B": joined("and", "vrijgevestigd", "algemene_basiseisen", "fysiotherapie_basiseisen"),
    "A": joined("and", "B", "verbijzonderde_zorg", "praktijkcertificering"),
}

ZORG_EN_ZEKERHEID: dict[str, tuple[str, str]] = {
    "vrijgevestigd": is_one_of("soort_praktijk", "vrijgevestigd"),
    "big_registratie": every("#.big == true", "#.big != false"),
    "kwaliteitsregistratie": every("#.irf == true or #.kfir == true", "#.irf != false or #.kfir != false"),
    "patientendossier": yes("patientendossier"),
    "richtlijnen": yes("richtlijnen"),
    "praktijkruimte": yes("praktijkruimte"),
    "website": yes("website"),
    "vijf_werkdagen": yes("vijf_werkdagen"),
    "te_klein_voor_index": compares("verzekerden", "<= 30"),
    "index_binnen_150": compares("behandelindex", "<= 150"),
    "index_hoogstens_150": joined("or", "te_klein_voor_index", "index_binnen_150"),
    "index_tot_p70": compares("behandelindex", "<= 112"),
    "index_tot_p85": compares("behandelindex", "<= 124"),
    "basisvoorwaarden": joined(
        "and",
        "big_registratie",
        "kwaliteitsregistratie",
        "patientendossier",
        "richtlijnen",
        "praktijkruimte",
        "website",
        "vijf_werkdagen",
        "index_hoogstens_150",
    ),
    "verband_lid": yes("verband_lid"),
    "verband_soort": is_one_of("verband_soort", "monodisciplinair_fysiotherapie", "paramedisch"),
    "verband_omvang": compares("verband_omvang", ">= 100"),
    "samenwerking": joined("and", "verband_lid", "verband_soort", "verband_omvang"),
    "keurmerk": is_one_of("skf", "keurmerk"),
    "aspirant": is_one_of("skf", "aspirant"),
    "hkz": yes("hkz"),
    "overgang_aspirant": joined("and", "aspirant", "hkz"),
    "praktijkregister": joined("or", "keurmerk", "overgang_aspirant"),
    "ldf": yes("ldf"),
    "ldk": yes("ldk"),
    "data_aanlevering": joined("or", "ldf", "ldk"),
    "overeenkomst_2026": yes("overeenkomst_2026"),
    "groot_genoeg": ("not $.te_klein_voor_index.mogelijk", "not $.te_klein_voor_index.zeker"),
    "C": joined("and", "vrijgevestigd", "basisvoorwaarden"),
    "B": joined(
        "and", "C", "groot_genoeg", "index_tot_p85", "samenwerking", "data_aanlevering", "overeenkomst_2026"
    ),
    "A": joined(
        "and",
        "C",
        "groot_genoeg",
        "index_tot_p70",
        "samenwerking",
        "praktijkregister",
        "data_aanlevering",
        "overeenkomst_2026",
    ),
}


def graph() -> Document:
    """The decision graph: from the input through each insurer's conditions and groups to the output."""
    nodes: list[Document] = [
        {"id": "in", "type": "inputNode", "name": "praktijk"},
        {"id": "uit", "type": "outputNode", "name": "uitkomst"},
    ]
    edges: list[Document] = []
    insurers = {"salland": (SALLAND, ("A", "B")), "zorg_en_zekerheid": (ZORG_EN_ZEKERHEID, ("A", "B", "C"))}
    for insurer, (conditions, groups) in insurers.items():
        nodes.append(_expressions(insurer, conditions))
        nodes.append(_table(insurer, groups))
        path = ("in", f"{insurer}_voorwaarden", f"{insurer}_groepen", "uit")
        for number, (source, target) in enumerate(pairwise(path)):
            edges.append(
                {"id": f"{insurer}_{number}", "type": "edge", "sourceId": source, "targetId": target}
            )
    return {"nodes": nodes, "edges": edges}


def _expressions(insurer: str, conditions: dict[str, tuple[str, str]]) -> Document:
    expressions = [
        {"id": f"{insurer}.{name}.{rail}", "key": f"{name}.{rail}", "value": text}
        for name, rails in conditions.items()
        for rail, text in zip(("zeker", "mogelijk"), rails, strict=True)
    ]
    name = f"{insurer}_voorwaarden"
    return {"id": name, "type": "expressionNode", "name": name, "content": {"expressions": expressions}}


def _table(insurer: str, groups: tuple[str, ...]) -> Document:
    """A group is possible if its conditions possibly hold and no better group is certain."""
    inputs = [{"id": f"{g}_mogelijk", "name": f"{g} mogelijk", "field": f"{g}.mogelijk"} for g in groups]
    inputs += [{"id": f"{g}_zeker", "name": f"{g} zeker", "field": f"{g}.zeker"} for g in groups]
    rules = []
    for place, group in enumerate((*groups, "geen")):
        rule = {"_id": f"{insurer}_{group}", "groep": f"'{group}'"}
        rule |= {field["id"]: "" for field in inputs}
        rule |= {f"{better}_zeker": "false" for better in groups[:place]}
        if group != "geen":
            rule[f"{group}_mogelijk"] = "true"
        rules.append(rule)
    outputs = [{"id": "groep", "name": "groep", "field": "groep"}]
    content = {
        "hitPolicy": "collect",
        "inputs": inputs,
        "outputs": outputs,
        "rules": rules,
        "outputPath": insurer,
    }
    name = f"{insurer}_groepen"
    return {"id": name, "type": "decisionTableNode", "name": name, "content": content}


def decision() -> zen.ZenDecision:
    """The graph, compiled once."""
    return zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(graph())))


def evaluate(decision: zen.ZenDecision, document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The groups still possible at both insurers."""
    return _groups(decision.evaluate(document)["result"])


def evaluate_traced(decision: zen.ZenDecision, document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The same with the trace of every node."""
    return _groups(decision.evaluate(document, {"trace": True})["result"])


def _groups(result: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    salland, zorg = (tuple(row["groep"] for row in result[name]) for name in ("salland", "zorg_en_zekerheid"))
    return salland, zorg
