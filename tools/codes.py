"""Which codes the house raises, and where: refusals, findings, reasons, and the words of a screen.

A code is written whole where it is raised (`Finding("sad.total_packages", ...)`), so that one search leads
from a screen to the function. What is collected, in every room:

- the class attribute `code` of each descendant of AmontError, whatever it reads;
- the `code` given to a class that has such a field, to a function that has such a parameter, and to a
  function that hands one of its parameters on to these, with the prefix that it puts before.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.literals import leaves, scope_of
from tools.tree import PURE, Function, Module, functions, last_name, modules

DOTTED = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
PIECE = re.compile(r"[a-z0-9_]*\.[a-z0-9_.]*")


@dataclass(frozen=True)
class Taker:
    """What takes a code: its parameter, its place in a call (None: by keyword only), what it puts before."""

    parameter: str
    place: int | None
    prefix: str = ""


Given = tuple[ast.expr, str]  # what is given as code, and what the taker puts before it


@dataclass(frozen=True, order=True)
class Use:
    """One place that raises one code; code is empty when it is glued together there."""

    code: str
    path: str
    line: int


def uses(root: Path) -> list[Use]:
    """Every place that raises a code, by code; the glued ones first, with an empty code."""
    trees = list(modules(root))
    refusals, known = descendants(trees, "AmontError"), takers(trees)
    found: set[Use] = set()
    for module in trees:
        scope = scope_of(module.tree)
        for value in class_codes(module, refusals):
            for leaf in leaves(value, scope):
                found.add(use_of_class(module, leaf))
        for value, prefix in given_codes(module, known):
            for leaf in leaves(value, scope):
                found.update(use_of(module, leaf, prefix))
    return sorted(found)


def use_of_class(module: Module, leaf: ast.expr) -> Use:
    """The code of a refusal; in any room it is one whole text."""
    text = leaf.value if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) else ""
    return Use(text, module.path, leaf.lineno)


def use_of(module: Module, leaf: ast.expr, prefix: str) -> Iterator[Use]:
    """A constant that reads as a code, or, in a pure room, a text glued from a part of one."""
    if isinstance(leaf, ast.Constant):
        if isinstance(leaf.value, str) and DOTTED.fullmatch(prefix + leaf.value):
            yield Use(prefix + leaf.value, module.path, leaf.lineno)
    elif module.path.split("/")[1] in PURE and any(is_piece(part) for part in ast.walk(leaf)):
        yield Use("", module.path, leaf.lineno)


def is_piece(leaf: ast.AST) -> bool:
    """A part of a code: `sad.` or `.total`."""
    text = getattr(leaf, "value", None) if isinstance(leaf, ast.Constant) else None
    return isinstance(text, str) and bool(PIECE.fullmatch(text))


def descendants(trees: list[Module], ancestor: str) -> set[str]:
    """Names of the classes below `ancestor`, itself included."""
    bases = {node.name: {last_name(base) for base in node.bases} for node in classes(trees)}
    family = {ancestor}
    while grown := {name for name, above in bases.items() if above & family} - family:
        family |= grown
    return family


def classes(trees: list[Module]) -> Iterator[ast.ClassDef]:
    """Every class of the house."""
    for module in trees:
        yield from (node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef))


def takers(trees: list[Module]) -> dict[str, Taker]:
    """Classes and functions that take a code, by name."""
    found = {"Finding": Taker("code", 0), "Reason": Taker("code", 0)}
    for node in classes(trees):
        names = [last_name(part.target) for part in node.body if isinstance(part, ast.AnnAssign)]
        if "code" in names:
            found[node.name] = Taker("code", names.index("code"))
    everyone = [function for module in trees for function in functions(module.tree)]
    for function in everyone:
        if "code" in parameters(function):
            found.setdefault(function.name, taker_of(function, "code", ""))
    while grown := {
        name: taker for name, taker in handed_on(everyone, found) if is_news(found.get(name), taker)
    }:
        found |= grown
    return found


def is_news(known: Taker | None, taker: Taker) -> bool:
    """Not known yet, or known without what it puts before."""
    return known is None or (not known.prefix and bool(taker.prefix))


def handed_on(everyone: list[Function], known: dict[str, Taker]) -> Iterator[tuple[str, Taker]]:
    """Functions one of whose parameters is the code, or the end of the code, of a call inside."""
    for function in everyone:
        names = parameters(function)
        for node in ast.walk(function):
            for value, prefix in code_of(node, known):
                match value:
                    case ast.Name(id=name) if name in names:
                        yield function.name, taker_of(function, name, prefix)
                    case ast.JoinedStr(
                        values=[ast.Constant(value=str(before)), ast.FormattedValue(value=ast.Name(id=name))]
                    ) if name in names:
                        yield function.name, taker_of(function, name, prefix + before)


def parameters(function: Function) -> list[str]:
    """Names of the parameters, `self` and `cls` left out."""
    arguments = function.args
    names = [arg.arg for arg in arguments.posonlyargs + arguments.args + arguments.kwonlyargs]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def taker_of(function: Function, name: str, prefix: str) -> Taker:
    """The function, seen as what takes a code by this parameter."""
    by_keyword = name in [arg.arg for arg in function.args.kwonlyargs]
    return Taker(name, None if by_keyword else parameters(function).index(name), prefix)


def class_codes(module: Module, refusals: set[str]) -> Iterator[ast.expr]:
    """Values of the class attribute `code` of a refusal."""
    for node in classes([module]):
        for part in node.body if node.name in refusals else []:
            targets = part.targets if isinstance(part, ast.Assign) else [getattr(part, "target", None)]
            if any(isinstance(target, ast.Name) and target.id == "code" for target in targets):
                yield from [value] if (value := getattr(part, "value", None)) else []


def given_codes(module: Module, known: dict[str, Taker]) -> Iterator[Given]:
    """Codes handed to a call that takes one."""
    for node in ast.walk(module.tree):
        yield from code_of(node, known)


def code_of(node: ast.AST, known: dict[str, Taker]) -> list[Given]:
    """What a call gives as code, if it is a call that takes one."""
    if not isinstance(node, ast.Call) or last_name(node.func) not in known:
        return []
    taker = known[last_name(node.func)]
    by_name = [keyword.value for keyword in node.keywords if keyword.arg == taker.parameter]
    by_place = [] if taker.place is None else node.args[taker.place : taker.place + 1]
    return [(value, taker.prefix) for value in by_name or by_place]
