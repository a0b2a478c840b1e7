"""What a description says beside the goods."""

import pytest

from amont.engine.wording.said import Said, said_of


@pytest.mark.parametrize(
    "written",
    ["GENERAL CARGO", "Marchandises diverses", "STC 40 CTNS FAK", "DIVERS", "CARGA GERAL 20 VOLUMES",
     "1 X 40 FCL", "CONSOLIDATED CARGO", "", "FREIGHT ALL KINDS AND GENERAL GOODS"],
)  # fmt: skip
def test_words_that_hide_the_goods_are_vague(written: str) -> None:
    assert said_of(written).is_vague


@pytest.mark.parametrize(
    "written",
    [
        "RIZ ET MARCHANDISES DIVERSES",
        "EFFETS PERSONNELS",
        "TOYOTA USED PARTS",
        "JTDBR32E720123456",
        "UN 1203",
    ],
)
def test_words_that_say_something_are_not_vague(written: str) -> None:
    assert not said_of(written).is_vague


def test_a_description_says_which_vague_words_it_hides_behind() -> None:
    assert said_of("Riz, Marchandises diverses et divers").hides_behind == ("MARCHANDISES DIVERSES", "DIVERS")


@pytest.mark.parametrize("written", ["Used personal effects", "effets personnels", "OBJECTOS PESSOAIS"])
def test_personal_effects_are_known_in_three_languages(written: str) -> None:
    assert said_of(written).says_personal_effects


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("NITRATE D'AMMONIUM", ()),
        ("PAINT UN1263 CLASS 3", ("1263",)),
        ("UN NO. 2794 BATTERIES", ("2794",)),
        ("Líquido inflamável", ()),
    ],
)
def test_dangerous_goods_are_known_by_word_or_number(written: str, numbers: tuple[str, ...]) -> None:
    said = said_of(written)

    assert (said.says_dangerous, said.un_numbers) == (True, numbers)


def test_a_used_vehicle_is_read_with_its_chassis() -> None:
    assert said_of("1 véhicule d'occasion TOYOTA VIN: JTDBR32E720123456") == Said(
        is_vague=False,
        hides_behind=(),
        says_personal_effects=False,
        says_dangerous=False,
        says_used_vehicle=True,
        un_numbers=(),
        chassis=("JTDBR32E720123456",),
    )


@pytest.mark.parametrize(
    "written", ["12345678901234567", "ABCDEFGHJKLMNPRST", "JTDBR32E72012345", "UN PNEU 1263"]
)
def test_other_long_numbers_are_neither_chassis_nor_dangerous(written: str) -> None:
    said = said_of(written)

    assert (said.chassis, said.un_numbers, said.says_dangerous) == ((), (), False)
