"""Style 2 and 15: a module is named after what it holds, a test after what it shows."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.tree import functions, modules

EMPTY_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
SENTENCE = re.compile(r"test(_[a-z0-9]+){3,}")


def empty_names(root: Path) -> list[str]:
    """Modules and folders whose name tells nothing."""
    return sorted(
        f"{module.path}:1: the name {word} tells nothing"
        for module in modules(root, folders=("amont", "bench", "tests", "tools"))
        for word in set(Path(module.path).with_suffix("").parts) & EMPTY_NAMES
    )


def bare_folders(root: Path) -> list[str]:
    """Folders of source without `__init__.py`: import-linter and mypy would not see them."""
    return sorted(
        {
            f"{module.path}:1: its folder has no __init__.py, so no law sees it"
            for module in modules(root, folders=("amont",))
            if not (root / module.path).with_name("__init__.py").exists()
        }
    )


def test_names(root: Path) -> list[str]:
    """Tests that do not read as a sentence, or that bear a name already taken."""
    return list(unreadable_names(root)) + list(names_taken(root))


def unreadable_names(root: Path) -> Iterator[str]:
    """Names of fewer than three words, or not in small letters."""
    for module in modules(root, folders=("tests",)):
        for function in functions(module.tree):
            if is_test(module.path, function.name) and not SENTENCE.fullmatch(function.name):
                yield module.at(function, f"{function.name} does not read as a sentence")


def names_taken(root: Path) -> Iterator[str]:
    """Second uses of a name: two tests cannot show the same thing."""
    first: dict[str, str] = {}
    for module in modules(root, folders=("tests",)):
        for function in functions(module.tree):
            if not is_test(module.path, function.name):
                continue
            if function.name in first:
                yield module.at(function, f"{function.name} is taken by {first[function.name]}")
            first.setdefault(function.name, module.path)


def is_test(path: str, name: str) -> bool:
    """What pytest collects."""
    return Path(path).name.startswith("test_") and name.startswith("test")
