"""What the words of goods say."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.engine.wording.file import NotAWording, WordingChanged, digest_of, from_bytes, to_bytes
from amont.engine.wording.learning import TooFewWords, WordCard, learn
from amont.engine.wording.model import Proposal, Wording
from amont.engine.wording.writing import goods_words

GOODS = {
    "100630": ("RIZ BLANCHI EN SACS", "RICE MILLED 5 PCT BROKEN", "ARROZ BRANQUEADO"),
    "401110": ("PNEUMATIQUES NEUFS POUR VOITURES", "NEW TYRES FOR CARS", "PNEUS NOVOS"),
    "870323": ("VOITURE TOYOTA COROLLA", "MOTOR CAR TOYOTA", "AUTOMOVEL TOYOTA"),
    "300490": ("MEDICAMENTS COMPRIMES", "MEDICINES TABLETS", "MEDICAMENTOS"),
}
ROWS = [
    (date(2026, 1, 1) + timedelta(days=number), text, code)
    for number in range(60)
    for code, texts in GOODS.items()
    for text in texts
]
ITEMS = pl.DataFrame(ROWS, schema=["declared_on", "description", "hs_code"], orient="row")


@pytest.fixture(scope="module")
def taught() -> tuple[Wording, WordCard]:
    return learn(ITEMS, seed=1)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("STC 250 CARTONS DE PNEUS NEUFS 12,5 KG", "DE PNEUS NEUFS"),
        ("Said to contain: 40 sacs riz brisé 50kg", "RIZ BRISE"),
        ("1X40 CONTENEUR DIZ CONTER ARROZ", "ARROZ"),
        ("Vis M8 acier 1000 PCS", "VIS M8 ACIER"),
        ("12 345", ""),
    ],
)
def test_packing_figures_and_units_are_not_words_of_the_goods(written: str, words: str) -> None:
    assert goods_words(written) == words


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("25 ctns pneumatique neuf p/ voiture", "4011"),
        ("Tyre new", "4011"),
        ("ARROZ 50 KG", "1006"),
        ("médicaments divers", "3004"),
        ("TOYOTA COROLA", "8703"),
    ],
)
def test_a_heading_is_proposed_in_french_english_and_portuguese(
    taught: tuple[Wording, WordCard], asked: str, heading: str
) -> None:
    model, _ = taught

    (proposals,) = model.propose([asked])

    assert proposals[0].heading == heading


@pytest.mark.parametrize("asked", ["", "12 KG", "XYLOPHONE", "STC 20 CTNS", "ZZZZ QQQQ WWWW"])
def test_nothing_is_proposed_when_nothing_is_known_of_the_words(
    taught: tuple[Wording, WordCard], asked: str
) -> None:
    model, _ = taught

    assert model.propose([asked]) == [()]


def test_probabilities_fall_and_leave_room_for_none_of_these(taught: tuple[Wording, WordCard]) -> None:
    model, _ = taught

    (proposals,) = model.propose(["VOITURES"], most=4)

    chances = [one.probability for one in proposals]
    assert chances == sorted(chances, reverse=True)
    assert {one.heading for one in proposals} == {"4011", "8703"}
    assert sum(chances) < 1.0


def test_the_card_speaks_of_later_declarations(taught: tuple[Wording, WordCard]) -> None:
    _, card = taught

    assert (card.rows, card.texts, card.headings, card.held_out) == (720, 12, 4, 144)
    assert (card.first_day, card.last_day, card.held_out_from) == ("2026-01-01", "2026-03-01", "2026-02-18")
    assert (card.answered, card.top1, card.top3) == (1.0, 1.0, 1.0)


def test_the_order_of_declarations_changes_nothing(taught: tuple[Wording, WordCard]) -> None:
    model, card = taught

    other, again = learn(ITEMS.sample(fraction=1.0, shuffle=True, seed=5), seed=1)

    assert to_bytes(other, again) == to_bytes(model, card)


def test_a_model_comes_back_from_its_file_as_it_was(taught: tuple[Wording, WordCard]) -> None:
    model, card = taught

    restored, known = from_bytes(to_bytes(model, card))

    asked = ["pneus neufs", "RIZ", "medicine"]
    assert (restored.propose(asked), known) == (model.propose(asked), card)


def altered(data: bytes, member: str, content: bytes, *, honest: bool) -> bytes:
    """The file with one member replaced; the digest follows when honest."""
    with ZipFile(BytesIO(data)) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    parts[member] = content
    if honest:
        del parts["digest.txt"]
        parts["digest.txt"] = digest_of(parts).encode()
    out = BytesIO()
    with ZipFile(out, "w") as bundle:
        for name, part in parts.items():
            bundle.writestr(name, part)
    return out.getvalue()


def array(values: list[int]) -> bytes:
    """An array as a member."""
    out = BytesIO()
    np.save(out, np.array(values, np.int64))
    return out.getvalue()


def test_a_changed_file_is_refused(taught: tuple[Wording, WordCard]) -> None:
    with pytest.raises(WordingChanged):
        from_bytes(altered(to_bytes(*taught), "card.json", b"{}", honest=False))


@pytest.mark.parametrize(
    ("member", "content"),
    [("starts.npy", array([0, 1 << 40])), ("heading.npy", array([9_999])), ("starts.npy", b"no array"),
     ("model.json", b"[]"), ("card.json", b"{}")],
)  # fmt: skip
def test_a_file_whose_places_lead_out_of_it_is_refused_even_with_its_digest(
    taught: tuple[Wording, WordCard], member: str, content: bytes
) -> None:
    with pytest.raises(NotAWording):
        from_bytes(altered(to_bytes(*taught), member, content, honest=True))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_model_or_refused(data: bytes) -> None:
    with pytest.raises(NotAWording):
        from_bytes(data)


def test_too_few_declarations_teach_nothing() -> None:
    with pytest.raises(TooFewWords) as refused:
        learn(ITEMS[:40], seed=1)

    assert refused.value.facts == {"rows": 40, "headings": 4, "least": 50}


def test_a_code_that_is_no_heading_teaches_nothing() -> None:
    odd = pl.DataFrame([(date(2026, 1, 1), "RIZ", "9X")], schema=ITEMS.schema, orient="row")

    _, card = learn(pl.concat([ITEMS, odd]), seed=1)

    assert card.rows == len(ITEMS)


def test_one_of_few_and_a_least_probability_are_asked_for(taught: tuple[Wording, WordCard]) -> None:
    model, _ = taught

    found = model.propose(["RIZ BLANCHI"], most=1, least=0.5)

    assert [[type(one) for one in group] for group in found] == [[Proposal]]
    assert model.propose(["VOITURES"], least=0.999999) == [()]
