"""The programs of all agreements of a policy at once, in which every condition of the policy can be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from inkoopwijzer.assess.evaluate import NO_ASSUMPTIONS, Compiler, Program, program_of
from inkoopwijzer.policy.policy import Policy


def whole_programs(policy: Policy, readings: Mapping[str, str]) -> dict[str, Program]:
    """The program of each agreement under the chosen readings, all with the same steps.

    Every condition of the policy is in them: also those that these readings, or a changed policy, leave without
    a use, and those that only treatments use. So the codes of one case serve every agreement.
    """
    chosen = {r.id: readings.get(r.id, r.default) for r in policy.readings.values()}
    compiler = Compiler(policy, chosen, NO_ASSUMPTIONS)
    found = {name: program_of(compiler, agreement) for name, agreement in policy.agreements.items()}
    for name, condition in policy.conditions.items():
        if compiler.free(condition.node):
            compiler.part(condition.node)
        else:
            compiler.condition(name)
    steps, slots = tuple(enumerate(compiler.steps)), dict(compiler.slots)
    return {name: replace(program, steps=steps, slots=slots) for name, program in found.items()}
