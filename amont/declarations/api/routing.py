"""One router for all operations on declarations: those of one address stand together."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["declarations"])
