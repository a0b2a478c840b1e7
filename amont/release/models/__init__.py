"""Rows of releases: what was released, what left, what the gate was asked, and its work on paper."""

from amont.release.models.gate import Exit, ExitNote, GateAnswer
from amont.release.models.issued import Release, Series
from amont.release.models.outages import Outage, PaperForm

__all__ = ["Exit", "ExitNote", "GateAnswer", "Outage", "PaperForm", "Release", "Series"]
