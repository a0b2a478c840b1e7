"""Which texts an expression can be, as far as one file tells: what the codes are read from."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tools.tree import functions, last_name

Pending = tuple[ast.expr, int | None]  # an expression, and which of its parts when it is several


@dataclass(frozen=True)
class Scope:
    """What one file says of its names.

    returned: function -> what it gives back. given: name -> what it is given.
    """

    returned: dict[str, list[ast.expr]]
    given: dict[str, list[Pending]]


def scope_of(tree: ast.Module) -> Scope:
    """Names are taken together over the whole file: a name that stands for two things stands for both."""
    returned = {
        function.name: [
            node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value
        ]
        for function in functions(tree)
    }
    given: dict[str, list[Pending]] = {}
    for node in ast.walk(tree):
        for target, value, place in bindings(node):
            given.setdefault(target, []).append((value, place))
    return Scope(returned, given)


def bindings(node: ast.AST) -> Iterator[tuple[str, ast.expr, int | None]]:
    """(name, value, part) of an assignment; of a loop, the whole of what it goes through."""
    if isinstance(node, ast.For | ast.comprehension):
        for leaf in ast.walk(node.target):
            if isinstance(leaf, ast.Name):
                yield leaf.id, node.iter, None
    elif isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Name):
                yield target.id, node.value, None
            elif isinstance(target, ast.Tuple):
                for place, part in enumerate(target.elts):
                    if isinstance(part, ast.Name):
                        yield part.id, node.value, place


def leaves(value: ast.expr, scope: Scope) -> Iterator[ast.expr]:
    """The constants and glued texts that `value` can be."""
    waiting: list[Pending] = [(value, None)]
    seen: set[tuple[int, int | None]] = set()
    while waiting:
        part, place = waiting.pop()
        if (id(part), place) in seen:
            continue
        seen.add((id(part), place))
        if place is None and isinstance(part, ast.Constant | ast.JoinedStr | ast.BinOp):
            yield part
        else:
            waiting += nearer(part, place, scope)


def nearer(part: ast.expr, place: int | None, scope: Scope) -> list[Pending]:
    """One step from an expression to those it takes its value from."""
    match part:
        case ast.Name(id=name):
            return [(value, place if inner is None else inner) for value, inner in scope.given.get(name, [])]
        case ast.IfExp(body=body, orelse=other):
            return [(body, place), (other, place)]
        case ast.BoolOp(values=values):
            return [(value, place) for value in values]
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            chosen = parts if place is None else parts[place : place + 1]
            return [(one, None) for one in chosen]
        case ast.Dict(values=values):
            return [(value, None) for value in values]
        case ast.Subscript(value=table) | ast.NamedExpr(value=table) | ast.Starred(value=table):
            return [(table, place)]
        case ast.Call(func=ast.Attribute(value=table, attr="get" | "items" | "values"), args=rest):
            return [(table, None), *((one, None) for one in rest[1:])]
        case ast.Call(func=function) if last_name(function) in scope.returned:
            return [(value, place) for value in scope.returned[last_name(function)]]
    return []
