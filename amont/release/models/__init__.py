"""Rows of releases: what was released, what left, and what the gate was asked."""

from amont.release.models.gate import Exit, ExitNote, GateAnswer
from amont.release.models.issued import Release, Series

__all__ = ["Exit", "ExitNote", "GateAnswer", "Release", "Series"]
