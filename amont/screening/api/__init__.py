"""Screening for systems: lanes and reasons for customs, orders for terminals."""

from amont.screening.api import lanes, orders
from amont.screening.api.routing import router

__all__ = ["lanes", "orders", "router"]
