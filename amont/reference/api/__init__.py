"""Operations of the API on reference data: offices, charges, code lists, the tariff."""

from amont.reference.api import lists, tariff
from amont.reference.api.routing import router

__all__ = ["lists", "router", "tariff"]
