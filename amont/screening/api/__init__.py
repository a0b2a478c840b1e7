"""Screening for systems: lanes and reasons for customs, orders for terminals, questions for carriers."""

from amont.screening.api import lanes, orders, referrals
from amont.screening.api.routing import router

__all__ = ["lanes", "orders", "referrals", "router"]
