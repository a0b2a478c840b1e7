"""Where ports lie: a starter list of the ports of West and Central Africa and of those that load for them.

Each line of ports.csv says where its position was read, and how sure it is: A in UN/LOCODE itself, B in a
list made from it, C to be confirmed. Positions are those of the place: good for a small map, no more.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Port:
    """A port and its place. latitude, longitude: degrees, north and east above zero."""

    code: str
    name: str
    latitude: float
    longitude: float
    source: str
    evidence: str

    @property
    def point(self) -> tuple[float, float]:
        """Latitude, longitude."""
        return self.latitude, self.longitude


def _read(path: Path) -> dict[str, Port]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Port(
                row["code"],
                row["name"],
                float(row["latitude"]),
                float(row["longitude"]),
                row["source"],
                row["evidence"],
            )
            for row in csv.DictReader(lines)
        }


PORTS = _read(Path(__file__).with_name("ports.csv"))


def port_of(code: str) -> Port | None:
    """By its UN/LOCODE, however it is written; None where its place is not known."""
    return PORTS.get("".join(code.upper().split()))
