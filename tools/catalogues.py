"""Keeps the sentences and their translations: merges deliveries, compiles, checks. French is the source.

    python -m tools.catalogues --merge words_sad.csv words_journal.csv   columns code,fr,en,pt
    python -m tools.catalogues --compile         drops what nobody says any more, .po -> .mo
    python -m tools.catalogues --check           what is missing; status 1 when something is

One catalogue serves the sentences of codes (`amont/site/words.py`), the pages and the forms; it bears the
name that Django looks for. A row without code is a text of a page (`{% translate "…" %}`, `_("…")`,
`words.text("…")`): only its translations are kept. Such a text may have a plural, in the columns fr_many,
en_many, pt_many; the French catalogue holds these alone, so that zero is singular.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools import sentence_modules
from tools.deliveries import Finder, Row, disagreements, fitted, rows_of
from tools.texts import UNREAD, Message, Text, texts_of
from tools.wording import banned_words, differences, faults_of

ROOT = Path(__file__).resolve().parents[1]
TRANSLATED = ("en", "pt")
SOURCE = "fr"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # catalogues carry no date, so that a rebuild changes nothing


@dataclass
class Users:
    """Who says a text: codes, and places of pages and modules; and why these cannot be served as written."""

    codes: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def name(self, message: Message) -> str:
        """How a fault of the text begins: where a person goes to mend it."""
        if self.places:
            return f"{self.places[0]}: {message[0]!r}"
        return ", ".join(self.codes)


Used = dict[Message, Users]


@dataclass
class Store:
    """The files under one folder (the package `amont`)."""

    amont: Path
    po: dict[str, dict[Message, Message]] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)

    @property
    def sentences(self) -> Path:
        return self.amont / "site" / "sentences"

    def po_path(self, language: str) -> Path:
        return self.amont / "site" / "locale" / language / "LC_MESSAGES" / "django.po"

    def load(self) -> Store:
        """Reads the translations and what the pages say."""
        self.texts = texts_of(self.amont)
        for language in TRANSLATED:
            path = self.po_path(language)
            self.po[language] = dict(_translations(path)) if path.exists() else {}
        return self

    def used(self) -> Used:
        """Every French message in use. One that is said with and without a plural is one message."""
        users: Used = {}
        said = [text for text in self.texts if text.one]
        plural = {text.one: text.message for text in said if text.many}
        for text in said:
            here = users.setdefault(plural.get(text.one, text.message), Users())
            here.places.append(text.place)
            here.faults += [text.fault] if text.fault else []
        for sentences in sentence_modules.domains(self.sentences).values():
            for code, french in sentences.items():
                users.setdefault(plural.get(french, (french, "")), Users()).codes.append(code)
        return users

    def unread(self) -> list[str]:
        """Files that nobody can read now: what they say is not known, so nothing may be dropped."""
        return [f"{text.place}: {text.fault}" for text in self.texts if text.fault.startswith(UNREAD)]


def _translations(path: Path) -> Iterator[tuple[Message, Message]]:
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id and not message.fuzzy:
                yield _pair(message.id), _pair(message.string)


def _pair(value: object) -> Message:
    if isinstance(value, list | tuple):
        return str(value[0]), str(value[1])
    return str(value), ""


# ---- merge and compile -------------------------------------------------------------------------------------


def merge(store: Store, paths: Iterable[Path], *, domain: str = "") -> list[str]:
    """Adds deliveries; says what it found odd. domain: the module of codes that have no likes yet."""
    rows, odd = rows_of(paths)
    odd += disagreements(rows)
    first = {row.code: row.said[SOURCE][0] for row in reversed(rows) if row.code}
    known = sentence_modules.domains(store.sentences)
    sentence_modules.write(store.sentences, sentence_modules.placed(first.items(), known, default=domain))
    store.load()
    return [*odd, *_translated(store, rows), *save(store)]


def _translated(store: Store, rows: list[Row]) -> Iterator[str]:
    """Puts translations in the store. A text that other codes said before keeps the translation it had."""
    used = store.used()
    finder = Finder(used)
    given = {row.code for row in rows}
    done: set[Message] = set()
    for row in rows:
        message = finder.message(row)
        if message is None and not row.code:
            yield f"{row.name}: no page says it, left out"
        if message is None or message in done:
            continue
        done.add(message)
        shared = set(used[message].codes) - given
        for language in TRANSLATED:
            text = fitted(row, message, language=language)
            known = store.po[language].get(message, text)
            if message[1] and not text[1]:
                text = text[0], known[1]
            if shared and known != text:
                yield (
                    f"{row.name}: {language} differs from {', '.join(sorted(shared))}: "
                    f"{known[0]!r} {text[0]!r}"
                )
            store.po[language][message] = known if shared else text


def save(store: Store) -> list[str]:
    """Writes catalogues with the messages in use alone; says which translations were dropped."""
    used, unread = store.used(), store.unread()
    for language in TRANSLATED:
        kept = {message: text for message, text in store.po[language].items() if message in used or unread}
        _write(store.po_path(language), po_bytes(language, kept, used=used))
    _write(store.po_path(SOURCE), french_po(used))
    gone = [message[0] for message in store.po[TRANSLATED[0]] if message not in used]
    store.load()
    what = "no longer used, kept until every file can be read" if unread else "no longer used, dropped"
    return unread + [f"{what}: {french!r}" for french in sorted(gone)]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def french_po(used: Used) -> bytes:
    """The source needs no translation, only its own rule of number."""
    return po_bytes(SOURCE, {message: message for message in used if message[1]}, used=used)


def po_bytes(language: str, entries: dict[Message, Message], *, used: Used) -> bytes:
    """The .po of a language."""
    catalogue = Catalog(locale=language, project="Amont", version="", language_team=language, fuzzy=False)
    catalogue.creation_date = catalogue.revision_date = EPOCH
    catalogue.last_translator = catalogue.msgid_bugs_address = ""
    catalogue.header_comment = "# Sentences of Amont; the source language is French."
    for message in sorted(entries):
        text = entries[message]
        codes = sorted(used[message].codes) if message in used else []
        ids = message if message[1] else message[0]
        catalogue.add(ids, text if message[1] else text[0], auto_comments=codes)
    out = io.BytesIO()
    write_po(out, catalogue, width=0, sort_output=True)
    return out.getvalue()


def compiled(path: Path) -> bytes:
    """The .mo of a .po."""
    out = io.BytesIO()
    with path.open("rb") as file:
        write_mo(out, read_po(file))
    return out.getvalue()


def compile_all(store: Store) -> None:
    """Writes the .mo of every language beside its .po."""
    for language in (SOURCE, *TRANSLATED):
        path = store.po_path(language)
        path.with_suffix(".mo").write_bytes(compiled(path))


# ---- check -------------------------------------------------------------------------------------------------


def check(store: Store) -> list[str]:
    """What is wrong, one line for each text or catalogue."""
    store.load()
    return [*said_twice(store), *unsaid(store), *stale(store)]


def said_twice(store: Store) -> Iterator[str]:
    """Codes that two modules say."""
    seen: dict[str, str] = {}
    for domain, sentences in sentence_modules.domains(store.sentences).items():
        yield from (f"{code}: in {seen[code]} and in {domain}" for code in sentences if code in seen)
        seen |= dict.fromkeys(sentences, domain)


def unsaid(store: Store) -> Iterator[str]:
    """Texts that cannot be served, badly written, not translated, or translated with other holes."""
    yield from (f"{text.place}: {text.fault}" for text in store.texts if text.fault and not text.one)
    plurals: dict[str, str] = {}
    for message, users in store.used().items():
        wrong = [*users.faults, *faults_of(message), *(banned_words(message) if users.places else ())]
        if plurals.setdefault(message[0], message[1]) != message[1]:
            wrong.append(f"two plurals: {plurals[message[0]]!r} and {message[1]!r}")
        for language in TRANSLATED:
            other = store.po[language].get(message, ("", ""))
            wrong += differences(message, other, language=language)
        if wrong:
            yield f"{users.name(message)}: {'; '.join(wrong)}"


def stale(store: Store) -> Iterator[str]:
    """Catalogues that hold what nobody says, or are not compiled."""
    used = store.used()
    for language in TRANSLATED:
        unused = sorted(message[0] for message in store.po[language] if message not in used)
        yield from (f"{language}: not used: {french!r}" for french in unused)
    french = store.po_path(SOURCE)
    if not french.exists() or french.read_bytes() != french_po(used):
        yield f"{SOURCE}: django.po lacks plurals of today; run --compile"
    for language in (SOURCE, *TRANSLATED):
        path = store.po_path(language)
        mo = path.with_suffix(".mo")
        if path.exists() and (not mo.exists() or mo.read_bytes() != compiled(path)):
            yield f"{language}: django.mo is older than django.po; run --compile"


def main(arguments: list[str] | None = None) -> int:
    """0 when nothing is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--merge", type=Path, metavar="FILE.csv", nargs="+", default=[])
    parser.add_argument("--domain", default="", help="module of codes that have no likes yet")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args(arguments)
    store = Store(ROOT / "amont")
    wrong: list[str] = []
    if chosen.merge:
        wrong += merge(store, chosen.merge, domain=chosen.domain)
    elif chosen.compile:
        wrong += save(store.load())
    if chosen.merge or chosen.compile:
        compile_all(store)
    if chosen.check:
        wrong += check(store)
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
