"""The report of a screening: one page that prints, can be sent, and says first what to do."""

from amont.site.report.render import render

__all__ = ["render"]
