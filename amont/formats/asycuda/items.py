"""An item of the declaration and the views over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from amont.formats.asycuda.leaves import Leaves
from amont.formats.asycuda.views import Cost, View, block_at, code_at, day_at, number_at, text_at, view


@dataclass(frozen=True, slots=True)
class Packages(View):
    number: Decimal | None = number_at("Packages/Number_of_packages")
    kind: str = code_at("Packages/Kind_of_packages_code")
    kind_name: str = text_at("Packages/Kind_of_packages_name")
    marks: str = text_at("Packages/Marks1_of_packages")
    more_marks: str = text_at("Packages/Marks2_of_packages")


@dataclass(frozen=True, slots=True)
class Tariff(View):
    commodity: str = code_at("Tarification/HScode/Commodity_code")
    precision: str = code_at("Tarification/HScode/Precision_1")
    product: str = text_at("Tarification/HScode/Precision_4")
    preference: str = code_at("Tarification/Preference_code")
    procedure: str = code_at("Tarification/Extended_customs_procedure")
    national_procedure: str = code_at("Tarification/National_customs_procedure")
    quota: str = code_at("Tarification/Quota_code", "Tarification/Quota/QuotaCode")
    price: Decimal | None = number_at("Tarification/Item_price")
    valuation_method: str = code_at("Tarification/Valuation_method_code")

    @property
    def hs_code(self) -> str:
        """Commodity code and Precision_1 without points; the first alone when it is whole already."""
        commodity, precision = (code.replace(".", "") for code in (self.commodity, self.precision))
        return commodity if len(commodity) + len(precision) > 11 else commodity + precision


@dataclass(frozen=True, slots=True)
class Goods(View):
    origin: str = code_at("Goods_description/Country_of_origin_code")
    origin_region: str = code_at("Goods_description/Country_of_origin_region")
    tariff_text: str = text_at("Goods_description/Description_of_goods")
    description: str = text_at("Goods_description/Commercial_Description")


@dataclass(frozen=True, slots=True)
class PreviousDocument(View):
    summary: str = text_at("Previous_doc/Summary_declaration")
    summary_line: str = code_at("Previous_doc/Summary_declaration_sl")
    reference: str = text_at("Previous_doc/Previous_document_reference")
    warehouse: str = code_at("Previous_doc/Previous_warehouse_code")
    licence: str = text_at("Licence_number")


@dataclass(frozen=True, slots=True)
class ItemValue(View):
    gross_kg: Decimal | None = number_at("Valuation_item/Weight_itm/Gross_weight_itm")
    net_kg: Decimal | None = number_at("Valuation_item/Weight_itm/Net_weight_itm")
    total_cost: Decimal | None = number_at("Valuation_item/Total_cost_itm")
    cif: Decimal | None = number_at("Valuation_item/Total_CIF_itm")
    statistical: Decimal | None = number_at("Valuation_item/Statistical_value")
    adjustment: Decimal | None = number_at("Valuation_item/Rate_of_adjustement")
    share: Decimal | None = number_at("Valuation_item/Alpha_coeficient_of_apportionment")
    invoice: Cost = block_at(Cost, "Valuation_item/Item_Invoice/")
    external_freight: Cost = block_at(Cost, "Valuation_item/item_external_freight/")
    internal_freight: Cost = block_at(Cost, "Valuation_item/item_internal_freight/")
    insurance: Cost = block_at(Cost, "Valuation_item/item_insurance/")
    other_cost: Cost = block_at(Cost, "Valuation_item/item_other_cost/")
    deduction: Cost = block_at(Cost, "Valuation_item/item_deduction/")


@dataclass(frozen=True, slots=True)
class TaxLine(View):
    """mode: 1 payable, 0 guaranteed, without leading zeros. rate: a fraction, a percentage or an amount per
    unit, with nothing in the file to tell which."""

    code: str = code_at("Duty_tax_code")
    base: Decimal | None = number_at("Duty_tax_Base")
    rate: Decimal | None = number_at("Duty_tax_rate")
    amount: Decimal | None = number_at("Duty_tax_amount")
    raw_mode: str = code_at("Duty_tax_MP")

    @property
    def mode(self) -> str:
        return self.raw_mode.removesuffix(".0").lstrip("0") or ("0" if self.raw_mode else "")


@dataclass(frozen=True, slots=True)
class Document(View):
    code: str = code_at("Attached_document_code")
    name: str = text_at("Attached_document_name")
    reference: str = text_at("Attached_document_reference")
    on: date | None = day_at("Attached_document_date")


@dataclass(frozen=True, slots=True)
class SupplementaryUnit(View):
    code: str = code_at("Suppplementary_unit_code")
    name: str = text_at("Suppplementary_unit_name")
    quantity: Decimal | None = number_at("Suppplementary_unit_quantity")


@dataclass(frozen=True, slots=True)
class Item:
    """number: its place in the declaration from 1. leaves: everything it holds, paths from the item."""

    number: int
    leaves: Leaves
    line: int | None = field(default=None, compare=False)

    @property
    def path(self) -> str:
        return f"Item[{self.number}]"

    @property
    def packages(self) -> Packages:
        return view(Packages, leaves=self.leaves)

    @property
    def tariff(self) -> Tariff:
        return view(Tariff, leaves=self.leaves)

    @property
    def goods(self) -> Goods:
        return view(Goods, leaves=self.leaves)

    @property
    def previous(self) -> PreviousDocument:
        return view(PreviousDocument, leaves=self.leaves)

    @property
    def value(self) -> ItemValue:
        return view(ItemValue, leaves=self.leaves)

    @property
    def tax_paths(self) -> tuple[str, ...]:
        return self.leaves.blocks("Taxation/Taxation_line")

    @property
    def taxes(self) -> tuple[TaxLine, ...]:
        return tuple(view(TaxLine, leaves=self.leaves, at=f"{at}/") for at in self.tax_paths)

    @property
    def documents(self) -> tuple[Document, ...]:
        blocks = self.leaves.blocks("Attached_documents")
        return tuple(view(Document, leaves=self.leaves, at=f"{at}/") for at in blocks)

    @property
    def units(self) -> tuple[SupplementaryUnit, ...]:
        """The slots that hold something, in order; the first is often the statistical unit."""
        blocks = self.leaves.blocks("Tarification/Supplementary_unit")
        return tuple(view(SupplementaryUnit, leaves=self.leaves, at=f"{at}/") for at in blocks)
