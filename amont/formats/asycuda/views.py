"""Views: the blocks of a declaration's header as its users name them, read from the leaves on demand.

A view is a table: name, kind of value, path. Several paths: the first that holds something. Absent values are
empty texts or None.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar, TypeVar, cast

from amont.formats.asycuda.leaves import Leaves

Read = Callable[[Leaves, tuple[str, ...]], object]


class View:
    """A block read through its table."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]


V = TypeVar("V", bound=View)


def view(kind: type[V], *, leaves: Leaves, at: str = "") -> V:
    """The block of this kind; at: what its paths begin with."""
    table: Hashable = cast(Any, kind)  # the type checker takes no class for hashable
    return kind(*(read(leaves, paths) for read, paths in _plan(table, at)))


@lru_cache(maxsize=4096)
def _plan(kind: Any, at: str) -> tuple[tuple[Read, tuple[str, ...]], ...]:
    """How to read each entry of the table, in order."""
    tables = (entry.metadata for entry in fields(kind))
    return tuple((table["read"], tuple(f"{at}{path}" for path in table["paths"])) for table in tables)


def _entry(read: Read, paths: tuple[str, ...]) -> Any:
    return field(metadata={"read": read, "paths": paths})


def text_at(*paths: str) -> Any:
    """An entry read as text, its lines kept."""
    return _entry(lambda leaves, at: leaves.text(*at), paths)


def code_at(*paths: str) -> Any:
    """An entry read as a code, without blanks."""
    return _entry(lambda leaves, at: leaves.code(*at), paths)


def number_at(*paths: str) -> Any:
    """An entry read as an exact number."""
    return _entry(lambda leaves, at: leaves.number(*at), paths)


def day_at(*paths: str) -> Any:
    """An entry read as a day."""
    return _entry(lambda leaves, at: leaves.day(*at), paths)


def block_at(kind: type[V], path: str) -> Any:
    """An entry that is a view of its own; path: what its paths begin with."""
    return _entry(lambda leaves, at: view(kind, leaves=leaves, at=at[0]), (path,))


@dataclass(frozen=True, slots=True)
class Stamp(View):
    """A number given by customs: registration, assessment, receipt."""

    serial: str = code_at("Serial_number")
    number: str = code_at("Number")
    on: date | None = day_at("Date")


@dataclass(frozen=True, slots=True)
class Identification(View):
    office: str = code_at("Identification/Office_segment/Customs_clearance_office_code")
    office_name: str = text_at("Identification/Office_segment/Customs_Clearance_office_name")
    model: str = code_at("Identification/Type/Type_of_declaration")
    general_procedure: str = code_at("Identification/Type/Declaration_gen_procedure_code")
    transit_document: str = code_at("Identification/Type/Type_of_transit_document")
    manifest: str = text_at("Identification/Manifest_reference_number")
    registration: Stamp = block_at(Stamp, "Identification/Registration/")
    assessment: Stamp = block_at(Stamp, "Identification/Assessment/")
    receipt: Stamp = block_at(Stamp, "Identification/receipt/")


@dataclass(frozen=True, slots=True)
class Property(View):
    flow: str = code_at("Property/Sad_flow")
    items: Decimal | None = number_at("Property/Nbers/Total_number_of_items")
    packages: Decimal | None = number_at(
        "Property/Nbers/Total_number_of_packages", "Identification/Total_number_of_packages"
    )
    place: str = text_at("Property/Place_of_declaration")
    declared_on: date | None = day_at("Property/Date_of_declaration")


@dataclass(frozen=True, slots=True)
class Traders(View):
    """Names hold the address, line by line."""

    exporter: str = code_at("Traders/Exporter/Exporter_code")
    exporter_name: str = text_at("Traders/Exporter/Exporter_name")
    consignee: str = code_at("Traders/Consignee/Consignee_code")
    consignee_name: str = text_at("Traders/Consignee/Consignee_name")
    financial: str = code_at("Traders/Financial/Financial_code")
    financial_name: str = text_at("Traders/Financial/Financial_name")


@dataclass(frozen=True, slots=True)
class Declarant(View):
    code: str = code_at("Declarant/Declarant_code")
    name: str = text_at("Declarant/Declarant_name")
    representative: str = text_at("Declarant/Declarant_representative")
    reference_year: str = code_at("Declarant/Reference/Year")
    reference: str = code_at("Declarant/Reference/Number")


@dataclass(frozen=True, slots=True)
class Countries(View):
    first_destination: str = code_at("General_information/Country/Country_first_destination")
    trading: str = code_at("General_information/Country/Trading_country")
    export: str = code_at("General_information/Country/Export/Export_country_code")
    destination: str = code_at("General_information/Country/Destination/Destination_country_code")
    origin_name: str = text_at("General_information/Country/Country_of_origin_name")


@dataclass(frozen=True, slots=True)
class Transport(View):
    means: str = text_at("Transport/Means_of_transport/Departure_arrival_information/Identity")
    nationality: str = code_at("Transport/Means_of_transport/Departure_arrival_information/Nationality")
    border_means: str = text_at("Transport/Means_of_transport/Border_information/Identity")
    border_nationality: str = code_at("Transport/Means_of_transport/Border_information/Nationality")
    border_mode: str = code_at("Transport/Means_of_transport/Border_information/Mode")
    inland_mode: str = code_at("Transport/Means_of_transport/Inland_mode_of_transport")
    container_flag: str = code_at("Transport/Container_flag")
    terms: str = code_at("Transport/Delivery_terms/Code")
    terms_place: str = text_at("Transport/Delivery_terms/Place")
    border_office: str = code_at("Transport/Border_office/Code")
    loading_place: str = code_at("Transport/Place_of_loading/Code")
    location: str = text_at("Transport/Location_of_goods")


@dataclass(frozen=True, slots=True)
class Financial(View):
    bank: str = code_at("Financial/Bank/Code")
    terms: str = code_at("Financial/Terms/Code")
    deferred_payment: str = code_at("Financial/Deffered_payment_reference")
    payment_mode: str = text_at("Financial/Mode_of_payment")
    manual_taxes: Decimal | None = number_at("Financial/Amounts/Total_manual_taxes")
    global_taxes: Decimal | None = number_at("Financial/Amounts/Global_taxes")
    total_taxes: Decimal | None = number_at("Financial/Amounts/Totals_taxes")
    guarantee: Decimal | None = number_at("Financial/Guarantee/Amount")
    guaranteed_on: date | None = day_at("Financial/Guarantee/Date")
    warehouse: str = code_at("Warehouse/Identification")
    warehouse_delay: str = code_at("Warehouse/Delay")


@dataclass(frozen=True, slots=True)
class Transit(View):
    principal: str = code_at("Transit/Principal/Code")
    principal_name: str = text_at("Transit/Principal/Name")
    representative: str = text_at("Transit/Principal/Representative")
    signed_on: date | None = day_at("Transit/Signature/Date")
    office: str = code_at("Transit/Destination/Office")
    country: str = code_at("Transit/Destination/Country")
    seal_count: str = code_at("Transit/Seals/Number")
    seals: str = text_at("Transit/Seals/Identity")
    result: str = code_at("Transit/Result_of_control")
    time_limit: str = text_at("Transit/Time_limit")


@dataclass(frozen=True, slots=True)
class Cost(View):
    """One element of the value, in national and in its own currency. rate: national for one foreign."""

    national: Decimal | None = number_at("Amount_national_currency")
    foreign: Decimal | None = number_at("Amount_foreign_currency")
    currency: str = code_at("Currency_code")
    rate: Decimal | None = number_at("Currency_rate")


@dataclass(frozen=True, slots=True)
class Valuation(View):
    total_cost: Decimal | None = number_at("Valuation/Total_cost")
    total_cif: Decimal | None = number_at("Valuation/Total_CIF")
    invoice: Cost = block_at(Cost, "Valuation/Gs_Invoice/")
    external_freight: Cost = block_at(Cost, "Valuation/Gs_external_freight/")
    internal_freight: Cost = block_at(Cost, "Valuation/Gs_internal_freight/")
    insurance: Cost = block_at(Cost, "Valuation/Gs_insurance/")
    other_cost: Cost = block_at(Cost, "Valuation/Gs_other_cost/")
    deduction: Cost = block_at(Cost, "Valuation/Gs_deduction/")
    total_invoice: Decimal | None = number_at("Valuation/Total/Total_invoice", "Financial/Total_invoice")
    gross_kg: Decimal | None = number_at("Valuation/Total/Total_weight", "Valuation/Weight/Gross_weight")
