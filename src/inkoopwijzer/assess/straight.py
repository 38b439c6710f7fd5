"""A second executor of the same tree: one straight-line Python function for each program.

The interpreter of `assess.evaluate` says what a node means, and one practice needs no more. A market of thousands
of practices, or an API that many ask at once, wants the same full trace for less: here a program is written out
once as Python text without calls between nodes, compiled, and kept. Facts are looked up once, quantifiers over
the same subjects share one loop, options of a dimension are written out one by one.

The text holds numbered names only; facts, keys and norms are bound to those names from outside, so nothing that
a policy says can become code. What is rare (a quantifier over subjects within another, a program with
assumptions) is handed to the interpreter's own function for that node. `tests/conformance` holds both equal, slot
by slot, on random programs and dossiers and on the shipped policies.
"""

from __future__ import annotations


