"""The modules of `amont/site/sentences`: where a code lives, and their text as the formatter lays it."""

from __future__ import annotations

import keyword
import re
import runpy
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

WIDTH = 110
LABEL = ".label"

Domains = dict[str, dict[str, str]]  # module -> code -> French sentence


def domains(folder: Path) -> Domains:
    """The sentences as the modules stand on disk."""
    return {path.stem: dict(runpy.run_path(str(path))["SENTENCES"]) for path in paths(folder)}


def paths(folder: Path) -> list[Path]:
    """The modules, in order of name."""
    return sorted(path for path in folder.glob("*.py") if path.stem != "__init__")


def domain_of(code: str, known: Domains, *, default: str = "") -> str:
    """Where a code is or belongs: beside its likes, labels apart; else `default`; else a new module."""
    for domain, sentences in known.items():
        if code in sentences:
            return domain
    if default:
        return default
    first = code.split(".")[0]
    kin = [
        (domain, other.endswith(LABEL))
        for domain, sentences in known.items()
        for other in sentences
        if other.split(".")[0] == first
    ]
    likes = [domain for domain, is_label in kin if is_label == code.endswith(LABEL)]
    for near in (likes, [domain for domain, _ in kin]):
        if near:
            return Counter(near).most_common(1)[0][0]
    return f"{first}_words" if keyword.iskeyword(first) else first


def placed(sentences: Iterable[tuple[str, str]], known: Domains, *, default: str = "") -> Domains:
    """The modules that change when these (code, French sentence) are added."""
    grown = {domain: dict(of) for domain, of in known.items()}
    changed = set()
    for code, french in sentences:
        domain = domain_of(code, grown, default=default)
        grown.setdefault(domain, {})[code] = french
        changed.add(domain)
    return {domain: grown[domain] for domain in sorted(changed)}


def write(folder: Path, changed: Domains) -> None:
    """Writes these modules, and the package's own, which gathers all."""
    for domain, sentences in changed.items():
        (folder / f"{domain}.py").write_text(module_text(domain, sentences), encoding="utf-8")
    names = [path.stem for path in paths(folder)]
    (folder / "__init__.py").write_text(index_text(names), encoding="utf-8")


def module_text(domain: str, sentences: dict[str, str]) -> str:
    """The module of a domain, in order of code."""
    entries = [line for code in sorted(sentences) for line in entry(code, sentences[code])]
    title = f'"""Sentences of {domain}, in French: code -> sentence with named holes."""'
    return "\n".join([title, "", "SENTENCES: dict[str, str] = {", *entries, "}"]) + "\n"


def entry(code: str, sentence: str) -> list[str]:
    """One entry of the dictionary, laid out as the formatter would."""
    whole = f'    "{code}": {quoted(sentence)},'
    if len(whole) <= WIDTH:
        return [whole]
    pieces: list[str] = []
    piece = ""
    for word in re.findall(r"\S+\s*|\s+", sentence):
        if piece and len(quoted(piece + word)) > WIDTH - 8:
            pieces, piece = [*pieces, piece], ""
        piece += word
    return [f'    "{code}": (', *(f"        {quoted(part)}" for part in [*pieces, piece]), "    ),"]


def quoted(text: str) -> str:
    """A literal of the source."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def index_text(names: list[str]) -> str:
    """The package's own module."""
    imports = f"from amont.site.sentences import {', '.join(names)}"
    if len(imports) > WIDTH:
        imports = "\n".join(["from amont.site.sentences import (", *(f"    {name}," for name in names), ")"])
    lines = [
        '"""French sentence of every code, one module for each domain. Kept by ``tools/catalogues.py``."""',
        "",
        imports,
        "",
        "SENTENCES: dict[str, str] = {",
        *(f"    **{name}.SENTENCES," for name in names),
        "}",
    ]
    return "\n".join(lines) + "\n"
