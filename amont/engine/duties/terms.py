"""Terms of delivery: which costs the invoice price already bears.

Source: Incoterms 2020 and 2010 (ICC); the customs value of the administrations of the region is CIF (WTO
Valuation Agreement art. 8.2).
"""

from __future__ import annotations

from enum import Enum

from amont.engine.duties.refusals import IncotermUnknown


class Bears(Enum):
    """What a price includes of the way to the place of import."""

    NOTHING = "nothing"
    FREIGHT = "freight"
    FREIGHT_AND_INSURANCE = "freight and insurance"


TERMS = {
    **dict.fromkeys(("EXW", "FCA", "FAS", "FOB"), Bears.NOTHING),
    **dict.fromkeys(("CFR", "CPT"), Bears.FREIGHT),
    **dict.fromkeys(("CIF", "CIP", "DAT", "DAP", "DPU", "DDP"), Bears.FREIGHT_AND_INSURANCE),
}


def bears(incoterm: str) -> Bears:
    """What the price under these terms includes. IncotermUnknown."""
    found = TERMS.get(incoterm.strip().upper())
    if found is None:
        raise IncotermUnknown(value=incoterm, known=", ".join(TERMS))
    return found
