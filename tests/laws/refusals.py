"""Style 6: only foreseen refusals are caught; nets for everything hang at the borders of processes."""

import ast
from pathlib import Path

from tools.tree import last_name, modules

NETS = {"amont/cli/main.py", "amont/cli/node/working.py", "amont/journal/delivering.py"}  # borders
EVERYTHING = {"Exception", "BaseException"}


def violations(root: Path) -> list[str]:
    """Nets that catch what nobody foresaw."""
    return [
        module.at(node, "catches everything; name what is foreseen")
        for module in modules(root)
        if module.path not in NETS
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and EVERYTHING & caught(node)
    ]


def caught(handler: ast.ExceptHandler) -> set[str]:
    """Names after `except`; a bare one catches all."""
    if handler.type is None:
        return {"BaseException"}
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {last_name(kind) for kind in kinds}
