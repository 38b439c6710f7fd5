"""A program of the interpreter written out as the text of one Python function, for `assess.straight`.

Variables: `v` what a cell holds, `c` a code, `m u p l h` the counts of a quantifier, `w` a list of subjects,
`d` whether that is complete, `s` the subject at hand, `k` a constant that is bound from outside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from inkoopwijzer.assess.evaluate import Program, binding
from inkoopwijzer.assess.leaves import blocks_code, cell_of
from inkoopwijzer.assess.straight_parts import Given, loops_in, slots_read
from inkoopwijzer.assess.straight_text import (
    all_text,
    any_text,
    at_least_text,
    compare_text,
    element_lines,
    end_text,
    is_text,
    start_text,
    when_text,
)
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.dossier import CellKey, one_cell
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    Blocks,
    ByReading,
    During,
    FactCompares,
    FactIs,
    Judge,
    Node,
    Not,
    Over,
    Ref,
    Silent,
    When,
    children,
)

MOST_LINES: Final = 20_000
"""A program that needs more variables than this is not written out."""


class TooLong(Exception):
    """Written out, the program would be longer than `MOST_LINES`."""


@dataclass
class _Part:
    """Where lines are written: the function itself (`kind` is None) or a loop over subjects of a kind."""

    kind: str | None
    indent: str
    cells: dict[tuple[str, CellKey], str] = field(default_factory=dict)
    known: dict[object, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


class Writer:
    """Writes one program; `constants` then holds what its numbered names stand for."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.compiler = program.compiler
        self._nodes = program.compiler.by_slot()
        self.constants: dict[str, object] = {}
        self.function = _Part(None, " ")
        self._slots: dict[int, str] = {}
        self._bound: dict[object, str] = {}
        self._names = 0
        self._falls_back = False
        self._pending: list[tuple[Over, Given]] = []
        self._writing: set[object] = set()

    def write(self) -> str:
        """The text of the function `straight(case)`. Raises `TooLong`."""
        for slot, _ in self.program.steps:
            self._pending += loops_in(self.compiler, self._nodes[slot], {})
        for slot, _ in self.program.steps:
            self._slots[slot] = self._slot(self._nodes[slot])
        head = ["def straight(case):"]
        if self._falls_back:
            head.append(f" codes = [1] * {len(self._slots)}")
        for about in sorted({about for about, _ in self.function.cells}):
            head.append(f" s = case.alone[{self._bind(about)}]")
            head += self._look_up(self.function, about, " ")
        return "\n".join([*head, *self.function.lines, f" return [{', '.join(self._slots.values())}]\n"])

    # --- names ---

    def _bind(self, value: object) -> str:
        """The name of a constant."""
        key = (type(value), value)
        if key not in self._bound:
            self._bound[key] = f"k{len(self._bound)}"
            self.constants[self._bound[key]] = value
        return self._bound[key]

    def _number(self) -> int:
        self._names += 1
        if self._names > MOST_LINES:
            raise TooLong
        return self._names

    def _let(self, part: _Part, text: str) -> str:
        """A variable with this value."""
        if text.isalnum():  # is one already, or a literal
            return text
        name = f"c{self._number()}"
        part.lines.append(f"{part.indent}{name} = {text}")
        return name

    def _value(self, part: _Part, about: str, cell: CellKey) -> str:
        """The variable with what a subject's cell holds, looked up at the head of the part."""
        if (about, cell) not in part.cells:
            part.cells[about, cell] = f"v{self._number()}"
        return part.cells[about, cell]

    def _look_up(self, part: _Part, about: str, indent: str) -> list[str]:
        lines = [f"{indent}get = s.now.get"]
        for (whose, cell), name in part.cells.items():
            lines += [f"{indent}{name} = get({self._bind(cell)})"] if whose == about else []
        return lines

    # --- nodes ---

    def _slot(self, node: Node) -> str:
        """The variable with the code of a closed node, whose closed parts each have a slot of their own."""
        if not isinstance(node, (All, AnyOf, AtLeast, Not, When)):
            return self._code(node, {}, self.function)
        parts = [self._slots[self.compiler.closed(child)] for child in children(node)]
        return self._let(self.function, self._joined(node, parts))

    def _joined(self, node: Node, parts: list[str]) -> str:
        match node:
            case All():
                return all_text(parts)
            case AnyOf():
                return any_text(parts)
            case Not():
                return f"2 - {parts[0]}"
            case AtLeast(count, _):
                return at_least_text(self._bind(count), parts)
            case _:
                return when_text(*parts)

    def _part(self, node: Node, given: Given, part: _Part) -> str:
        """The variable with the code of a node below another: closed parts are read from their slot."""
        slot = self.compiler.slot_of(node)
        return self._code(node, given, part) if slot is None else self._slots[slot]

    def _code(self, node: Node, given: Given, part: _Part) -> str:
        """The variable with the code of a leaf or an open node, written once for each choice of options."""
        if part.kind not in self.compiler.free(node):
            part = self.function
        key = self._key(node, given)
        if key not in part.known:
            part.known[key] = self._write_code(node, given, part)
        return part.known[key]

    def _write_code(self, node: Node, given: Given, part: _Part) -> str:
        match node:
            case FactIs():
                return self._once(part, self._fact_is(node, given, part))
            case FactCompares():
                return self._once(part, self._fact_compares(node, given, part))
            case During(period):
                return self._once(part, f"2 if {self._bind(period)}.covers(case.day) else 0")
            case Blocks():
                return self._once(part, f"{self._bind(blocks_code)}({self._bind(node)}, case)")
            case Judge() | Silent():
                return "1"
            case ByReading():
                return self._part(self.compiler.chosen(node), given, part)
            case Ref(condition):
                return self._part(self.program.policy.conditions[condition].node, given, part)
            case Over(over=over):
                if over.options:
                    return self._options(node, given, part)
                if part.kind is not None or over.kind is None:
                    return self._interpreted(node, given, part)
                self._loop(node, given)
                return self.function.known[self._key(node, given)]
            case _:
                parts = [self._part(c, given, part) for c in children(node)]
                return self._let(part, self._joined(node, parts))

    def _once(self, part: _Part, text: str) -> str:
        """A variable for a leaf; two leaves that say the same share it."""
        if text not in part.known:
            part.known[text] = self._let(part, text)
        return part.known[text]

    def _fact_is(self, node: FactIs, given: Given, part: _Part) -> str:
        cell = one_cell(cell_of(node.fact, node.key, dict(given)))
        about = catalogue().facts[node.fact].about
        if node.moment.mode != "now":
            whose = "s" if part.kind else f"case.alone[{self._bind(about)}]"
            rest = ", ".join(self._bind(value) for value in (cell, node.moment, node.values))
            return f"case.over_time({whose}.subject, {rest})"
        wanted = None if node.values is None else self._bind(node.values)
        return is_text(self._value(part, about, cell), self._bind(cell), wanted)

    def _fact_compares(self, node: FactCompares, given: Given, part: _Part) -> str:
        cell = one_cell(cell_of(node.fact, node.key, dict(given)))
        value = self._value(part, catalogue().facts[node.fact].about, cell)
        norm, numbers = node.norm.value, self._bind(Decimal)
        if isinstance(norm, Decimal):
            return compare_text(value, node.compare, self._bind(norm), numbers, known=True)
        about = catalogue().facts[norm.fact].about
        bound = self._value(self.function, about, one_cell((norm.fact, *norm.key)))
        return compare_text(value, node.compare, bound, numbers, known=False)

    # --- quantifiers ---

    def _options(self, node: Over, given: Given, part: _Part) -> str:
        """A quantifier over options, written out one by one."""
        n = self._number()
        name = binding(node.over)
        lines = [start_text(node.quantifier, n)]
        for option in node.over.options:
            inner = {**given, name: option}
            where = None if node.where is None else self._part(node.where, inner, part)
            lines += element_lines(node.quantifier, n, where, self._part(node.holds, inner, part))
        part.lines += [part.indent + line for line in lines]
        return self._let(part, self._end(node, n, str(len(node.over.options)), "True"))

    def _loop(self, first: Over, given: Given) -> None:
        """One loop for a quantifier over subjects, and for others over the same whose parts are known."""
        kind, profession = first.over.kind, first.over.profession
        assert kind is not None
        fitting, starts, ends = [(first, given)], [], []
        self._writing.add(self._key(first, given))
        for over, options in self._pending:
            same = (over.over.kind, over.over.profession) == (kind, profession)
            key = self._key(over, options)
            ready = same and all(slot in self._slots for slot in slots_read(self.compiler, over))
            if ready and key not in self._writing:
                fitting.append((over, options))
                self._writing.add(key)
        function = self.function
        loop = _Part(kind, "  ")
        n = self._number()
        for over, options in fitting:
            m = self._number()
            where = None if over.where is None else self._part(over.where, options, loop)
            holds = self._part(over.holds, options, loop)
            starts.append(f" {start_text(over.quantifier, m)}")
            loop.lines += [f"  {line}" for line in element_lines(over.quantifier, m, where, holds)]
            ends.append((over, options, m))
        those = f"case.standings[{self._bind(kind)}]"
        if profession is not None:
            those = f"[s for s in {those} if s.subject.profession == {self._bind(profession)}]"
        function.lines += [
            f" w{n} = {those}",
            f" d{n} = {self._bind(kind)} not in case.open_lists",
            *starts,
            f" for s in w{n}:",
            *(self._look_up(loop, kind, "  ") if loop.cells else ()),
            *loop.lines,
        ]
        for over, options, m in ends:
            end = self._end(over, m, f"len(w{n})", f"d{n}")
            function.known[self._key(over, options)] = self._let(function, end)

    def _end(self, node: Over, n: int, size: str, complete: str) -> str:
        least = node.at_least
        # beyond so many digits Decimal would round, and so would the interpreter: then let it
        ratio = least.as_integer_ratio() if len(least.as_tuple().digits) < 20 else (least, 1)
        count, *names = (self._bind(value) for value in (int(least), *ratio))
        return end_text(node.quantifier, n, None if node.where else size, complete, count, *names)

    def _interpreted(self, node: Node, given: Given, part: _Part) -> str:
        """What is rare is left to the interpreter's own function, with the slots that it reads."""
        self._falls_back = True
        for slot in dict.fromkeys(slots_read(self.compiler, node)):
            self.function.lines.append(f" codes[{slot}] = {self._slots[slot]}")
        around = [f"{self._bind(d)}: {self._bind(o)}" for d, o in given.items()]
        if part.kind is not None:
            around.append(f"{self._bind(part.kind)}: s")
        call = f"{self._bind(self.compiler.open(node))}(codes, case, {{{', '.join(around)}}})"
        return self._let(part, call)

    def _key(self, node: Node, given: Given) -> tuple[object, ...]:
        """What the code of a node depends on: the node, and the options it speaks of."""
        free = self.compiler.free(node)
        return (id(node), *sorted((d, o) for d, o in given.items() if d in free))
