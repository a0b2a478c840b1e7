"""One router for all operations of the room."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["screening"])
