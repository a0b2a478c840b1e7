"""Systems of carriers and terminals, and what they hand in."""

from __future__ import annotations

from typing import Any

from amont.cargo.actions.reading import read_receipt
from amont.kernel.agents import WORKER, Role
from tests.api.asking import System, a_system
from tests.cargo.announcing import a_bill, a_message
from tests.making import CARRIER, NOW, TODAY

CUSCAR = "\n".join(
    [
        "UNB+UNOA:2+LIGNE+DOUANE+261123:0900+77'",
        "UNH+1+CUSCAR:D:95B:UN'",
        "BGM+85+MAN1+9'",
        "DTM+137:20261123:102'",
        "TDT+20+AB652A+1++:172:166+++9074729:146::ETOILE'",
        "LOC+60+XDSAL'",
        "DTM+132:20261126:102'",
        "GIS+23'",
        "CNI+1+BL1'",
        "RFF+BM:BL1'",
        "LOC+9+CNSHA'",
        "LOC+11+XDSAL'",
        "NAD+CN+++Comptoir du Fleuve'",
        "GID+1+100:CT'",
        "FTX+AAA+++PNEUS'",
        "MEA+AAE+G+KGM:MANY'",
        "UNT+15+1'",
        "UNZ+1+77'",
    ]
).encode()


def a_carrier_system(operator: str = CARRIER, **facts: Any) -> System:
    """A carrier's system, with all acts that its key may have."""
    return a_system(Role.CARRIER, operator=operator, **facts)


def read(answer: Any) -> int:
    """The message of an answer, read by the worker."""
    number = int(answer.json()["id"])
    read_receipt(number, by=WORKER, now=NOW, today=TODAY)
    return number


def announces(system: System, *numbers: str, **voyage: Any) -> int:
    """A manifest handed in and read: the number of its message."""
    bills = [a_bill(number) for number in numbers or ("BL1",)]
    return read(system.post("/cargo/messages", a_message(*bills, **voyage)))
