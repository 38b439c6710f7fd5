"""Alterations of a dossier before it is read: a dotted path, and what must stand there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.facts.located import Mapping, Node, Scalar, Sequence
from inkoopwijzer.values.fault import Fault, Faults, near
from inkoopwijzer.values.text import Text

GONE: Final = "weg"
"""Written instead of a value: what stood there is removed."""


def alter(root: Node, path: str, new: Node, line: int) -> Node:
    """`root` with `new` at `path`, or without what stood there if `new` is "weg".

    A subject in a list is found by its name, and added if there is none with that name. A list of things that
    are "ja" is taken as the fields it stands for. Raises `Faults` when the path leads nowhere.
    """
    lists = {kind.list_name for kind in catalogue().subjects.values()}
    title, _, rest = path.partition(".")
    if isinstance(root, Mapping) and title in lists and rest:
        items = root.get(title) or Sequence((), line)
        if isinstance(items, Sequence):
            return _with(root, title, _in_list(items, rest, new, line), line)
    return _in_fields(root, path, new, line)


def _in_list(items: Sequence, path: str, new: Node, line: int) -> Sequence:
    """The list with a subject changed, added or removed."""
    names = [_name(item) for item in items.items]
    name = _first(path, names)
    if name is None:
        if not isinstance(new, Mapping) or "." in path:
            raise _nowhere(path.partition(".")[0], names, line)
        entries = ((Scalar("naam", line, False), Scalar(path, line, True)), *new.entries)
        return Sequence((*items.items, Mapping(entries, line)), items.line)
    rest = path[len(name) + 1 :]
    at = names.index(name)
    if not rest and not _gone(new):
        raise _nowhere(path, (), line)
    changed = (_in_fields(items.items[at], rest, new, line),) if rest else ()
    return Sequence((*items.items[:at], *changed, *items.items[at + 1 :]), items.line)


def _in_fields(node: Node, path: str, new: Node, line: int) -> Node:
    if isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        yes = ((item, Scalar("ja", item.line, False)) for item in node.items if isinstance(item, Scalar))
        node = Mapping(tuple(yes), node.line)
    if not isinstance(node, Mapping):
        raise _nowhere(path, (), line)
    name = _first(path, node.keys())
    head = name or path.partition(".")[0]
    rest = path[len(head) + 1 :]
    if name is None and _gone(new):
        raise _nowhere(head, node.keys(), line)
    if not rest:
        return _with(node, head, None if _gone(new) else new, line)
    inside = node.get(head) or Mapping((), line)
    return _with(node, head, _in_fields(inside, rest, new, line), line)


def _with(node: Mapping, name: str, new: Node | None, line: int) -> Mapping:
    """The fields with one replaced, added or (None) removed."""
    entries = [(key, value) for key, value in node.entries if key.text != name]
    if new is not None:
        at = next((i for i, key in enumerate(node.keys()) if key == name), len(entries))
        entries.insert(at, (Scalar(name, line, False), new))
    return Mapping(tuple(entries), node.line)


def _first(path: str, names: Iterable[str]) -> str | None:
    """The name with which the path starts; the longest, because a name may hold a dot itself."""
    return max((n for n in names if path == n or path.startswith(f"{n}.")), key=len, default=None)


def _name(item: Node) -> str:
    named = item.get("naam") if isinstance(item, Mapping) else None
    return named.text if isinstance(named, Scalar) else ""


def _gone(new: Node) -> bool:
    return isinstance(new, Scalar) and new.text == GONE and not new.quoted


def _nowhere(name: str, names: Iterable[str], line: int) -> Faults:
    message = Text(
        f"Dit pad leidt nergens heen: '{name}' staat niet in het basisdossier of heeft geen delen.",
        f"This path leads nowhere: '{name}' is not in the base dossier or has no parts.",
    )
    return Faults([Fault("scenario.path", message, "", line, hint=near(name, names))])
