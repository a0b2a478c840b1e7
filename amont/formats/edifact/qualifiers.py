"""Which qualifier says what, and how surely: where two say one thing, the lower rank counts.

Source: UN/EDIFACT D95B, code lists 1153, 1225, 2005, 3035, 3227, 5025; senders' habits in our format notes.
"""

from __future__ import annotations

from amont.formats.manifest.records import Function, Nature

Ranked = dict[str, tuple[str, int]]

FUNCTIONS = {
    "": Function.ORIGINAL,
    "1": Function.CANCEL,
    "2": Function.CHANGE,
    "3": Function.CHANGE,  # what it lists is taken back
    "4": Function.CHANGE,
    "5": Function.REPLACE,
    "7": Function.ORIGINAL,
    "9": Function.ORIGINAL,
    "20": Function.REPLACE,
    "36": Function.CHANGE,
}
TAKES_BACK = "3"
NATURES = {nature.value: nature for nature in Nature if nature.value}

# Of a voyage.
PORTS: Ranked = {
    "22": ("office", 0), "41": ("office", 1), "122": ("office", 2),
    "5": ("departure", 0), "9": ("departure", 1), "76": ("departure", 2),
    "60": ("destination", 0), "11": ("destination", 1), "8": ("destination", 2), "12": ("destination", 3),
}  # fmt: skip
CALLS = frozenset({"61", "92", "94", "125", "152", "153"})
DAYS: Ranked = {
    "137": ("written", 0), "242": ("written", 1), "243": ("written", 2),
    "186": ("departs", 0), "136": ("departs", 1), "133": ("departs", 2), "189": ("departs", 3),
    "178": ("arrives", 0), "132": ("arrives", 1), "232": ("arrives", 2), "252": ("arrives", 3),
    "96": ("discharged", 0),
}  # fmt: skip
DAYS_OF_PORTS = {
    "departs": frozenset({"", "5", "9", "76"}),
    "arrives": frozenset({"", "60", "11", "8", "12"}),
}
REFERENCES: Ranked = {
    "VON": ("voyage", 1), "VOY": ("voyage", 2), "MB": ("master", 0), "MWB": ("master", 0),
    "ACW": ("previous", 0), "VM": ("call_sign", 1), "ABZ": ("registration", 1),
}  # fmt: skip
VOYAGE_ROLES = {"MS": "sender", "CA": "carrier", "CG": "agent", "AG": "agent", "DR": "master"}
TOTALS: Ranked = {
    "10": ("bills", 0), "11": ("packages", 0), "8": ("packages", 1), "16": ("containers", 0),
    "7": ("gross_kg", 0),
}  # fmt: skip
TONNAGES = {"AAM": "gross_tonnage", "AAN": "net_tonnage"}

# Of a document.
BILL_NUMBERS = frozenset({"BM", "BH", "HWB", "AWB", "ABH", "AAM", "AAS", "AEX"})
WEAK_BILL_NUMBERS = frozenset({"AAA"})  # an order's number, in which one large carrier writes the bill's
MASTERS = frozenset({"MB", "MWB"})
UNIQUE_REFERENCE = "UCN"
PLACES: Ranked = {
    "9": ("loading", 0),
    "11": ("unloading", 0), "12": ("unloading", 1),
    "76": ("origin_port", 0), "88": ("origin_port", 1), "80": ("origin_port", 2),
    "7": ("delivery", 0), "83": ("delivery", 1),
    "8": ("destination", 0), "20": ("destination", 1), "28": ("destination", 2), "36": ("destination", 3),
    "14": ("location", 0), "18": ("location", 1),
}  # fmt: skip
TRANSHIPMENT, ORIGIN = "13", "27"
BILL_ROLES: Ranked = {
    "CZ": ("shipper", 0), "EX": ("shipper", 1), "SU": ("shipper", 2), "SE": ("shipper", 3),
    "CN": ("consignee", 0), "IM": ("consignee", 1), "DP": ("consignee", 2), "BY": ("consignee", 3),
    "NI": ("notify", 0), "N1": ("notify", 1), "N2": ("notify", 2),
    "CA": ("carrier", 0),
    "CG": ("agent", 0), "AG": ("agent", 1), "FW": ("agent", 2), "CX": ("agent", 3),
}  # fmt: skip
PARTY_NUMBERS = frozenset({"VA", "GN", "AHP", "FC", "XA", "ADE", "ABP", "ABQ", "AHR", "TL", "IT"})
AMOUNTS = {
    "64": "freight", "144": "freight", "40": "customs_value", "43": "customs_value",
    "67": "insurance", "70": "insurance", "71": "insurance",
}  # fmt: skip
