"""Keeps the sentences and their translations: merges deliveries, compiles, checks. French is the source.

    python tools/catalogues.py --merge words_sad.csv   columns code,fr,en,pt
    python tools/catalogues.py --compile               .po -> .mo
    python tools/catalogues.py --check                 what is missing; status 1 when something is

A row without code is a text of a page (`_("…")` in a template, `words.text("…")` in a module): only its
translations are kept. Such a text may have a plural, in the columns fr_many, en_many, pt_many.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import runpy
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from amont.site.holes import holes_of

ROOT = Path(__file__).resolve().parents[1]
TRANSLATED = ("en", "pt")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # catalogues carry no date, so that a rebuild changes nothing
WIDTH = 110
BARE_SIGN = re.compile(r"(?<!\u00a0)[:;!?»](?=\s|$)|«(?!\u00a0)|(?<=[\w}]) ?%")

Message = tuple[str, str]  # singular and plural ("" when it has none)


@dataclass
class Store:
    """The files under one folder (the package `site`)."""

    site: Path
    po: dict[str, dict[Message, Message]] = field(default_factory=dict)

    def modules(self) -> list[Path]:
        return sorted(path for path in (self.site / "sentences").glob("*.py") if path.stem != "__init__")

    def po_path(self, language: str) -> Path:
        return self.site / "locale" / language / "LC_MESSAGES" / "amont.po"

    def load(self) -> None:
        for language in TRANSLATED:
            path = self.po_path(language)
            self.po[language] = dict(_translations(path)) if path.exists() else {}

    def domains(self) -> dict[str, dict[str, str]]:
        """domain -> code -> French sentence, as the modules stand on disk."""
        return {path.stem: dict(runpy.run_path(str(path))["SENTENCES"]) for path in self.modules()}

    def used(self) -> dict[Message, list[str]]:
        """Every French message in use -> the codes that use it (none for a text of a page)."""
        users: dict[Message, list[str]] = {message: [] for message in texts_of(self.site)}
        for sentences in self.domains().values():
            for code, french in sentences.items():
                users.setdefault((french, ""), []).append(code)
        return users


def _translations(path: Path) -> Iterator[tuple[Message, Message]]:
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id:
                yield _pair(message.id), _pair(message.string)


def _pair(value: object) -> Message:
    if isinstance(value, list | tuple):
        return str(value[0]), str(value[1])
    return str(value), ""


def texts_of(site: Path) -> set[Message]:
    """Messages that templates and modules of the site give in French."""
    found: set[Message] = set()
    for path in sorted(site.rglob("*.html")):
        with path.open("rb") as file:
            for _, _, message, _ in babel_extract(file, ("_", "ngettext"), (), {}):
                parts = [message] if isinstance(message, str) else [part for part in message or () if part]
                found.add((parts[0], parts[1] if len(parts) > 1 else ""))
    for path in sorted(site.rglob("*.py")):
        with path.open("rb") as file:
            keywords = {"text": None, "plural": (1, 2)}
            found.update(_pair(row[1]) for row in extract("python", file, keywords=keywords) if row[1])
    return found


# ---- merge -------------------------------------------------------------------------------------------------


def polished(text: str, *, language: str) -> str:
    """Our typography: curly apostrophes, no-break spaces inside « » and in French before : ; ! ? %."""
    text = re.sub(r"(?<=\w)'(?=[\w{«])", "’", text.strip())
    text = re.sub(rf"\{{(\w+)_{language}\}}", r"{\1}", text)  # a hole takes its reader's language by itself
    if language in ("fr", "pt"):
        text = re.sub(r"«[ \u202f]", "«\u00a0", re.sub(r"[ \u202f]»", "\u00a0»", text))
    return re.sub(r"[ \u202f]([:;!?%])", "\u00a0\\1", text) if language == "fr" else text


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a delivery, polished. Raises ValueError when a column or a cell is missing."""
    rows = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            clean = {"code": (row.get("code") or "").strip()}
            for column in ("fr", "en", "pt"):
                many = f"{column}_many"
                clean[column] = polished(row.get(column) or "", language=column)
                clean[many] = polished(row.get(many) or "", language=column)
                if not clean[column]:
                    raise ValueError(f"{path.name} row {line}: no {column} for {clean['code'] or row}")
            rows.append(clean)
    return rows


def merge(store: Store, path: Path, *, domain: str) -> list[str]:
    """Adds one delivery; says what it found odd."""
    rows = rows_of(path)
    sentences = store.domains().get(domain, {})
    sentences.update({row["code"]: row["fr"] for row in rows if row["code"]})
    if sentences:
        module = store.site / "sentences" / f"{domain}.py"
        module.write_text(module_text(domain, sentences), encoding="utf-8")
    write_index(store)
    store.load()
    return [*_translated(store, rows), *save(store)]


def _translated(store: Store, rows: list[dict[str, str]]) -> Iterator[str]:
    """Puts the translations of a delivery in the store; a second translation of a sentence is odd."""
    given = {row["code"] for row in rows}
    used = store.used()
    for row in rows:
        message = row["fr"], row["fr_many"]
        shared = set(used.get(message, [])) - given
        for language in TRANSLATED:
            text = row[language], row[f"{language}_many"]
            known = store.po[language].get(message, text) if shared else text
            if known != text:
                yield f"{row['code']}: {language} differs from {', '.join(shared)}: {known[0]!r} {text[0]!r}"
            store.po[language][message] = text


def save(store: Store) -> list[str]:
    """Writes catalogues with the messages in use alone; says which translations were dropped."""
    used = store.used()
    for language in TRANSLATED:
        kept = {message: text for message, text in store.po[language].items() if message in used}
        target = store.po_path(language)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_po(file, catalogue_of(language, kept, used), width=0, sort_output=True)
    dropped = sorted(message[0] for message in store.po[TRANSLATED[0]] if message not in used)
    store.load()
    return [f"no longer used, dropped: {message!r}" for message in dropped]


def catalogue_of(language: str, kept: dict[Message, Message], used: dict[Message, list[str]]) -> Catalog:
    catalogue = Catalog(locale=language, project="Amont", version="", language_team=language, fuzzy=False)
    catalogue.creation_date = catalogue.revision_date = EPOCH
    catalogue.last_translator = catalogue.msgid_bugs_address = ""
    catalogue.header_comment = "# Sentences of Amont; the source language is French."
    for message in sorted(kept):
        text = kept[message]
        ids = message if message[1] else message[0]
        catalogue.add(ids, text if message[1] else text[0], auto_comments=sorted(used[message]))
    return catalogue


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
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def write_index(store: Store) -> None:
    """The package's own module: it gathers the domains."""
    names = [path.stem for path in store.modules()]
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
    (store.site / "sentences" / "__init__.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


# ---- compile and check -------------------------------------------------------------------------------------


def compiled(path: Path) -> bytes:
    """The .mo of a .po."""
    out = io.BytesIO()
    with path.open("rb") as file:
        write_mo(out, read_po(file))
    return out.getvalue()


def compile_all(store: Store) -> None:
    for language in TRANSLATED:
        path = store.po_path(language)
        path.with_suffix(".mo").write_bytes(compiled(path))


def check(store: Store) -> list[str]:
    """What is wrong, one line for each."""
    store.load()
    wrong: list[str] = []
    seen: dict[str, str] = {}
    for domain, sentences in store.domains().items():
        wrong += [f"{code}: in {seen[code]} and in {domain}" for code in sentences if code in seen]
        seen |= dict.fromkeys(sentences, domain)
    used = store.used()
    for message, codes in used.items():
        wrong += _wrong_message(message, codes, store)
    for language in TRANSLATED:
        unused = sorted(message[0] for message in store.po[language] if message not in used)
        wrong += [f"{language}: not used: {french!r}" for french in unused]
        path = store.po_path(language)
        mo = path.with_suffix(".mo")
        if not mo.exists() or mo.read_bytes() != compiled(path):
            wrong.append(f"{language}: amont.mo is older than amont.po; run --compile")
    return wrong


def _wrong_message(message: Message, codes: list[str], store: Store) -> Iterator[str]:
    name = ", ".join(codes) or repr(message[0])
    if any(BARE_SIGN.search(text) for text in message):
        yield f"{name}: fr: a no-break space is missing"
    for language in TRANSLATED:
        text = store.po[language].get(message)
        if text is None or not text[0] or bool(text[1]) != bool(message[1]):
            yield f"{name}: no {language}"
            continue
        for french, other in zip(message, text, strict=True):
            if holes_of(french) != holes_of(other):
                yield f"{name}: holes differ in {language}: {holes_of(french)} {holes_of(other)}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--merge", type=Path, metavar="FILE.csv")
    parser.add_argument("--domain", help="module of the codes; default: the file's name without words_")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args(arguments)
    store = Store(ROOT / "amont" / "site")
    wrong: list[str] = []
    if chosen.merge:
        domain = chosen.domain or chosen.merge.stem.removeprefix("words_")
        wrong += merge(store, chosen.merge, domain=domain)
    if chosen.merge or chosen.compile:
        compile_all(store)
    if chosen.check:
        wrong += check(store)
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
