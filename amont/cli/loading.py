"""The verbs of the command: listed by name, loaded when used. Most need far more than their own help does."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from amont.cli.language import say

VERBS = (
    "up",
    "down",
    "status",
    "backup",
    "restore",
    "load",
    "load-codes",
    "load-tariff",
    "draw",
    "verify-log",
    "screen",
    "evaluate",
    "simulate",
    "learn",
    "read",
    "secret",
    "verify",
)


class Verbs(TyperGroup):
    """A verb stands in the help by its name and sentence alone."""

    def __init__(self, **attributes: Any) -> None:
        shown = {verb: TyperCommand(verb, help=_help(verb)) for verb in VERBS}
        super().__init__(**attributes | {"commands": shown})

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """In the order of the help."""
        return list(VERBS)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The verb that is asked for, whole."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, loaded(str(name)) if command else None, rest


def loaded(verb: str) -> Any:
    """A verb with its options, from its own module."""
    name = verb.replace("-", "_")
    module = import_module(f"amont.cli.commands.{name}")
    own = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    own.command(verb, help=_help(verb))(getattr(module, name))
    return typer.main.get_command(own)


def _help(verb: str) -> str:
    return say(f"help.{verb.replace('-', '_')}")
