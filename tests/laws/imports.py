"""Law 5: no import inside a function, so that the order of the rooms is seen at the top of each file."""

import ast
from pathlib import Path

from tools.tree import functions, modules


def violations(root: Path) -> list[str]:
    """Imports under way. The day there is Django, AppConfig.ready is the one exception."""
    return sorted(
        {
            module.at(node, f"import inside {function.name}")
            for module in modules(root)
            for function in functions(module.tree)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
    )
