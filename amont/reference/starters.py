"""What the product ships: ports with their position, kinds of package, units, a tariff, each with its source.

A starter, not a list: what misses in it is not unknown. The letter of each line says how sure it is: A read
in the recommendation itself, B in a list made from it, C to be confirmed, D our own (rates of the tariff are
invented for the demonstration: an administration imports its own).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from amont.formats.code_lists import PACKAGES, PLACES, UNITS, CodeRead, read_codes
from amont.formats.tariff.read import read_tariff
from amont.formats.tariff.records import Line

TARIFF_FROM = date(2023, 1, 1)  # as the shares and limits of the demonstration
FILES = {PLACES: "ports.csv", PACKAGES: "packages.csv", UNITS: "units.csv"}


@dataclass(frozen=True, slots=True)
class Port:
    """A port and its place. names: by language. latitude, longitude: degrees, north and east above zero."""

    code: str
    names: Mapping[str, str]
    latitude: float
    longitude: float
    source: str
    evidence: str

    @property
    def point(self) -> tuple[float, float]:
        """Latitude, longitude."""
        return self.latitude, self.longitude


def starter(listed_in: str) -> list[CodeRead]:
    """The codes of a list that every administration starts with."""
    file = Path(__file__).with_name(FILES[listed_in])
    return read_codes(file.read_bytes(), file.name, listed_in=listed_in).codes


def starter_tariff() -> list[Line]:
    """The lines of the tariff that every administration starts with."""
    file = Path(__file__).with_name("tariff.csv")
    return list(read_tariff(file.read_bytes(), file.name).lines.values())
