"""Operations of the API on lanes and reasons, and on what is asked of carriers."""

from amont.screening.api import lanes, referrals
from amont.screening.api.routing import router

__all__ = ["lanes", "referrals", "router"]
