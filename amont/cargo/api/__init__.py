"""Operations of the API on messages, manifests, bills and events of containers."""

from amont.cargo.api import bills, events, manifests, messages, taking
from amont.cargo.api.routing import router

__all__ = ["bills", "events", "manifests", "messages", "router", "taking"]
