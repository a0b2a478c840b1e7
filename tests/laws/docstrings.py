"""Style 5: each module, and each public function of the pure rooms, says what its name does not."""

import ast
from pathlib import Path

from tools.tree import PURE, modules, rooms


def violations(root: Path) -> list[str]:
    """Modules of the house and public functions of the pure rooms that say nothing."""
    found = [
        module.at(module.tree, "the module says nothing") for module in modules(root) if silent(module.tree)
    ]
    for module in modules(root, folders=rooms(*PURE)):
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and silent(node):
                found.append(module.at(node, f"{node.name} says nothing"))
    return found


def silent(node: ast.Module | ast.FunctionDef) -> bool:
    """No docstring, or an empty one."""
    return not (ast.get_docstring(node) or "").strip()
