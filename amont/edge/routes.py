"""Every page names its act: the gate is asked before the view, and a test reads the name back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, Protocol, cast

from django.http import HttpRequest, HttpResponseBase

from amont.kernel.agents import Agent, Grants, require
from amont.kernel.lanes import Cause


class Words(Protocol):
    """What a page asks of the reader's language (see `site.words`)."""

    def text(self, french: str, /, **facts: object) -> str: ...

    def sentence(self, code: str, facts: Any = None) -> str: ...

    def label(self, name: str) -> str: ...

    def cause(self, cause: Cause) -> str: ...

    def own(self, text: Any) -> str: ...


class Request(HttpRequest):
    """A request as pages get it: who acts, the instant, the day in the office's zone, the reader's words."""

    agent: Agent
    now: datetime
    today: date
    words: Words
    LANGUAGE_CODE: str


View = Callable[..., HttpResponseBase]


def page(grants: Grants, act: str) -> Callable[[View], View]:
    """A view opened by an act: nobody without the right on at least some subject gets in."""

    def opened(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(grants, cast(Request, request).agent, act)
            return view(request, *args, **kwargs)

        answer.act = grants.name(act)  # type: ignore[attr-defined]
        return answer

    return opened


def for_everyone(view: View) -> View:
    """A page that asks no right: sign-in, help, health."""
    view.act = "everyone"  # type: ignore[attr-defined]
    return view
