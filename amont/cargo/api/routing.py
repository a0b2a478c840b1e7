"""One router for all operations of the room, and what their addresses share."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Path, Router
from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Member

from amont.edge.api.bodies import NO_CONTROL_SIGNS

router = Router(tags=["cargo"])
MOST_ROWS, ROWS = 500, 50
GREATEST_KEY = 2**63 - 1
RowKey = Annotated[int, Member(ge=1, le=GREATEST_KEY)]
NUMBER: Any = Path(..., ge=1, le=GREATEST_KEY, example=41872)


def code(longest: int) -> Any:
    """A code or number of at most so many signs, none of them a control sign."""
    return Annotated[str, StringConstraints(max_length=longest, pattern=NO_CONTROL_SIGNS)]


class CargoPaged(BaseModel):
    """after: from the page before. rows: of a page."""

    model_config = ConfigDict(extra="forbid")

    after: RowKey | None = None
    rows: Annotated[int, Member(ge=1, le=MOST_ROWS)] = ROWS
