"""The source files of the house as parsed trees: what the laws and the generated pages look at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef
PURE = ("kernel", "formats", "engine", "simulation")


@dataclass(frozen=True)
class Module:
    """One Python file. path: relative to the root, with forward slashes."""

    path: str
    tree: ast.Module
    lines: int

    def at(self, node: ast.AST, words: str) -> str:
        """`words` with the place of `node` before them, as editors and terminals link it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {words}"


def modules(root: Path, *, folders: tuple[str, ...] = ("amont",)) -> Iterator[Module]:
    """Each Python file below `folders` of `root`, in order of path; migrations aside: Django writes them."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            yield parsed(path, path.relative_to(root).as_posix(), path.stat().st_mtime_ns)


def rooms(*names: str) -> tuple[str, ...]:
    """The folders of these rooms."""
    return tuple(f"amont/{name}" for name in names)


@lru_cache(maxsize=2048)
def parsed(path: Path, shown: str, changed: int) -> Module:
    """The tree of one file, read again when its time of change differs."""
    text = path.read_text(encoding="utf-8")
    return Module(shown, ast.parse(text, shown), len(text.splitlines()))


def functions(tree: ast.AST) -> Iterator[Function]:
    """Each function and method, nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def last_name(node: ast.AST) -> str:
    """`Finding` for `Finding` and for `findings.Finding`; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
