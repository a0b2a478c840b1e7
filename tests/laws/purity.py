"""Law 2: the pure rooms ask nothing of the machine: no clock, files, network, environment, luck."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.tree import PURE, modules, rooms

LIBRARIES = {
    "kernel": set[str](),
    "formats": {"lxml", "numpy", "polars", "pyarrow", "python_calamine", "reportlab", "xlsxwriter", "yaml"},
    "engine": {"lightgbm", "numba", "numpy", "polars", "yaml"},
    "simulation": {"numpy", "polars", "yaml"},
}
MACHINE = {
    "asyncio", "ctypes", "fileinput", "ftplib", "getpass", "glob", "http", "imaplib", "locale", "mmap",
    "multiprocessing", "os", "pathlib", "platform", "poplib", "random", "secrets", "select",
    "selectors", "shelve", "shutil", "signal", "site", "smtplib", "socket", "socketserver", "sqlite3",
    "ssl", "subprocess", "sys", "tempfile", "time", "urllib", "uuid", "webbrowser",
}  # fmt: skip
CALLS = {
    "open": "opens a file",
    "input": "asks a person",
    "print": "writes to the screen",
    "eval": "runs text",
    "exec": "runs text",
    "hash": "differs from run to run",
    "__import__": "imports under way",
    "io.open": "opens a file",
    "io.FileIO": "opens a file",
    "codecs.open": "opens a file",
    "importlib.import_module": "imports under way",
    "importlib.reload": "imports under way",
    "datetime.datetime.now": "reads the clock",
    "datetime.datetime.today": "reads the clock",
    "datetime.datetime.utcnow": "reads the clock",
    "datetime.date.today": "reads the clock",
    "polars.set_random_seed": "shares luck",
}
SEEDED = {"default_rng", "SeedSequence", "PCG64", "PCG64DXSM", "Philox", "SFC64", "MT19937"}
KINDS = {"Generator", "BitGenerator"}
NUMPY_LUCK = "numpy.random."


def violations(root: Path) -> list[str]:
    """Imports and calls that would make an answer depend on more than its arguments."""
    found = []
    for room in PURE:
        for module in modules(root, folders=rooms(room)):
            names = imported_names(module.tree)
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    found += [module.at(node, words) for words in forbidden_imports(node, room)]
                found += [module.at(node, words) for words in forbidden_uses(node, names)]
    return sorted(set(found))


def imported_names(tree: ast.Module) -> dict[str, str]:
    """Local name -> the dotted name it stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def forbidden_imports(node: ast.Import | ast.ImportFrom, room: str) -> Iterator[str]:
    """Modules of the machine, and libraries that this room has no use for."""
    wanted = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
    for name in wanted if not getattr(node, "level", 0) else []:
        top = name.split(".")[0]
        if top in MACHINE:
            yield f"{room} imports {top}, which is the machine's"
        elif top != "amont" and top not in sys.stdlib_module_names and top not in LIBRARIES[room]:
            yield f"{room} imports {top}, which is not among its libraries"


def forbidden_uses(node: ast.AST, names: dict[str, str]) -> Iterator[str]:
    """Calls that open or look at the clock, and luck that is not drawn from a seed, called or handed on."""
    if isinstance(node, ast.Call):
        name = dotted(node.func, names)
        if name in CALLS:
            yield f"{name} {CALLS[name]}"
        if name == "numpy.datetime64" and any(
            getattr(arg, "value", "") in ("now", "today") for arg in node.args
        ):
            yield f"{name} reads the clock"
        if luck(name) in SEEDED and not seeded(node):
            yield f"{name} draws without a seed"
    elif isinstance(node, ast.Attribute | ast.Name):
        name = dotted(node, names)
        if luck(name) and luck(name) not in SEEDED | KINDS:
            yield f"{name} shares luck; draw from a Generator made from the seed"


def luck(name: str) -> str:
    """`rand` for `numpy.random.rand`; empty for anything else."""
    return name.removeprefix(NUMPY_LUCK) if name.startswith(NUMPY_LUCK) else ""


def seeded(call: ast.Call) -> bool:
    """A seed is given, and it is not None."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return bool(given) and not (isinstance(given[0], ast.Constant) and given[0].value is None)


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """`numpy.random.rand` for `np.random.rand` after `import numpy as np`; empty when not a plain name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([names.get(node.id, node.id), *reversed(parts)])
