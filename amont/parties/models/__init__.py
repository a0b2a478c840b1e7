"""Rows of parties."""

from amont.parties.models.keys import ApiKey
from amont.parties.models.operators import OFFICERS, Mandate, Operator
from amont.parties.models.people import Person, Posting, Theme
from amont.parties.models.signed import SignedAct

__all__ = ["OFFICERS", "ApiKey", "Mandate", "Operator", "Person", "Posting", "SignedAct", "Theme"]
