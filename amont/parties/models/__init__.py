"""Rows of parties."""

from amont.parties.models.keys import ApiKey
from amont.parties.models.operators import OFFICERS, Mandate, Operator
from amont.parties.models.people import Person, Posting, Theme

__all__ = ["OFFICERS", "ApiKey", "Mandate", "Operator", "Person", "Posting", "Theme"]
