"""The elements of the declaration: canonical names, other spellings, and what each value is.

Source: UNCTAD ASYCUDA World SAD as exported by its versions 4, and the <SAD>/<Items> form of UNCTAD's
message description. The standard's own misspellings are the canonical names. What is not listed is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from amont.formats.xml.names import fold


class Content(Enum):
    """What a value is; the sign is its prefix in the outline below."""

    TEXT = ""
    NUMBER = "#"
    DAY = "@"
    COUNTRY = "^"
    CURRENCY = "$"
    TERMS = "%"


@dataclass(slots=True, eq=False)
class Element:
    """One place in the tree. repeated: may stand many times, so its path always carries an index."""

    name: str
    content: Content = Content.TEXT
    repeated: bool = False
    children: dict[str, Element] = field(default_factory=dict)

    def child(self, tag: str) -> Element | None:
        """The element that a tag means here, whatever its capitals; None when it is not listed."""
        return self.children.get(fold(tag))


# A line is `places: children`. A child is [* repeated][kind of value] name [=other spelling].
_COST = "#Amount_national_currency=Amount_national #Amount_foreign_currency=Amount_foreign \
$Currency_code Currency_name #Currency_rate"
_OUTLINE = f"""
: Export_release Assessment_notice Global_taxes Property=Properties Identification Traders Declarant
: General_information Transport Financial Warehouse Transit Valuation *Item=Items
: *Container=Containers *Prev_decl
: *PreviousItem
: *Supplier_documents *Suppliers_documents Vehicle_List SW_scans_general_segment *SW_scans_items
Export_release: @Date_of_exit Time_of_exit Actual_office_of_exit_code Actual_office_of_exit_name
Export_release: Exit_reference
Export_release: Comments
Assessment_notice: *Item_tax_total Registration_year Assessment_year #Total_item_taxes Statement_number
Assessment_notice: @Statement_date Statement_serial Items_taxes Global_taxes
Assessment_notice/Items_taxes: *Item_tax
Assessment_notice/Items_taxes/Item_tax: Tax_code Tax_description #Tax_amount Tax_mop
Assessment_notice/Global_taxes Global_taxes: *Global_tax_item
Property: Sad_flow Forms Nbers Place_of_declaration @Date_of_declaration Selected_page
Property/Forms: #Number_of_the_form #Total_number_of_forms
Property/Nbers: #Number_of_loading_lists=Number_of_loading_list #Total_number_of_items
Property/Nbers: #Total_number_of_packages
Property/Nbers: Package_type
Identification: Office_segment Type Manifest_reference_number Registration Assessment receipt=reciept
Identification: #Total_number_of_packages
Identification/Office_segment: Customs_clearance_office_code Customs_Clearance_office_name
Identification/Type: Type_of_declaration Declaration_gen_procedure_code=General_procedure_code
Identification/Type: Type_of_transit_document
Identification/Registration Identification/Assessment Identification/receipt: Serial_number Number @Date
Traders: Exporter Consignee Financial
Traders/Exporter: Exporter_code Exporter_name
Traders/Consignee: Consignee_code Consignee_name
Traders/Financial: Financial_code Financial_name
Declarant: Declarant_code Declarant_name Declarant_representative Reference
Declarant/Reference: Year=Reference_year Number=Reference_number
General_information: Country Value_details CAP Additional_information Comments_free_text
General_information/Country: ^Country_first_destination ^Trading_country Export Destination
General_information/Country: Country_of_origin_name
General_information/Country/Export: ^Export_country_code Export_country_name Export_country_region
General_information/Country/Destination: ^Destination_country_code Destination_country_name
General_information/Country/Destination: Destination_country_region
Transport: Means_of_transport Container_flag Single_waybill_flag Delivery_terms Border_office
Transport: Place_of_loading
Transport: Location_of_goods Location_of_goods_address
Transport/Means_of_transport: Departure_arrival_information Border_information Inland_mode_of_transport
Transport/Means_of_transport/Departure_arrival_information: Identity ^Nationality
Transport/Means_of_transport/Border_information: Identity ^Nationality Mode
Transport/Delivery_terms: %Code Place Situation
Transport/Border_office: Code Name
Transport/Place_of_loading: Code Name Country
Financial: Financial_transaction Bank Terms #Total_invoice Deffered_payment_reference=Deferred_payment
Financial: Mode_of_payment
Financial: Amounts
Financial: Guarantee
Financial/Financial_transaction: code1 code2
Financial/Bank: Code Name Branch Reference
Financial/Terms: Code Description
Financial/Amounts: #Total_manual_taxes #Global_taxes #Totals_taxes=Total_taxes
Financial/Guarantee: Name #Amount @Date Excluded_country
Financial/Guarantee/Excluded_country: Code Name
Warehouse: Identification Delay
Transit: Principal Signature Destination Seals Result_of_control Time_limit Officer_name
Transit/Principal: Code Name Representative
Transit/Signature: Place @Date
Transit/Destination: Office Country
Transit/Seals: Number Identity
Valuation: Calculation_working_mode Weight #Total_cost #Total_CIF Gs_Invoice=Invoice Total=Totals
Valuation: Gs_external_freight=External_freight Gs_internal_freight=Internal_freight
Valuation: Gs_insurance=Insurance
Valuation: Gs_other_cost=Other_cost Gs_deduction=Deduction
Valuation/Weight: #Gross_weight
Valuation/Gs_Invoice Valuation/Gs_external_freight Valuation/Gs_internal_freight: {_COST}
Valuation/Gs_insurance Valuation/Gs_other_cost Valuation/Gs_deduction: {_COST}
Valuation/Total: #Total_invoice #Total_weight
Item: *Attached_documents=Attached_document *Suppliers_link Packages IncoTerms Tarification=Tariff
Item: Goods_description Previous_doc=Previous_document Licence_number=License_number
Item: #Amount_deducted_from_licence=Amount_deducted_from_license Free_text_1 Free_text_2 Taxation
Item: Valuation_item
Item: #Quantity_deducted_from_licence=Quantity_deducted_from_license *write_off_unit
Item/Attached_documents: Attached_document_code Attached_document_name Attached_document_reference
Item/Attached_documents: @Attached_document_date Attached_document_from_rule Attached_document_Authority
Item/Suppliers_link: Suppliers_link_code
Item/Packages: #Number_of_packages Marks1_of_packages Marks2_of_packages Kind_of_packages_code
Item/Packages: Kind_of_packages_name
Item/IncoTerms: %Code Place
Item/Tarification: Tarification_data HScode=Harmonized_system Preference_code Extended_customs_procedure
Item/Tarification: National_customs_procedure Quota_code Quota *Supplementary_unit #Item_price
Item/Tarification: Tax_relief_code
Item/Tarification: Valuation_method_code Value_item Attached_doc_item A.I._code
Item/Tarification/HScode: Commodity_code Precision_1 Precision_2 Precision_3 Precision_4
Item/Tarification/Quota: QuotaCode QuotaId QuotaItem
Item/Tarification/Quota/QuotaItem: ItmNbr
Item/Tarification/Supplementary_unit: Supplementary_unit_rank Suppplementary_unit_code
Item/Tarification/Supplementary_unit: Suppplementary_unit_name
Item/Tarification/Supplementary_unit: #Suppplementary_unit_quantity
Item/Goods_description: ^Country_of_origin_code Country_of_origin_region Description_of_goods
Item/Goods_description: Commercial_Description
Item/Previous_doc: Summary_declaration Summary_declaration_sl Previous_document_reference
Item/Previous_doc: Previous_warehouse_code
Item/Taxation: #Item_taxes_amount #Item_taxes_guaranted_amount Item_taxes_mode_of_payment
Item/Taxation: Counter_of_normal_mode_of_payment #Displayed_item_taxes_amount *Taxation_line
Item/Taxation/Taxation_line: Duty_tax_code #Duty_tax_Base #Duty_tax_rate #Duty_tax_amount Duty_tax_MP
Item/Taxation/Taxation_line: Duty_tax_Type_of_calculation
Item/Valuation_item: Weight_itm=Weight #Total_cost_itm #Total_CIF_itm
Item/Valuation_item: #Rate_of_adjustement=Rate_of_adjustment
Item/Valuation_item: #Statistical_value #Alpha_coeficient_of_apportionment Item_Invoice=Invoice
Item/Valuation_item: Market_valuer
Item/Valuation_item: item_external_freight=External_freight item_internal_freight=Internal_freight
Item/Valuation_item: item_insurance=Insurance item_other_cost=Other_cost item_deduction=Deduction
Item/Valuation_item/Weight_itm: #Gross_weight_itm=Gross_weight #Net_weight_itm=Net_weight
Item/Valuation_item/Item_Invoice Item/Valuation_item/item_external_freight: {_COST}
Item/Valuation_item/item_internal_freight Item/Valuation_item/item_insurance: {_COST}
Item/Valuation_item/item_other_cost Item/Valuation_item/item_deduction: {_COST}
Item/Valuation_item/Market_valuer: #Rate $Currency_code #Currency_amount Basis_description #Basis_amount
Item/write_off_unit: write_off_unit_code #write_off_unit_qty
Container: Item_Number Container_identity Container_type Empty_full_indicator #Gross_weight
Container: Goods_description
Container: Packages_type #Packages_number #Packages_weight
Prev_decl: Prev_decl_office_code Prev_decl_reg_year Prev_decl_reg_serial Prev_decl_reg_number
Prev_decl: Prev_decl_item_number Prev_decl_HS_code Prev_decl_HS_prec Prev_decl_HS_spec
Prev_decl: ^Prev_decl_country_origin
Prev_decl: #Prev_decl_number_packages #Prev_decl_weight #Prev_decl_supp_quantity #Prev_decl_ref_value
Prev_decl: Prev_decl_current_item #Prev_decl_number_packages_written_off #Prev_decl_weight_written_off
Prev_decl: #Prev_decl_supp_quantity_written_off #Prev_decl_ref_value_written_off
PreviousItem: #Packages_number #Previous_Packages_number Hs_code Commodity_code Previous_item_number
PreviousItem: ^Goods_origin
PreviousItem: #Net_weight #Prev_net_weight Prev_reg_ser Prev_reg_nbr Prev_reg_dat Prev_reg_cuo flag
PreviousItem: #Suplementary_Quantity #Preveious_suplementary_quantity=Previous_supplementary_quantity
PreviousItem: #Current_value #Previous_value Current_item_number
Supplier_documents Suppliers_documents: Invoice_supplier_name Invoice_supplier_country
Supplier_documents Suppliers_documents: Invoice_supplier_city
Supplier_documents Suppliers_documents: Invoice_supplier_street Invoice_supplier_telephone
Supplier_documents Suppliers_documents: Invoice_supplier_fax
Supplier_documents Suppliers_documents: Invoice_supplier_zip_code
Supplier_documents Suppliers_documents: Invoice_suppliert_email_address=Invoice_supplier_email_address
Supplier_documents Suppliers_documents: Suppliers_document_itmlink Suppliers_document_code
Supplier_documents Suppliers_documents: Suppliers_document_name
Supplier_documents Suppliers_documents: Suppliers_document_country Suppliers_document_city
Supplier_documents Suppliers_documents: Suppliers_document_street Suppliers_document_telephone
Supplier_documents Suppliers_documents: Suppliers_document_fax Suppliers_document_zip_code
Supplier_documents Suppliers_documents: Suppliers_document_invoice_nbr #Suppliers_document_invoice_amt
Supplier_documents Suppliers_documents: Suppliers_document_type_code @Suppliers_document_date
SW_scans_general_segment SW_scans_items: Item_number @Document_reference_date Document_reference
SW_scans_general_segment SW_scans_items: Document_type_code Document_type_name Document_id
"""


def _grow(outline: str) -> Element:
    """The outline as a tree. Raises KeyError when a place is described before its parent: a fault of ours."""
    root = Element("")
    for line in filter(None, outline.splitlines()):
        places, _, children = line.partition(":")
        for place in places.split() or [""]:
            parent = root
            for name in filter(None, place.split("/")):
                parent = parent.children[fold(name)]
            for entry in children.split():
                _sprout(parent, entry)
    return root


def _sprout(parent: Element, entry: str) -> None:
    names = entry.lstrip("*#@^$%")
    signs = entry.removesuffix(names)
    name, *others = names.split("=")
    element = Element(name, Content(signs.replace("*", "")), "*" in signs)
    for spelling in (name, *others):
        if parent.children.setdefault(fold(spelling), element) is not element:
            raise KeyError(f"{parent.name}/{spelling} is listed twice")


ROOT = _grow(_OUTLINE)
ITEM = ROOT.children["item"]


@lru_cache(maxsize=16384)
def element_at(path: str) -> Element | None:
    """The listed element at a path such as `Item[3]/Packages`; None when it is not listed."""
    at: Element | None = ROOT
    for step in path.split("/"):
        at = at.child(step.partition("[")[0]) if at else None
    return at


def is_unknown(path: str) -> bool:
    """Whether a full path is not listed, or holds text where elements are expected. `@id` is known."""
    if path == "@id":
        return False
    element = element_at(path)
    return element is None or bool(element.children)
