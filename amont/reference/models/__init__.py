"""Rows of reference data."""

from amont.reference.models.codes import Code, CodeFile
from amont.reference.models.pack import Administration, Charge, Office, TimeLimit
from amont.reference.models.tariff import TariffLine

__all__ = ["Administration", "Charge", "Code", "CodeFile", "Office", "TariffLine", "TimeLimit"]
