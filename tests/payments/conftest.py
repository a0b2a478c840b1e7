"""A provider that is approved, and the server that plays it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from amont.kernel.agents import Role
from amont.payments.actions.providers import ProviderAsked, approve_provider, make_provider
from amont.payments.models import Provider
from tests.making import NOW, an_agent
from tests.payments.sandbox import Sandbox, a_sandbox

SECRET = "secret-of-the-sandbox-provider"


@pytest.fixture
def box(settings: Settings) -> Iterator[Sandbox]:
    settings.WEBHOOK_PRIVATE = True
    with a_sandbox(SECRET) as running:
        yield running


def a_provider(url: str, *, code: str = "wave", kind: str = "mobile") -> Provider:
    asked = ProviderAsked(code, "Argent mobile", kind, url, SECRET)
    row = make_provider(asked, by=an_agent(Role.ADMINISTRATOR, name="test:one"), now=NOW)
    return approve_provider(row.pk, by=an_agent(Role.ADMINISTRATOR, name="test:two"))
