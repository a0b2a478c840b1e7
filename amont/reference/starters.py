"""Codes that the product ships: ports with their position, kinds of package, units, each with its source.

A starter, not a list: what misses in it is not unknown. The letter of each line says how sure it is: A read
in the recommendation itself, B in a list made from it, C to be confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from amont.formats.code_lists import PACKAGES, PLACES, UNITS, CodeRead, read_codes

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
