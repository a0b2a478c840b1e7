"""The declaration: everything that was read, with views over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from amont.formats.asycuda.items import Item
from amont.formats.asycuda.leaves import Leaf, Leaves
from amont.formats.asycuda.structure import is_unknown
from amont.formats.asycuda.views import (
    Countries,
    Declarant,
    Financial,
    Identification,
    Property,
    Traders,
    Transit,
    Transport,
    Valuation,
    View,
    code_at,
    number_at,
    text_at,
    view,
)


@dataclass(frozen=True, slots=True)
class Container(View):
    item: str = code_at("Item_Number")
    number: str = code_at("Container_identity")
    kind: str = code_at("Container_type")
    fullness: str = code_at("Empty_full_indicator")
    gross_kg: Decimal | None = number_at("Gross_weight", "Packages_weight")
    packages: Decimal | None = number_at("Packages_number")
    description: str = text_at("Goods_description")


@dataclass(frozen=True, slots=True)
class PreviousDeclaration(View):
    """The warehouse declaration whose goods are written off here."""

    office: str = code_at("Prev_decl_office_code", "Prev_reg_cuo")
    year: str = code_at("Prev_decl_reg_year", "Prev_reg_dat")
    serial: str = code_at("Prev_decl_reg_serial", "Prev_reg_ser")
    number: str = code_at("Prev_decl_reg_number", "Prev_reg_nbr")
    item: str = code_at("Prev_decl_item_number", "Previous_item_number")
    hs_code: str = code_at("Prev_decl_HS_code", "Hs_code")
    origin: str = code_at("Prev_decl_country_origin", "Goods_origin")
    packages: Decimal | None = number_at("Prev_decl_number_packages", "Packages_number")
    net_kg: Decimal | None = number_at("Prev_decl_weight", "Net_weight")
    quantity: Decimal | None = number_at("Prev_decl_supp_quantity", "Suplementary_Quantity")
    value: Decimal | None = number_at("Prev_decl_ref_value", "Current_value")
    current_item: str = code_at("Prev_decl_current_item", "Current_item_number")


@dataclass(frozen=True, slots=True)
class Supplier(View):
    code: str = code_at("Suppliers_document_code")
    name: str = text_at("Suppliers_document_name", "Invoice_supplier_name")
    country: str = text_at("Suppliers_document_country", "Invoice_supplier_country")
    city: str = text_at("Suppliers_document_city", "Invoice_supplier_city")
    invoice: str = text_at("Suppliers_document_invoice_nbr")
    amount: Decimal | None = number_at("Suppliers_document_invoice_amt")


@dataclass(frozen=True, slots=True)
class Declaration:
    """header: every value outside the items. items_at: how many of them stand before the items; None: all."""

    header: Leaves
    items: tuple[Item, ...] = ()
    items_at: int | None = None

    @property
    def identification(self) -> Identification:
        return view(Identification, leaves=self.header)

    @property
    def counts(self) -> Property:
        return view(Property, leaves=self.header)

    @property
    def traders(self) -> Traders:
        return view(Traders, leaves=self.header)

    @property
    def declarant(self) -> Declarant:
        return view(Declarant, leaves=self.header)

    @property
    def countries(self) -> Countries:
        return view(Countries, leaves=self.header)

    @property
    def transport(self) -> Transport:
        return view(Transport, leaves=self.header)

    @property
    def financial(self) -> Financial:
        return view(Financial, leaves=self.header)

    @property
    def transit(self) -> Transit:
        return view(Transit, leaves=self.header)

    @property
    def valuation(self) -> Valuation:
        return view(Valuation, leaves=self.header)

    @property
    def containers(self) -> tuple[Container, ...]:
        return tuple(
            view(Container, leaves=self.header, at=f"{at}/") for at in self.header.blocks("Container")
        )

    @property
    def previous(self) -> tuple[PreviousDeclaration, ...]:
        blocks = (*self.header.blocks("Prev_decl"), *self.header.blocks("PreviousItem"))
        return tuple(view(PreviousDeclaration, leaves=self.header, at=f"{at}/") for at in blocks)

    @property
    def suppliers(self) -> tuple[Supplier, ...]:
        blocks = (*self.header.blocks("Supplier_documents"), *self.header.blocks("Suppliers_documents"))
        return tuple(view(Supplier, leaves=self.header, at=f"{at}/") for at in blocks)

    @property
    def is_export(self) -> bool:
        """By the flow, else by the model's first letters."""
        return (self.counts.flow or self.identification.model).upper().startswith("E")

    def leaves(self) -> Iterator[Leaf]:
        """Every value with its full path, in the order of the file."""
        before = len(self.header) if self.items_at is None else self.items_at
        yield from self.header.all[:before]
        for item in self.items:
            for leaf in item.leaves:
                yield replace(leaf, path=f"{item.path}/{leaf.path}" if leaf.path else item.path)
        yield from self.header.all[before:]

    def unknown(self) -> tuple[Leaf, ...]:
        """What is kept and written back, but has no meaning here."""
        return tuple(leaf for leaf in self.leaves() if is_unknown(leaf.path))
