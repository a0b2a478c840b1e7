"""Declarations on paper: the single administrative document as PDF, drawn here, no form copied."""

from amont.formats.printed.sad import Stamped, print_sad

__all__ = ["Stamped", "print_sad"]
