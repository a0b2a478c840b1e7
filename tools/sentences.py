"""What a person reads for each code: French in `amont/site/sentences`, the rest in `amont/site/locale`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

from tools.tree import Module, modules

TRANSLATIONS = ("en", "pt")


@dataclass(frozen=True)
class Sentence:
    """One sentence. translated: language -> text, without the languages that have none."""

    code: str
    french: str
    translated: dict[str, str]
    path: str
    line: int


def sentences(root: Path) -> list[Sentence]:
    """Every sentence that hangs on a code, in the order of the source; a code said twice comes twice."""
    catalogues = {language: catalogue(root, language) for language in TRANSLATIONS}
    return [
        Sentence(code, french, said(french, catalogues), path, line)
        for code, french, path, line in french_sentences(root)
    ]


def said(french: str, catalogues: dict[str, dict[str, str]]) -> dict[str, str]:
    """Language -> translation of `french`."""
    return {name: known[french] for name, known in catalogues.items() if known.get(french)}


def catalogue(root: Path, language: str) -> dict[str, str]:
    """French -> `language`, without empty or doubtful entries. An absent file is an empty catalogue."""
    path = root / f"amont/site/locale/{language}/LC_MESSAGES/django.po"
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        entries = list(read_po(stream, locale=language))
    return {
        first(entry.id): first(entry.string) for entry in entries if first(entry.string) and not entry.fuzzy
    }


def first(text: object) -> str:
    """The singular of a sentence that has a plural, else the sentence."""
    return str(text[0] if isinstance(text, list | tuple) else text or "")


def french_sentences(root: Path) -> Iterator[tuple[str, str, str, int]]:
    """(code, French, path, line) of each entry of each table called SENTENCES."""
    for module in modules(root, folders=("amont/site",)):
        if "/sentences" not in module.path:
            continue
        for node in ast.walk(module.tree):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(target, ast.Name) and target.id == "SENTENCES" for target in targets):
                yield from entries_of(module, getattr(node, "value", None))


def entries_of(module: Module, table: ast.expr | None) -> Iterator[tuple[str, str, str, int]]:
    """Entries of one literal table; a sentence may stand in a call that marks it for translation."""
    if not isinstance(table, ast.Dict):
        return
    for key, value in zip(table.keys, table.values, strict=True):
        text = value.args[0] if isinstance(value, ast.Call) and value.args else value
        if isinstance(key, ast.Constant) and isinstance(text, ast.Constant):
            yield str(key.value), str(text.value), module.path, key.lineno


def holes(sentence: str) -> set[str]:
    """Names of the holes of a sentence; a broken brace counts as a hole that no other sentence has."""
    try:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    except ValueError as broken:
        return {f"unbalanced brace: {broken}"}
