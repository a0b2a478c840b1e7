"""Laws 3 and 8: one writer per step, keys that point upstream, every state refused unless it is known."""

import ast
from pathlib import Path

from tools.tree import modules

ROOMS = (
    "journal", "reference", "parties", "cargo", "declarations", "holds",
    "screening", "controls", "release", "exchange", "security",
)  # fmt: skip
ON_SETS = {"update", "delete", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
WRITERS = ("actions.py", "/actions/", "delivering.py", "sequencing.py", "protection.py")


def second_writers(root: Path) -> list[str]:
    """Modules of a room, its actions aside, that write rows; and actions that write rows of another room."""
    found = []
    owners = owners_of(root)
    for module in modules(root, folders=("amont",)):
        room = module.path.split("/")[1].removesuffix(".py")
        for node in ast.walk(module.tree):
            owner = owners.get(written(node), "")
            if not owner:
                continue
            is_writer = room == owner and any(part in module.path for part in WRITERS)
            if not is_writer:
                found.append(module.at(node, f"writes rows of {owner}, which only its actions may"))
    return sorted(set(found))


def owners_of(root: Path) -> dict[str, str]:
    """Name of each class of rows -> its room."""
    owners: dict[str, str] = {}
    for module in modules(root, folders=tuple(f"amont/{room}" for room in ROOMS)):
        if module.path.endswith("models.py") or "/models/" in module.path:
            room = module.path.split("/")[1]
            owners |= {
                node.name: room
                for node in module.tree.body
                if isinstance(node, ast.ClassDef)
                and any("models.Model" in ast.unparse(base) for base in node.bases)
            }
    return owners


def written(node: ast.AST) -> str:
    """`Declaration` for `Declaration.objects.filter(…).update(…)`; empty where nothing is written."""
    if (
        not isinstance(node, ast.Call)
        or not isinstance(node.func, ast.Attribute)
        or node.func.attr not in ON_SETS
    ):
        return ""
    inner: ast.AST = node.func.value
    has_manager = False
    while isinstance(inner, ast.Call | ast.Attribute):
        if isinstance(inner, ast.Attribute) and inner.attr == "objects":
            has_manager = True
            inner = inner.value
            break
        inner = inner.func if isinstance(inner, ast.Call) else inner.value
    return inner.id if has_manager and isinstance(inner, ast.Name) else ""


def keys_downstream(root: Path) -> list[str]:
    """Foreign keys that point to a room downstream: the journey's rows know only what came before."""
    found = []
    owners = owners_of(root)
    for module in modules(root, folders=tuple(f"amont/{room}" for room in ROOMS)):
        room = module.path.split("/")[1]
        for node in ast.walk(module.tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr not in ("ForeignKey", "OneToOneField", "ManyToManyField") or not node.args:
                continue
            target = ast.unparse(node.args[0]).strip("'\"").split(".")[-1]
            owner = owners.get(target, room)
            if ROOMS.index(owner) > ROOMS.index(room):
                found.append(module.at(node, f"{room} points downstream to {owner}"))
    return found
