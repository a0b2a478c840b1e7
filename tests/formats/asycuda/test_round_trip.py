"""What is written is what was read, for any declaration that XML can carry."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.asycuda import Declaration, Leaf, Leaves, read_sad, write_sad
from amont.formats.asycuda.errors import Unwritable
from amont.formats.asycuda.structure import ITEM, ROOT, Element
from tests.formats.asycuda.files import declaration


def places(element: Element, path: str = "") -> list[str]:
    """Every place of the outline that holds a value, `[{}]` where an index belongs."""
    found = []
    for child in {id(each): each for each in element.children.values()}.values():
        step = f"{path}/{child.name}".lstrip("/") + ("[{}]" if child.repeated else "")
        if child is not ITEM:
            found += places(child, step) or [step]
    return found


signs = st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("<>&\"'\n\t\r")
values = st.text(signs, min_size=1, max_size=12).map(str.strip).filter(bool)
names = st.from_regex(r"[A-Z]x[a-z]{1,5}", fullmatch=True)


def paths(element: Element) -> st.SearchStrategy[str]:
    known = st.builds(str.format, st.sampled_from(places(element)), *[st.integers(1, 3)] * 2)
    unknown = st.builds("{}/{}".format, names, names) | names | st.builds("{}/@{}".format, names, names)
    return known | unknown


def blocks(element: Element) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(paths(element), values, max_size=12)


declarations = st.builds(
    lambda header, items: declaration(header, *items), blocks(ROOT), st.lists(blocks(ITEM), max_size=4)
)


@given(declarations)
@settings(max_examples=200, deadline=None)
def test_any_declaration_keeps_every_value_and_comes_back_equal(one: Declaration) -> None:
    first = read_sad(write_sad(one)).declaration

    assert {(leaf.path, leaf.value) for leaf in first.leaves()} == {
        (leaf.path, leaf.value) for leaf in one.leaves()
    }
    assert read_sad(write_sad(first)).declaration == first


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("Property/Place_of_declaration", "a\x00b"),
        ("Property/Place_of_declaration", "a\ud800b"),
        ("Property/Pl ace", "a"),
        ("Property[0]/Sad_flow", "I"),
        ("Property[x]/Sad_flow", "I"),
        ("Container/Item_Number", "1"),
    ],
)
def test_what_xml_cannot_carry_is_refused_with_its_place(path: str, value: str) -> None:
    with pytest.raises(Unwritable) as refusal:
        write_sad(Declaration(Leaves((Leaf(path, value),))))

    assert refusal.value.facts["path"] == path


def test_a_file_is_written_with_the_standard_s_names() -> None:
    data = write_sad(declaration({"Property/Sad_flow": "I"}, {"Free_text_1": "é & <b>"}))

    assert data.decode() == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        "<ASYCUDA>\n"
        "  <Property>\n"
        "    <Sad_flow>I</Sad_flow>\n"
        "  </Property>\n"
        "  <Item>\n"
        "    <Free_text_1>é &amp; &lt;b&gt;</Free_text_1>\n"
        "  </Item>\n"
        "</ASYCUDA>\n"
    )


def test_blocks_after_the_items_stay_after_them() -> None:
    data = b"""<ASYCUDA><Property><Sad_flow>I</Sad_flow></Property><Item><Free_text_1>x</Free_text_1></Item>
        <Container><Item_Number>1</Item_Number></Container></ASYCUDA>"""

    one = read_sad(data).declaration

    assert [leaf.path for leaf in one.leaves()] == [
        "Property/Sad_flow",
        "Item[1]/Free_text_1",
        "Container[1]/Item_Number",
    ]
    assert read_sad(write_sad(one)).declaration == one
