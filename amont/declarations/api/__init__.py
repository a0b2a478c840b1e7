"""Operations of the API on declarations."""

from amont.declarations.api import lodging, reading
from amont.declarations.api.routing import router

__all__ = ["lodging", "reading", "router"]
