"""Headings of the flat sheets that are written, groups first, in the order of UNCTAD."""

from __future__ import annotations

HEADINGS_OF_MASTER = ("Master_bol", "Reference_number")
HEADINGS_OF_VOYAGE = tuple(
    """
    General_segment General_segment_id Customs_office_code Voyage_number Date_of_departure Date_of_arrival
    Time_of_arrival Date_of_last_discharge
    Totals_segment Total_number_of_bols Total_number_of_packages Total_number_of_containers Total_gross_mass
    Transport_information Carrier Carrier_code Carrier_name Carrier_address
    Shipping_Agent Shipping_Agent_code Shipping_Agent_name Shipping_Agent_address
    Mode_of_transport_code Identity_of_transporter Nationality_of_transporter_code Place_of_transporter
    Registration_number_of_transport_code Date_of_registration Master_information
    Load_unload_place Place_of_departure_code Place_of_destination_code
    Tonnage Tonnage_net_weight Tonnage_gross_weight
    """.split()
)
HEADINGS_OF_BILL = tuple(
    """
    Bol_segment Bol_id Bol_reference Line_number Bol_nature Bol_type_code Master_bol_ref_number
    Unique_carrier_reference DG_status Consolidated_Cargo
    Load_unload_place Port_of_origin_code Place_of_unloading_code Original_port_of_loading_code
    Place_of_delivery_code Place_of_ultimate_destination_code
    Traders_segment Carrier Carrier_code Carrier_name Carrier_address
    Shipping_Agent Shipping_Agent_code Shipping_Agent_name Shipping_Agent_address
    Exporter Exporter_code Exporter_name Exporter_address
    Notify Notify_code Notify_name Notify_address
    Consignee Consignee_code Consignee_name Consignee_address
    ctn_segment Ctn_reference Number_of_packages Type_of_container Empty_Full Seal_number Marks1 Marks2 Marks3
    Sealing_Party IMCO UN Ctn_location Commodity_code Gross_weight Empty_weight Goods_Weight Temperature
    Goods_segment Number_of_packages Package_type_code Gross_mass Shipping_marks Goods_description
    Volume_in_cubic_meters Num_of_ctn_for_this_bol Remarks IMCO UN
    Seals_segment Number_of_seals Marks_of_seals Sealing_party_code
    Goods_detail_segment Number_of_packages Package_type_code Gross_mass Shipping_marks Goods_description
    Volume_in_cubic_meters IMCO UN
    HS_Compliance HS_code Country_of_origin
    Vehicle_segment Chassis_number Vehicle_description Vehicle_weight
    Value_segment Freight_segment PC_indicator Freight_value Freight_currency
    Customs_segment Customs_value Customs_currency Insurance_segment Insurance_value Insurance_currency
    Transport_segment Transport_value Transport_currency
    Location Location_code Location_info
    """.split()
)
