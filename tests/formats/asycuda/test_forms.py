"""The many spellings and shapes of one declaration, and what is kept of them."""

from __future__ import annotations

import pytest

from amont.formats.asycuda import Leaf, read_sad, read_sads, write_sad
from amont.formats.asycuda.structure import ROOT, Element, element_at

SHAPES = {
    "as exported": b"""<ASYCUDA id="7"><Property><Sad_flow>I</Sad_flow></Property>
        <Container><Item_Number>1</Item_Number></Container><Container><Item_Number>2</Item_Number></Container>
        <Item><Tarification><HScode><Commodity_code>8703</Commodity_code></HScode></Tarification></Item>
        <Item><Free_text_1>x</Free_text_1></Item></ASYCUDA>""",
    "with a namespace and other capitals": b"""<a:asycuda xmlns:a="urn:x" xmlns:xsi="urn:i" xsi:l="1" id="7">
        <a:PROPERTY><a:SAD_Flow> I </a:SAD_Flow></a:PROPERTY>
        <a:container><a:item_number>1</a:item_number></a:container>
        <a:container><a:ITEM_NUMBER>2</a:ITEM_NUMBER></a:container>
        <a:item><a:Tarification><a:HS_code><a:commodity_code>8703</a:commodity_code></a:HS_code>
        </a:Tarification></a:item><a:item><b:Free_text_1 c:nil="0">x</b:Free_text_1></a:item></a:asycuda>""",
    "as described by UNCTAD": b"""<ASYCUDA><SAD id="7"><Properties><Sad_flow>I</Sad_flow></Properties>
        <Containers><Container><Item_Number>1</Item_Number></Container>
        <Container><Item_Number>2</Item_Number></Container></Containers></SAD>
        <Items><Item><Tariff><Harmonized_system><Commodity_code>8703</Commodity_code></Harmonized_system></Tariff>
        </Item><Item><Free_text_1>x</Free_text_1></Item></Items></ASYCUDA>""",
    "with Sad as its root": b"""<Sad id="7"><Property><Sad_flow>I</Sad_flow></Property>
        <Container><Item_Number>1</Item_Number></Container><Container><Item_Number>2</Item_Number></Container>
        <Items><Tariff><HScode><Commodity_code>8703</Commodity_code></HScode></Tariff></Items>
        <Items><Free_text_1>x</Free_text_1></Items></Sad>""",
    "beside its items under another root": b"""<Message><Header>x</Header><SAD id="7">
        <Property><Sad_flow>I</Sad_flow></Property><Container><Item_Number>1</Item_Number></Container>
        <Container><Item_Number>2</Item_Number></Container></SAD><Items>
        <Item><Tariff><HScode><Commodity_code>8703</Commodity_code></HScode></Tariff></Item>
        <Item><Free_text_1>x</Free_text_1></Item></Items></Message>""",
    "full of empties": b"""<ASYCUDA id="7"><Export_release><Date_of_exit/><Comments><null/></Comments>
        </Export_release><Property><Sad_flow>I</Sad_flow><Forms/></Property><Container><Item_Number>1</Item_Number>
        <Container_type> </Container_type></Container>
        <Container><Item_Number>2<null/></Item_Number></Container>
        <Item><Attached_documents><Attached_document_code><null/></Attached_document_code></Attached_documents>
        <Tarification><HScode><Commodity_code>8703</Commodity_code></HScode></Tarification></Item>
        <Item><Free_text_1><![CDATA[x]]></Free_text_1></Item><!-- end --></ASYCUDA>""",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_declaration(shape: str) -> None:
    read = read_sad(SHAPES[shape])

    assert [(leaf.path, leaf.value) for leaf in read.declaration.leaves()] == [
        ("@id", "7"),
        ("Property/Sad_flow", "I"),
        ("Container[1]/Item_Number", "1"),
        ("Container[2]/Item_Number", "2"),
        ("Item[1]/Tarification/HScode/Commodity_code", "8703"),
        ("Item[2]/Free_text_1", "x"),
    ]
    assert not read.declaration.unknown()


@pytest.mark.parametrize(
    ("spelled", "canonical"),
    [
        ("Item/Tarification/Supplementary_unit/Supplementary_unit_code", "Suppplementary_unit_code"),
        ("Item/Tarification/Supplementary_unit/Suplementary_unit_quantity", "Suppplementary_unit_quantity"),
        ("Financial/Deferred_payment_reference", "Deffered_payment_reference"),
        ("Item/Valuation_item/Rate_of_adjustment", "Rate_of_adjustement"),
        ("Item/Valuation_item/Alpha_coefficient_of_apportionment", "Alpha_coeficient_of_apportionment"),
        ("Item/Tarification/AI_code", "A.I._code"),
        ("Item/Tarification/Quota/Quota_code", "QuotaCode"),
        ("Item/Tarification/QuotaCode", "Quota_code"),
        ("Item/Taxation/Item_taxes_guaranteed_amount", "Item_taxes_guaranted_amount"),
        ("Item/Taxation/Taxation_line/duty_tax_base", "Duty_tax_Base"),
        ("Item/Valuation_item/Invoice", "Item_Invoice"),
        ("Valuation/Invoice", "Gs_Invoice"),
        ("Valuation/Total_cif", "Total_CIF"),
        ("Identification/Type/General_procedure_code", "Declaration_gen_procedure_code"),
        ("Identification/reciept", "receipt"),
        ("Financial/Financial_transaction/Code_1", "code1"),
        ("Supplier_documents/Invoice_supplier_email_address", "Invoice_suppliert_email_address"),
        ("Suppliers_documents", "Suppliers_documents"),
        ("Supplier_documents", "Supplier_documents"),
    ],
)
def test_a_right_or_wrong_spelling_is_the_standard_element(spelled: str, canonical: str) -> None:
    element = element_at(spelled)

    assert element is not None
    assert element.name == canonical


def test_no_two_elements_of_the_outline_are_taken_for_each_other() -> None:
    def walk(parent: Element) -> None:
        for child in {id(each): each for each in parent.children.values()}.values():
            assert parent.child(child.name) is child
            walk(child)

    walk(ROOT)


def test_documents_inside_a_wrapper_count_as_documents() -> None:
    data = b"""<ASYCUDA><Item><Attached_documents>
        <Attached_document><Attached_document_code>380</Attached_document_code></Attached_document>
        <Attached_document><Attached_document_code>2501</Attached_document_code></Attached_document>
        </Attached_documents></Item></ASYCUDA>"""

    item = read_sad(data).declaration.items[0]

    assert [document.code for document in item.documents] == ["380", "2501"]


def test_unknown_elements_are_kept_in_their_order_and_written_back() -> None:
    data = b"""<ASYCUDA>note<RFCV date="30/09/2025">RCS1</RFCV><RFCV>RCS2</RFCV>
        <Identification><FDI_number>25</FDI_number></Identification>
        <Item><Vehicle><Chassis>LRFPC</Chassis></Vehicle></Item><Last>z</Last></ASYCUDA>"""

    read = read_sad(data)

    assert read.declaration.unknown() == (
        Leaf("RFCV/@date", "30/09/2025"),
        Leaf("RFCV", "RCS1"),
        Leaf("RFCV[2]", "RCS2"),
        Leaf("Identification/FDI_number", "25"),
        Leaf("Item[1]/Vehicle/Chassis", "LRFPC"),
        Leaf("Last", "z"),
        Leaf("", "note"),
    )
    assert read_sad(write_sad(read.declaration)).declaration == read.declaration
    noted = [finding.path for finding in read.findings if finding.code == "sad.unknown_element"]
    assert noted == [
        "RFCV/@date",
        "RFCV",
        "Identification/FDI_number",
        "Last",
        "ASYCUDA",
        "Item[1]/Vehicle/Chassis",
    ]


def test_an_empty_slot_keeps_the_place_of_the_next_one() -> None:
    data = b"""<ASYCUDA><Item/><Item><Tarification>
        <Supplementary_unit><Suppplementary_unit_code><null/></Suppplementary_unit_code></Supplementary_unit>
        <Supplementary_unit><Suppplementary_unit_code>KGM</Suppplementary_unit_code></Supplementary_unit>
        </Tarification></Item></ASYCUDA>"""

    declaration = read_sad(data).declaration

    assert [leaf.path for leaf in declaration.leaves()] == [
        "Item[2]/Tarification/Supplementary_unit[2]/Suppplementary_unit_code"
    ]
    assert read_sad(write_sad(declaration)).declaration == declaration


def test_codes_lose_their_line_breaks_and_addresses_keep_their_lines() -> None:
    data = b"""<ASYCUDA><Identification><Office_segment><Customs_clearance_office_code>AL11
        0000</Customs_clearance_office_code></Office_segment></Identification><Traders><Consignee>
        <Consignee_name>4 U 6
           12 RUE &amp; CO
        DAKAR</Consignee_name></Consignee></Traders></ASYCUDA>"""

    declaration = read_sad(data).declaration

    assert declaration.identification.office == "AL110000"
    assert declaration.traders.consignee_name == "4 U 6\n12 RUE & CO\nDAKAR"


def test_a_file_of_several_declarations_gives_each_of_them() -> None:
    one = b"<ASYCUDA id='%d'><Item><Free_text_1>%d</Free_text_1></Item></ASYCUDA>"
    pair = b"<SAD id='%d'><Property/></SAD><Items><Item><Free_text_1>%d</Free_text_1></Item></Items>"

    for root, each in ((b"Batch", one), (b"ASYCUDA", one), (b"ASYCUDA", pair), (b"SADs", pair)):
        reads = read_sads(b"<%s>%s%s</%s>" % (root, each % (1, 1), each % (2, 2), root))

        assert [read.declaration.header.text("@id") for read in reads] == ["1", "2"]
        assert [read.declaration.items[0].leaves.text("Free_text_1") for read in reads] == ["1", "2"]
