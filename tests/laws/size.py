"""Law 6: a file has 300 lines at most, a function 50."""

from pathlib import Path

from tools.tree import functions, modules

FILE_LINES = 300
FUNCTION_LINES = 50


def long_files(root: Path) -> list[str]:
    """Files that must become a folder of the same name."""
    return [
        f"{module.path}:{FILE_LINES + 1}: {module.lines} lines, {FILE_LINES} at most"
        for module in modules(root, folders=("amont", "bench", "tests", "tools"))
        if module.lines > FILE_LINES
    ]


def long_functions(root: Path) -> list[str]:
    """Functions that do more than one thing."""
    found = []
    for module in modules(root, folders=("amont",)):
        if module.path.startswith("amont/site/"):
            continue  # pages are told, not reasoned
        for function in functions(module.tree):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > FUNCTION_LINES:
                found.append(
                    module.at(function, f"{function.name} has {lines} lines, {FUNCTION_LINES} at most")
                )
    return found
