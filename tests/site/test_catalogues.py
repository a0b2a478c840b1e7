"""The sentences and their translations are complete, and the tool that keeps them writes what it reads."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from amont.site.sentences import SENTENCES
from tools.catalogues import (
    ROOT,
    Store,
    check,
    compile_all,
    compiled,
    entry,
    merge,
    polished,
    texts_of,
)

HEADS = "code,fr,en,pt,fr_many,en_many,pt_many\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty house of sentences."""
    (tmp_path / "sentences").mkdir()
    return Store(tmp_path)


def delivery(folder: Path, *rows: str) -> Path:
    path = folder / "words_sad.csv"
    path.write_text(HEADS + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_every_sentence_is_complete_in_three_languages() -> None:
    assert check(Store(ROOT / "amont" / "site")) == []


def test_every_text_of_the_page_is_in_the_catalogues() -> None:
    store = Store(ROOT / "amont" / "site")
    store.load()

    texts = texts_of(store.site)

    assert len(texts) > 100
    assert [text for text in texts if text not in store.po["en"] or text not in store.po["pt"]] == []


def test_compiled_catalogues_are_those_of_the_sources() -> None:
    store = Store(ROOT / "amont" / "site")

    for language in ("en", "pt"):
        path = store.po_path(language)
        assert path.with_suffix(".mo").read_bytes() == compiled(path)


def test_no_sentence_uses_a_word_we_banned() -> None:
    banned = ("invalide", "veuillez", "désolé", "null", "token", "parse")

    assert [code for code, text in SENTENCES.items() if any(word in text.lower() for word in banned)] == []


def test_a_delivery_becomes_a_module_and_two_catalogues(store: Store, tmp_path: Path) -> None:
    path = delivery(tmp_path, "b.two,Deux {n},Two {n},Dois {n},,,", "a.one,Une,One,Uma,,,")

    odd = merge(store, path, domain="sad")
    compile_all(store)

    module = runpy.run_path(str(tmp_path / "sentences" / "sad.py"))
    assert odd == []
    assert module["SENTENCES"] == {"a.one": "Une", "b.two": "Deux {n}"}
    assert list(module["SENTENCES"]) == ["a.one", "b.two"]
    assert store.po["pt"] == {("Deux {n}", ""): ("Dois {n}", ""), ("Une", ""): ("Uma", "")}
    assert check(store) == []


def test_a_second_delivery_replaces_a_sentence_and_drops_the_old_one(store: Store, tmp_path: Path) -> None:
    merge(store, delivery(tmp_path, "a.one,Une,One,Uma,,,", "b.two,Deux,Two,Dois,,,"), domain="sad")

    odd = merge(store, delivery(tmp_path, "a.one,Un,A,Um,,,"), domain="sad")

    assert odd == ["no longer used, dropped: 'Une'"]
    assert sorted(message[0] for message in store.po["en"]) == ["Deux", "Un"]


def test_a_merge_done_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = delivery(tmp_path, "a.one,Une,One,Uma,,,")
    merge(store, path, domain="sad")
    before = store.po_path("en").read_bytes()

    merge(store, path, domain="sad")

    assert store.po_path("en").read_bytes() == before


def test_holes_that_differ_are_found(store: Store, tmp_path: Path) -> None:
    merge(store, delivery(tmp_path, "a.one,Il y a {n:integer},There are {m:integer},Há {n},,,"), domain="sad")
    compile_all(store)

    wrong = check(store)

    assert len(wrong) == 2
    assert wrong[0].startswith("a.one: holes differ in en")
    assert wrong[1].startswith("a.one: holes differ in pt")


def test_an_old_compiled_catalogue_is_found(store: Store, tmp_path: Path) -> None:
    merge(store, delivery(tmp_path, "a.one,Une,One,Uma,,,"), domain="sad")

    assert [line[:12] for line in check(store)] == ["en: amont.mo", "pt: amont.mo"]


def test_a_row_without_translation_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no pt for a.one"):
        merge(store, delivery(tmp_path, "a.one,Une,One,,,,"), domain="sad")


def test_one_french_sentence_has_one_translation(store: Store, tmp_path: Path) -> None:
    merge(store, delivery(tmp_path, "a.one,Note,Note,Nota,,,"), domain="sad")

    odd = merge(store, delivery(tmp_path, "b.two,Note,Remark,Nota,,,"), domain="tabular")

    assert odd == ["b.two: en differs from a.one: 'Note' 'Remark'"]


def test_french_typography_is_set_by_the_merge() -> None:
    assert polished("L'article « 4,5 » : 38 % ; c'est bas !", language="fr") == (
        "L’article «\u00a04,5\u00a0»\u00a0: 38\u00a0%\u00a0; c’est bas\u00a0!"
    )
    assert polished("It's 38%: low", language="en") == "It’s 38%: low"


def test_a_hole_named_for_its_language_is_one_hole_in_all() -> None:
    assert polished("Critère {title_fr}", language="fr") == "Critère {title}"
    assert polished("Criterion {title_en}", language="en") == "Criterion {title}"


def test_a_long_sentence_is_laid_out_as_the_formatter_would() -> None:
    sentence = "mot " * 60 + "fin."

    lines = entry("a.long", sentence)

    assert lines[0] == '    "a.long": ('
    assert max(len(line) for line in lines) <= 110
    assert eval("{" + "".join(line.strip() + " " for line in lines) + "}") == {"a.long": sentence}
