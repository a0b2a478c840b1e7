"""The marks of a plot as safe markup, and what a finished plot is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Table:
    """The figures behind a plot, already written for the reader. numeric: heads whose columns stand right."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing and its figures. frame: class of the box whose padding holds the labels."""

    svg: Markup
    frame: str
    table: Table


def element(name: str, content: object = "", **attributes: object) -> Markup:
    """One SVG element. ``class_`` is class, ``text_anchor`` is text-anchor; None leaves the attribute out."""
    shown = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None
    )
    return Markup("<{}{}>{}</{}>").format(name, shown, content, name)


def drawing(marks: Iterable[Markup], *, height: float, sentence: str) -> Markup:
    """The whole SVG; `sentence` says to those who do not see it what the plot shows, with its figures."""
    return element(
        "svg",
        Markup("").join(marks),
        class_="am-plot",
        width="100%",
        height=pixels(height),
        role="img",
        aria_label=sentence,
    )


def share(value: float) -> str:
    """A place across the plot: 0 is the left edge, 1 the right edge."""
    return f"{100 * value:.2f}%"


def pixels(value: float) -> str:
    """A place down the plot."""
    return f"{value:.1f}".removesuffix(".0")


def line(kind: str, *, x1: float, x2: float, y1: float, y2: float) -> Markup:
    """A stroke from (x1, y1) to (x2, y2)."""
    return element("line", class_=kind, x1=share(x1), x2=share(x2), y1=pixels(y1), y2=pixels(y2))


def dot(kind: str, *, x: float, y: float, radius: float = 5) -> Markup:
    """A round mark."""
    return element("circle", class_=kind, cx=share(x), cy=pixels(y), r=pixels(radius))


def block(kind: str, *, x: float, width: float, y: float, height: float) -> Markup:
    """A bar or a band."""
    return element(
        "rect", class_=kind, x=share(x), width=share(width), y=pixels(y), height=pixels(max(0.0, height))
    )


def word(kind: str, text: str, *, x: float, y: float, dx: float | None = None) -> Markup:
    """A label; `kind` says how it hangs: t-m centred, t-r ending there."""
    moved = None if dx is None else pixels(dx)
    return element("text", text, class_=kind or None, x=share(x), y=pixels(y), dx=moved)
