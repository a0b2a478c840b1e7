"""Which element says what: each fact with the names that the national profiles give it.

Names are compared without capitals, signs and doubled letters (see `xml.names`). The first name of a fact is
the one that is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from amont.formats.xml.names import fold

ROOTS = {fold(name): name for name in ("Awmds", "Awbolds", "Awmcds")}
HEADERS = frozenset(map(fold, ("General_segment", "Master_bol")))
BILL = fold("Bol_segment")
PARTIES = {
    "carrier": "Carrier",
    "agent": "Shipping_Agent",
    "shipper": "Exporter",
    "notify": "Notify",
    "consignee": "Consignee",
}


def _party(name: str, spellings: str) -> Iterator[tuple[str, str]]:
    for fact in ("code", "name", "address"):
        yield f"{name}.{fact}", " ".join(f"{spelling}_{fact}" for spelling in spellings.split())


GENERAL: Mapping[str, str] = {
    "office": "Customs_office_code",
    "voyage": "Voyage_number Trip_number Train_number",
    "departed_on": "Date_of_departure",
    "arrives_on": "Date_of_arrival",
    "arrives_time": "Time_of_arrival",
    "discharged_on": "Date_of_last_discharge",
    "master": "Reference_number Master_bol_ref_number",
    "bills": "Total_number_of_bols",
    "packages": "Total_number_of_packages",
    "containers": "Total_number_of_containers",
    "gross_kg": "Total_gross_mass",
    **dict(_party("carrier", "Carrier")),
    **dict(_party("agent", "Shipping_Agent")),
    "mode": "Mode_of_transport_code",
    "means": "Identity_of_transporter Truck_number Lorry_number Wagon_number Immatriculation",
    "nationality": "Nationality_of_transporter_code",
    "registry": "Place_of_transporter",
    "registration": "Registration_number_of_transport_code",
    "registered_on": "Date_of_registration",
    "captain": "Master_information",
    "departure": "Place_of_departure_code",
    "destination": "Place_of_destination_code",
    "net_tonnage": "Tonnage_net_weight",
    "gross_tonnage": "Tonnage_gross_weight",
}
OF_BILL: Mapping[str, str] = {
    "number": "Bol_reference Waybill_number Waybill_reference CMR_number CIM_number Lettre_de_voiture",
    "line": "Line_number",
    "nature": "Bol_nature",
    "kind": "Bol_type_code",
    "master": "Master_bol_ref_number",
    "unique": "Unique_carrier_reference",
    "danger": "DG_status",
    "is_consolidated": "Consolidated_Cargo",
    "loading": "Port_of_origin_code Place_of_loading_code",
    "unloading": "Place_of_unloading_code",
    "origin_port": "Original_port_of_loading_code",
    "delivery": "Place_of_delivery_code",
    "destination": "Place_of_ultimate_destination_code",
    **dict(_party("carrier", "Carrier")),
    **dict(_party("agent", "Shipping_Agent")),
    **dict(_party("shipper", "Exporter Shipper")),
    **dict(_party("notify", "Notify Notify_party")),
    **dict(_party("consignee", "Consignee")),
    "freight.terms": "PC_indicator",
    "freight.value": "Freight_value",
    "freight.currency": "Freight_currency",
    "customs.value": "Customs_value",
    "customs.currency": "Customs_currency",
    "insurance.value": "Insurance_value",
    "insurance.currency": "Insurance_currency",
    "transport.value": "Transport_value",
    "transport.currency": "Transport_currency",
    "location": "Location_code",
    "location_name": "Location_info",
}
OF_CONTAINER: Mapping[str, str] = {
    "number": "Ctn_reference",
    "packages": "Number_of_packages",
    "kind": "Type_of_container",
    "filling": "Empty_Full Status",
    "seal": "Seal_number",
    "seal1": "Marks1",
    "seal2": "Marks2",
    "seal3": "Marks3",
    "sealer": "Sealing_Party Sealing_party_code",
    "imo_class": "IMCO",
    "un_number": "UN",
    "place": "Ctn_location",
    "hs_code": "Commodity_code",
    "gross_kg": "Gross_weight",
    "tare_kg": "Empty_weight",
    "goods_kg": "Goods_Weight",
    "celsius": "Temperature",
}
OF_GOODS: Mapping[str, str] = {
    "packages": "Number_of_packages",
    "package_kind": "Package_type_code",
    "gross_kg": "Gross_mass",
    "marks": "Shipping_marks",
    "description": "Goods_description",
    "volume_m3": "Volume_in_cubic_meters",
    "container_count": "Num_of_ctn_for_this_bol",
    "remarks": "Remarks Information",
    "seal_count": "Number_of_seals",
    "seals": "Marks_of_seals",
    "sealer": "Sealing_party_code",
    "imo_class": "IMCO",
    "un_number": "UN",
}
OF_HS: Mapping[str, str] = {
    "hs_code": "HS_code",
    "description": "Commercial_description",
    "packages": "Number_of_packages Packages",
    "gross_kg": "Gross_mass Mass",
    "origin": "Country_of_origin",
}
OF_VEHICLE: Mapping[str, str] = {
    "chassis": "Chassis_number Chassis VIN VIN_number Vehicle_chassis_number",
    "description": "Vehicle_description Description Model Make",
    "kg": "Vehicle_weight Weight Gross_mass",
}
CONTAINER, GOODS, GOODS_LINE, HS, VEHICLE, SPLIT = (
    fold(name)
    for name in (
        "ctn_segment",
        "Goods_segment",
        "Goods_detail_segment",
        "HS_Compliance",
        "Vehicle_segment",
        "Split_segment",
    )
)
PARTS = {
    **{name: name for name in (CONTAINER, GOODS, GOODS_LINE, HS, VEHICLE, SPLIT)},
    fold("Container_segment"): CONTAINER,
    fold("Vehicles_segment"): VEHICLE,
    fold("Veh_segment"): VEHICLE,
}
_GROUPS = """
Bol_id General_segment_id Totals_segment Transport_information Carrier Shipping_Agent Load_unload_place
Tonnage Traders_segment Exporter Shipper Notify Consignee Value_segment Freight_segment Customs_segment
Insurance_segment Transport_segment Location Seals_segment
"""
GROUPS = frozenset(map(fold, _GROUPS.split()))
# Facts without a field of their own: kept under the place where UNCTAD puts them.
KEPT_OF_GENERAL = {
    "registry": "General_segment/Transport_information/Place_of_transporter",
    "registered_on": "General_segment/Transport_information/Date_of_registration",
}
KEPT_OF_BILL = {
    "danger": "Bol_segment/Bol_id/DG_status",
    "transport.value": "Bol_segment/Value_segment/Transport_segment/Transport_value",
    "transport.currency": "Bol_segment/Value_segment/Transport_segment/Transport_currency",
    "location_name": "Bol_segment/Location/Location_info",
}
KEPT_OF_GOODS = {
    "seal_count": "Bol_segment/Goods_segment/Seals_segment/Number_of_seals",
    "seals": "Bol_segment/Goods_segment/Seals_segment/Marks_of_seals",
    "sealer": "Bol_segment/Goods_segment/Seals_segment/Sealing_party_code",
}
KEPT_OF_CONTAINER = {
    "sealer": "Bol_segment/ctn_segment[{number}]/Sealing_Party",
    "hs_code": "Bol_segment/ctn_segment[{number}]/Commodity_code",
}


def by_tag(fields: Mapping[str, str]) -> dict[str, str]:
    """Folded tag -> fact."""
    return {fold(name): fact for fact, names in fields.items() for name in names.split()}


def written_name(fields: Mapping[str, str], fact: str) -> str:
    """The name under which a fact is written."""
    return fields[fact].split()[0]


def known_tags() -> Iterable[str]:
    """Every name of the tables, as written by UNCTAD: what a flat sheet may have as a heading."""
    for fields in (GENERAL, OF_BILL, OF_CONTAINER, OF_GOODS, OF_HS):
        for names in fields.values():
            yield from names.split()
