"""The sentences and their translations are complete, and the tool that keeps them writes what it reads."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from amont.site.sentences import SENTENCES
from tools.catalogues import ROOT, Store, check, compile_all, main, merge, said_twice, save, stale

HEADS = "code,fr,en,pt,fr_many,en_many,pt_many\n"
PAGE = "security/templates/security/alerts.html"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty house of sentences."""
    (tmp_path / "amont" / "site" / "sentences").mkdir(parents=True)
    return Store(tmp_path / "amont")


def delivery(store: Store, *rows: str, name: str = "words_sad.csv") -> list[Path]:
    path = store.amont.parent / name
    path.write_text(HEADS + "\n".join(rows) + "\n", encoding="utf-8")
    return [path]


def say(store: Store, text: str, *, path: str = PAGE) -> None:
    """Puts a page, or a module, in the house."""
    (store.amont / path).parent.mkdir(parents=True, exist_ok=True)
    (store.amont / path).write_text(text, encoding="utf-8")


def module(store: Store, name: str) -> dict[str, str]:
    found: dict[str, str] = runpy.run_path(str(store.sentences / f"{name}.py"))["SENTENCES"]
    return found


def test_catalogues_hold_what_is_said_today_and_are_compiled() -> None:
    store = Store(ROOT / "amont").load()

    assert [*said_twice(store), *stale(store)] == []


def test_no_sentence_uses_a_word_we_banned() -> None:
    banned = ("invalide", "veuillez", "désolé", "null", "token", "parse")

    assert [code for code, text in SENTENCES.items() if any(word in text.lower() for word in banned)] == []


def test_a_delivery_becomes_a_module_and_its_catalogues(store: Store) -> None:
    path = delivery(store, "b.two,Deux {n},Two {n},Dois {n},,,", "a.one,Une,One,Uma,,,")

    odd = merge(store, path, domain="sad")
    compile_all(store)

    assert odd == []
    assert module(store, "sad") == {"a.one": "Une", "b.two": "Deux {n}"}
    assert list(module(store, "sad")) == ["a.one", "b.two"]
    assert store.po["pt"] == {("Deux {n}", ""): ("Dois {n}", ""), ("Une", ""): ("Uma", "")}
    assert check(store) == []


def test_a_code_goes_beside_its_likes_and_the_first_of_a_room_opens_its_module(store: Store) -> None:
    merge(store, delivery(store, "lane.red,Rouge,Red,Vermelho,,,"), domain="kernel")
    rows = "lane.blue,Bleu,Blue,Azul,,,", "journal.torn,Coupé,Torn,Rasgado,,,", "import.one,Un,One,Um,,,"

    odd = merge(store, delivery(store, *rows, name="words_many.csv"))

    assert odd == []
    assert module(store, "kernel") == {"lane.blue": "Bleu", "lane.red": "Rouge"}
    assert module(store, "journal") == {"journal.torn": "Coupé"}
    assert module(store, "import_words") == {"import.one": "Un"}
    assert "    **journal.SENTENCES," in (store.sentences / "__init__.py").read_text(encoding="utf-8")


def test_labels_stay_among_labels(store: Store) -> None:
    merge(store, delivery(store, "value.low,Valeur basse.,Low.,Baixo.,,,"), domain="learning")
    merge(store, delivery(store, "value.low.label,Valeur,Value,Valor,,,"), domain="labels")

    merge(store, delivery(store, "value.odd,Valeur rare.,Odd.,Raro.,,,", "value.odd.label,Rare,Odd,Raro,,,"))

    assert list(module(store, "learning")) == ["value.low", "value.odd"]
    assert list(module(store, "labels")) == ["value.low.label", "value.odd.label"]


def test_a_second_delivery_replaces_a_sentence_and_drops_the_old_one(store: Store) -> None:
    merge(store, delivery(store, "a.one,Une,One,Uma,,,", "b.two,Deux,Two,Dois,,,"))

    odd = merge(store, delivery(store, "a.one,Un,A,Um,,,"))

    assert odd == ["no longer used, dropped: 'Une'"]
    assert sorted(message[0] for message in store.po["en"]) == ["Deux", "Un"]


def test_a_merge_done_twice_changes_nothing(store: Store) -> None:
    path = delivery(store, "a.one,Une,One,Uma,,,")
    merge(store, path)
    before = store.po_path("en").read_bytes()

    merge(store, path)

    assert store.po_path("en").read_bytes() == before


def test_several_deliveries_are_merged_at_once_and_the_first_word_counts(store: Store) -> None:
    first = delivery(store, "a.one,Une,One,Uma,,,", name="words_a.csv")
    second = delivery(store, "b.two,Une,An item,Uma,,,", "a.one,Un,A,Um,,,", name="words_b.csv")

    odd = merge(store, first + second)

    assert odd == [
        "b.two: en differs from a.one: 'One' 'An item'",
        "words_b.csv:3: a.one is said otherwise in words_a.csv:2",
    ]
    assert module(store, "a") == {"a.one": "Une"}
    assert store.po["en"] == {("Une", ""): ("One", "")}


def test_a_page_finds_its_translations_whatever_the_typography_of_the_delivery(store: Store) -> None:
    say(store, "{% load i18n %}{% blocktranslate %}{{ n }} % de l’envoi{% endblocktranslate %}")

    merge(store, delivery(store, ",%(n)s % de l'envoi,%(n)s% of it,%(n)s% dele,,,"))

    assert store.po["en"] == {("%(n)s %% de l’envoi", ""): ("%(n)s%% of it", "")}
    assert check(store)[0] == f"amont/{PAGE}:1: '%(n)s %% de l’envoi': fr: a no-break space is missing"


def test_the_french_catalogue_holds_plurals_alone(store: Store) -> None:
    say(store, 'label = _("Bureau")\nn = ngettext("%(n)s envoi", "%(n)s envois", 2)\n', path="site/x.py")
    rows = ",%(n)s envoi,%(n)s load,%(n)s carga,%(n)s envois,%(n)s loads,%(n)s cargas", ",Bureau,Desk,Mesa,,,"

    odd = merge(store, delivery(store, *rows))
    compile_all(store)

    french = store.po_path("fr").read_text(encoding="utf-8")
    assert (odd, check(store)) == ([], [])
    assert '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"' in french
    assert french.count("msgid ") == 2  # the head and the plural
    assert 'msgstr[1] "%(n)s envois"' in french


def test_a_text_said_with_and_without_plural_is_one_entry(store: Store) -> None:
    say(store, 'a = _("Envoi")\nb = ngettext("Envoi", "Envois", 2)\n', path="site/x.py")

    merge(store, delivery(store, ",Envoi,Load,Carga,Envois,Loads,Cargas", "a.one,Envoi,Load,Carga,,,"))
    compile_all(store)

    assert store.po["en"] == {("Envoi", "Envois"): ("Load", "Loads")}
    assert check(store) == []


def test_what_no_page_says_any_more_is_told_then_dropped(store: Store) -> None:
    say(store, 'label = _("Bureau")\n', path="site/x.py")
    merge(store, delivery(store, ",Bureau,Desk,Mesa,,,"))
    compile_all(store)
    say(store, "label = 1\n", path="site/x.py")

    told = check(store)
    odd = save(store)

    assert told == ["en: not used: 'Bureau'", "pt: not used: 'Bureau'"]
    assert odd == ["no longer used, dropped: 'Bureau'"]
    assert store.po == {"en": {}, "pt": {}}


def test_nothing_is_dropped_while_a_file_cannot_be_read(store: Store) -> None:
    say(store, 'label = _("Bureau")\n', path="site/x.py")
    merge(store, delivery(store, ",Bureau,Desk,Mesa,,,"))
    say(store, 'label = _("Bureau"\n', path="site/x.py")

    odd = merge(store, [])

    assert [line[:30] for line in odd] == [
        "amont/site/x.py:1: cannot be r",
        "no longer used, kept until eve",
    ]
    assert store.po["en"] == {("Bureau", ""): ("Desk", "")}


def test_holes_that_differ_are_found(store: Store) -> None:
    say(store, 'label = _("%(n)s envois")\n', path="site/x.py")
    rows = (
        "a.one,Il y a {n:integer},There are {m:integer},Há {n},,,",
        ",%(n)s envois,%(m)s loads,%(n)s cargas,,,",
    )
    merge(store, delivery(store, *rows))
    compile_all(store)

    wrong = check(store)

    assert wrong == [
        "amont/site/x.py:1: '%(n)s envois': holes differ in en: n and m",
        "a.one: holes differ in en: n:integer and m:integer; holes differ in pt: n:integer and n",
    ]


def test_french_typography_is_asked_of_pages(store: Store) -> None:
    say(store, "{% translate \"L'envoi : rien\" %}\n{% translate 'Veuillez attendre' %}\n")

    wrong = check(store)

    assert wrong[0].startswith(
        f'amont/{PAGE}:1: "L\'envoi : rien": fr: a no-break space is missing; fr: an apostrophe is written ’'
    )
    assert wrong[1].startswith(f"amont/{PAGE}:2: 'Veuillez attendre': fr: 'Veuillez' is not our word")


def test_an_old_compiled_catalogue_is_found(store: Store) -> None:
    merge(store, delivery(store, "a.one,Une,One,Uma,,,"))

    assert check(store) == [
        f"{language}: django.mo is older than django.po; run --compile" for language in ("fr", "en", "pt")
    ]


def test_a_row_that_cannot_be_used_is_told_and_left_out(store: Store) -> None:
    rows = "a.one,Une,One,,,,", "a.two,Deux, trois,Two,Dois,,,,", ",Un,One,Um,Des,,", "a two,Deux,Two,Dois,,,"

    odd = merge(store, delivery(store, *rows, ",Personne,Nobody,Ninguém,,,"))

    assert odd == [
        "words_sad.csv:2: no pt for 'a.one'",
        "words_sad.csv:3: more cells than columns; quote the texts that hold a comma",
        "words_sad.csv:4: no en for 'Un'",
        "words_sad.csv:5: 'a two' is no code",
        "words_sad.csv:6: 'Personne': no page says it, left out",
    ]


def test_one_french_sentence_has_one_translation(store: Store) -> None:
    merge(store, delivery(store, "a.one,Note,Note,Nota,,,"))

    odd = merge(store, delivery(store, "b.two,Note,Remark,Nota,,,"))

    assert odd == ["b.two: en differs from a.one: 'Note' 'Remark'"]
    assert store.po["en"] == {("Note", ""): ("Note", "")}


def test_the_command_says_what_is_missing_by_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--check"])

    assert (status == 0) == (capsys.readouterr().out == "")
