"""The single administrative document on paper: pages, words, what stands across it."""

from __future__ import annotations

import base64
import re
import zlib
from datetime import date

import pytest

from amont.formats.asycuda import make_sad, read_sad
from amont.formats.printed import Stamped, print_sad
from tests.formats.asycuda.files import complete, tax

DRAFT = Stamped("SNDKR:BRK1:2026:A-7", "SNDKR")
REGISTERED = Stamped("SNDKR:BRK1:2026:A-7", "SNDKR", "2026SNDKRC12", date(2026, 11, 24))


def words_of(pdf: bytes) -> list[str]:
    """The texts of each page, as a reader of PDF selects them."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        page = zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>")))
        texts = re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", page)
        found.append("\n".join(_plain(text) for text in texts))
    return found


def _plain(text: bytes) -> str:
    octal = re.sub(rb"\\([0-7]{3})", lambda sign: bytes([int(sign[1], 8)]), text)
    return re.sub(rb"\\(.)", rb"\1", octal).decode("cp1252")


def sad(count: int, **changes: object) -> bytes:
    row = {"office": "SNDKR", "declaration_type": "IM4", "hs_code": "8703239000", "origin": "FR"} | changes
    return print_sad(make_sad([row] * count), DRAFT)


@pytest.mark.parametrize(("items", "pages"), [(1, 1), (2, 2), (4, 2), (5, 3), (99, 34)])
def test_a_sheet_holds_one_item_and_each_sheet_after_it_three(items: int, pages: int) -> None:
    found = words_of(sad(items))

    assert len(found) == pages
    assert sum(page.count("32 ARTICLE N°") for page in found) == items
    assert f"1/{pages}" in found[0] and f"{pages}/{pages}" in found[-1]


def test_accents_of_french_and_portuguese_are_printed_and_other_scripts_marked() -> None:
    (page,) = words_of(sad(1, description="Moteur d’occasion à Gâteau, peça de automóvel não usada œ Ж"))

    assert "Moteur d’occasion à Gâteau, peça de automóvel não usada œ ?" in page


def test_a_draft_says_so_across_every_page_until_it_is_registered() -> None:
    declaration = make_sad([{"hs_code": "8703239000"}] * 3)

    drafts, final = words_of(print_sad(declaration, DRAFT)), words_of(print_sad(declaration, REGISTERED))

    assert all("PROJET" in page for page in drafts)
    assert not any("PROJET" in page for page in final)
    assert all("N° 2026SNDKRC12 du 24/11/2026" in page for page in final)


def test_taxes_stand_in_box_47_and_what_has_no_room_is_added_up() -> None:
    lines: dict[str, str] = {"Taxation/Item_taxes_amount": "1400"}
    for number in range(1, 8):
        lines |= tax(number, code=f"T{number}", Base="1000", rate="20", amount="200", MP="1")

    (page,) = words_of(print_sad(read_sad(complete({}, lines)).declaration, DRAFT))

    assert [code for code in ("T1", "T5", "T6", "T7") if f"\n{code}\n" in page] == ["T1", "T5"]
    assert "Autres" in page
    assert "\n400\n" in page
    assert "\n1 400\n" in page


def test_a_text_longer_than_its_box_ends_with_dots() -> None:
    (page,) = words_of(sad(1, description="riz brisé parfumé " * 200, loading_place="X" * 200))

    assert page.count("…") == 2


def test_the_same_declaration_gives_the_same_bytes() -> None:
    assert sad(3) == sad(3)


def test_a_document_without_items_is_one_sheet() -> None:
    empty = read_sad(b"<ASYCUDA><Property/></ASYCUDA>").declaration

    assert len(words_of(print_sad(empty, DRAFT))) == 1
