"""One table for each object: from which state an act leads to which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol, TypeVar

from amont.kernel.errors import AmontError

State = TypeVar("State", bound=StrEnum)


class NotNow(AmontError):
    """The act does not apply in the present state. Facts: act, state."""

    code = "state.not_now"
    status = 409


class Stateful(Protocol):
    """A row with a state."""

    state: str


def step(row: Stateful, act: str, *, table: Mapping[tuple[str, State], State]) -> None:
    """Move a locked row to the state its act leads to. NotNow."""
    for (name, before), after in table.items():
        if name == act and before == row.state:
            row.state = after.value
            return
    raise NotNow(act=act, state=str(row.state))


def acts_from(state: str, *, table: Mapping[tuple[str, State], State]) -> tuple[str, ...]:
    """Acts that apply in a state, in the order of the table."""
    return tuple(name for name, before in table if before == state)
