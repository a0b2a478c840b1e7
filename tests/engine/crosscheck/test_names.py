"""Names of operators and persons, written by different hands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.engine.crosscheck.parts import Parts, parts_of
from amont.engine.crosscheck.rarity import FLOOR, UNCOUNTED, counted
from amont.engine.crosscheck.register import Agreed, How, agreement, register_of
from amont.engine.crosscheck.sounds import bones_of, sound_of
from amont.engine.crosscheck.spellings import known_spellings
from amont.engine.crosscheck.writing import words_of
from bench.names import FILE, RECALLS, families, figures, trial

KNOWN = known_spellings()
WORDS = [
    "N'DIAYE",
    "Ndiaye",
    "ZOKABE",
    "ZOKABEH",
    "MAMADOU",
    "KOFI",
    "DIOP",
    "SARL",
    "STE",
    "ET FILS",
    "A",
    "N",
]
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Sté N’Diaye & Frères S.A.R.L.", ("STE", "NDIAYE", "ET", "FRERES", "SARL")),
        ("N-GUEMA M'Balla", ("NGUEMA", "MBALLA")),
        ("Koné/Traoré", ("KONE", "TRAORE")),
        ("GROUPEMENT D'INTÉRÊT", ("GROUPEMENT", "D", "INTERET")),
    ],
)
def test_a_name_is_read_as_its_words_without_accents_dots_or_particles(
    written: str, words: tuple[str, ...]
) -> None:
    assert words_of(written) == words


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("STE NDIAYE ET FRERES SARL", Parts(("NDIAYE",), ("SARL",), ("FRERES",))),
        ("Ets Zokabé Imp-Exp", Parts(("ZOKABE",), (), ("IMPORT EXPORT",))),
        ("ZOKABE I/E S A R L", Parts(("ZOKABE",), ("SARL",), ("IMPORT EXPORT",))),
        ("El Hadji Oumar SY", Parts(("OUMAR", "SY"), (), ())),
        ("COM GEN SARL", Parts(("COM", "GEN", "SARL"), ("SARL",), ("COMMERCE GENERAL",), True)),
    ],
)  # fmt: skip
def test_legal_form_trade_and_title_are_told_from_the_words_that_name(written: str, parts: Parts) -> None:
    assert parts_of(written, KNOWN) == parts


@pytest.mark.parametrize(
    ("one", "other", "sound"),
    [
        ("KOUAME", "KWAME", "KUAME"),
        ("DIALLO", "JALLOW", "JALO"),
        ("TOURE", "TURAY", "TURE"),
        ("GUEYE", "GEYE", "GEIE"),
        ("NDIAYE", "NDJAYE", "NJAIE"),
    ],
)
def test_spellings_of_french_and_english_hands_sound_the_same(one: str, other: str, sound: str) -> None:
    assert (sound_of(one), sound_of(other)) == (sound, sound)


@pytest.mark.parametrize(("one", "other"), [("GUEYE", "GAYE"), ("SEKOU", "SEYDOU"), ("SOW", "SO")])
def test_neighbours_that_are_not_one_name_sound_different(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)


def test_hands_that_confuse_voiced_sounds_keep_the_same_bones() -> None:
    assert bones_of(sound_of("MOHAMED")) == bones_of(sound_of("MAHAMET")) == "MMT"


def test_a_firm_is_found_again_under_another_way_to_write_it() -> None:
    register = register_of(["STE NDIAYE ET FRERES SARL", "ETS KONE"], ["1", "2"], rarity=UNCOUNTED)

    (found,) = register.match(["SOCIETE N'DIAYE & FRERES"], least=0.5)

    assert [(one.key, one.certainty, one.agreed) for one in found] == [
        ("1", 0.767303462, (Agreed("NDIAYE", "NDIAYE", How.SAME),))
    ]


def test_relatives_are_not_taken_for_one_person() -> None:
    (certain,) = agreement(["KOFFI ZOKABE"], ["MARIAMA ZOKABE"])

    assert certain == 0.000090792


@pytest.mark.parametrize(
    ("asked", "found", "agreed"),
    [
        ("M. ZOKABE", "MARIAMA ZOKABE", (("M", "MARIAMA", How.INITIAL), ("ZOKABE", "ZOKABE", How.SAME))),
        ("N DIAYE ZOKABE", "NDIAYE ZOKABE", (("NDIAYE", "NDIAYE", How.SAME), ("ZOKABE", "ZOKABE", How.SAME))),
        ("JOP ZOKABE", "ZOKABE DIOP", (("JOP", "DIOP", How.FAMILY), ("ZOKABE", "ZOKABE", How.SAME))),
        ("ZOUKABEH OUSMANE", "ZOKABE", (("ZOUKABEH", "ZOKABE", How.SOUND),)),
    ],
)  # fmt: skip
def test_an_answer_says_which_words_agree_and_how(
    asked: str, found: str, agreed: tuple[tuple[str, str, How], ...]
) -> None:
    register = register_of([found, "SEYDOU FALL"], ["1", "2"])

    (candidates,) = register.match([asked], least=0.0)

    first = candidates[0]
    assert (first.key, tuple((one.asked, one.found, one.how) for one in first.agreed)) == ("1", agreed)


def test_a_name_that_everyone_bears_says_less_than_a_rare_one() -> None:
    people = [f"DIOP {word}" for word in ("FALL", "SARR", "FAYE", "SENE", "THIAM")] * 2_000
    rarity = counted([parts_of(name, KNOWN) for name in [*people, "ZOKABE FALL"]], KNOWN)

    common, rare = agreement(["DIOP", "ZOKABE"], ["DIOP", "ZOKABE"], rarity=rarity)

    assert (rarity.share("DIOP", KNOWN), rarity.share("ZOKABE", KNOWN)) == (
        pytest.approx((10_000 + 5) / 10_501),
        pytest.approx((1 + 0.25) / 10_501),
    )
    assert (common, rare) == (0.001048475, 0.893626074)


def test_a_word_never_seen_in_a_long_register_is_held_no_rarer_than_the_floor() -> None:
    assert counted([parts_of("DIOP", KNOWN)] * 100_000, KNOWN).share("ZOKABE", KNOWN) == FLOOR == 0.00005


def test_a_name_of_trade_words_alone_identifies_nobody() -> None:
    register = register_of(["COMMERCE GENERAL SARL"], ["1"])

    (found,) = register.match(["ETS COM GEN SARL"])

    assert found == ()


def test_a_short_name_is_not_crowded_out_by_longer_ones_that_hold_it() -> None:
    crowd = [f"ZOKABE {chr(65 + number // 26)}{chr(65 + number % 26)}LIMO" for number in range(400)]
    register = register_of([*crowd, "STE ZOUKABEH"], [str(number) for number in range(401)], rarity=UNCOUNTED)

    (found,) = register.match(["ZOKABE SARL"], least=0.3)

    assert [one.key for one in found] == ["400"]


def test_holders_of_one_name_all_come_back() -> None:
    register = register_of(["Koffi Zokabé", "KOFFI ZOKABE", "AYA FALL"], ["b", "a", "c"], rarity=UNCOUNTED)

    (found,) = register.match(["KOFFI ZOKABE"])

    assert [(one.key, one.name) for one in found] == [("a", "KOFFI ZOKABE"), ("b", "Koffi Zokabé")]


def test_a_register_without_names_and_a_name_without_words_find_nothing() -> None:
    assert register_of([], []).match(["ZOKABE"]) == [()]
    assert register_of(["ZOKABE", "..."], ["1", "2"]).match(["", "---"], least=0.0) == [(), ()]


@given(names, names)
def test_two_names_agree_as_much_from_either_side(one: str, other: str) -> None:
    assert agreement([one], [other]).tolist() == agreement([other], [one]).tolist()


@given(st.permutations(["MAMADOU", "ZOKABE", "KOFI"]), st.permutations(["ZOKABEH", "MAMADU", "DIOP"]))
def test_the_order_of_words_changes_nothing(one: list[str], other: list[str]) -> None:
    straight = agreement(["MAMADOU ZOKABE KOFI"], ["ZOKABEH MAMADU DIOP"])

    assert agreement([" ".join(one)], [" ".join(other)]).tolist() == straight.tolist()


@given(st.permutations(["MAMADOU ZOKABE", "M. ZOKABEH", "STE ZOKABE SARL", "KOFI DIOP", "A. DIOP", "DIOP"]))
def test_the_order_of_a_register_changes_nothing(order: list[str]) -> None:
    asked = ["ZOKABE MAMADOU", "KOFFI DIOP"]
    straight = register_of(sorted(order), sorted(order)).match(asked, least=0.0)

    assert register_of(order, order).match(asked, least=0.0) == straight


@given(names, names)
def test_a_register_gives_the_certainty_of_the_pair(one: str, other: str) -> None:
    (found,) = register_of([one], ["1"], rarity=UNCOUNTED).match([other], least=0.0)

    assert [candidate.certainty for candidate in found] in ([], agreement([other], [one]).tolist())


def test_the_product_knows_every_other_family_and_no_other() -> None:
    if not FILE.exists():
        pytest.skip(f"no variants of names: {FILE} is absent")
    product, kept_out, _ = families()

    spelled = {frozenset(words_of(word)[0] for word in group if len(words_of(word)) == 1)
               for kind in product.values() for group in kind}  # fmt: skip
    assert set(KNOWN.families) == spelled
    assert not {word for kind in kept_out.values() for group in kind for word in group} & set(KNOWN.family_of)


def test_names_kept_out_are_told_apart_better_than_by_a_ratio_of_letters() -> None:
    if not FILE.exists():
        pytest.skip(f"no variants of names: {FILE} is absent")

    for pairs in trial(kept_out=True).values():
        own, *peers = (dict(line) for line in figures(pairs).values())
        assert all(own[recall] > peer[recall] for peer in peers for recall in RECALLS)
