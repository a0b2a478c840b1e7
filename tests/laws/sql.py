"""Style 13: a query is one literal with parameters, never text glued together."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.tree import modules

QUERY = re.compile(
    r"\s*(?:(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|TRUNCATE|WITH)\b"
    r"|(?i:select\b.*\bfrom\b|insert\s+into\b|update\s+\S+\s+set\b|delete\s+from\b|create\s+(?:table|view|index)\b))",
    re.DOTALL,
)
HOLE = "?"


def violations(root: Path) -> list[str]:
    """Queries made by f-string, format, %, + or join."""
    return sorted(
        {
            module.at(node, "a query is glued together; write it whole, with parameters")
            for module in modules(root)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.expr) and any(QUERY.match(text) for text in glued(node))
        }
    )


def glued(node: ast.expr) -> Iterator[str]:
    """The text that `node` would make, its holes as `?`; nothing when it is not glued."""
    if isinstance(node, ast.JoinedStr):
        yield from (
            [text_of(node)] if any(isinstance(part, ast.FormattedValue) for part in node.values) else []
        )
    elif isinstance(node, ast.BinOp):
        yield from [text_of(node)] if isinstance(node.op, ast.Add | ast.Mod) else []
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("format", "format_map"):
            yield text_of(node.func.value)
        elif node.func.attr == "join":
            parts = [part for argument in node.args for part in getattr(argument, "elts", [])]
            yield " ".join(text_of(part) for part in parts)


def text_of(node: ast.expr) -> str:
    """What is known of a text when reading the source."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else HOLE
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return text_of(node.left) + text_of(node.right)
    return text_of(node.left) if isinstance(node, ast.BinOp) else HOLE
