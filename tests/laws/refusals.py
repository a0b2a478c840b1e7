"""Style 6: only foreseen refusals are caught; the one net for everything hangs in the command."""

import ast
from pathlib import Path

from tools.tree import last_name, modules

NET = "amont/cli/main.py"
EVERYTHING = {"Exception", "BaseException"}


def violations(root: Path) -> list[str]:
    """Nets that catch what nobody foresaw."""
    return [
        module.at(node, "catches everything; name what is foreseen")
        for module in modules(root)
        if module.path != NET
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and EVERYTHING & caught(node)
    ]


def caught(handler: ast.ExceptHandler) -> set[str]:
    """Names after `except`; a bare one catches all."""
    if handler.type is None:
        return {"BaseException"}
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {last_name(kind) for kind in kinds}
