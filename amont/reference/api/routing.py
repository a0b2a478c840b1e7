"""Where the operations of the room are hung."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["reference"])
