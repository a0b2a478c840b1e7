"""Columns that rows of several steps have."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Exact = models.DecimalField[Decimal | None, Decimal | None]
    Whole = models.DecimalField[Decimal | int, Decimal]
else:
    Exact = Whole = models.DecimalField


class Figure(Exact):
    """An exact number as declared, of any size: PostgreSQL's own numeric."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": 60, "decimal_places": 20, "null": True, **kwargs})

    def db_type(self, connection: Any) -> str:
        """Without a scale: what was declared is kept to its last digit."""
        return "numeric"


class Amount(Whole):
    """An exact amount that is always there: what is owed, paid or counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": 60, "decimal_places": 20, **kwargs})

    def db_type(self, connection: Any) -> str:
        """Without a scale, as a figure."""
        return "numeric"
