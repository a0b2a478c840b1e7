"""Shares as people write them: 10%, 10 %, 0,1 or 0.1."""

from __future__ import annotations

import typer

from amont.cli.language import say


def share(text: str) -> float:
    """A part from 0 to 1; BadParameter says how to write one."""
    given = text.strip().replace(",", ".").replace("\u00a0", "").replace(" ", "")
    percent = given.endswith("%")
    try:
        value = float(given.removesuffix("%")) / (100.0 if percent else 1.0)
    except ValueError:
        raise typer.BadParameter(say("share_wrong", value=text)) from None
    if not 0 <= value <= 1:
        raise typer.BadParameter(say("share_wrong", value=text))
    return value
