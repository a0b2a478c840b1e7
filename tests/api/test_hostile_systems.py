"""Whatever two systems send, the API never fails and neither learns anything of the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from amont.kernel.agents import WORKER, Role
from amont.screening.actions.deciding import Screener, screen_waiting
from amont.site.wsgi import application
from tests.api.asking import a_key
from tests.making import BROKER, NOW, OFFICE, OTHER_BROKER, OTHER_OFFICE, TODAY, a_declaration

pytestmark = pytest.mark.django_db
MARK = "ZQX7"  # stands in everything that is the other's
THEIRS = "THEIRS1"
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
HURRIED = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
CONFIG = schemathesis.Config.from_dict({"phases": {"coverage": {"enabled": False}}})
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=CONFIG)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """A server closes the connection after a request, and with it the rows of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@dataclass
class Tenants:
    """Keys of one broker and of the chief of one office."""

    broker: str
    chief: str


@pytest.fixture
def tenants() -> Tenants:
    """Beside their own declarations lie those of another broker in another office."""
    marked = {"importer": f"{MARK}IMP", "description": f"{MARK} goods", "office": OTHER_OFFICE}
    a_declaration({"reference": THEIRS, "declarant": OTHER_BROKER, **marked}, broker=OTHER_BROKER)
    a_declaration({"reference": "OWN1", "declarant": BROKER, "office": OFFICE}, broker=BROKER)
    screen_waiting(Screener(), by=WORKER, now=NOW, today=TODAY)
    return Tenants(a_key(), a_key(Role.CHIEF))


@schema.parametrize()
@HURRIED
def test_no_request_makes_the_api_fail_or_tell_what_is_anothers(
    case: schemathesis.Case, tenants: Tenants
) -> None:
    drawn = dict(case.path_parameters or {})
    for key in (tenants.broker, tenants.chief):
        for place in ({}, {"reference": THEIRS}) if "reference" in drawn else ({},):
            case.path_parameters = drawn | place

            response = case.call(headers={"Authorization": f"Bearer {key}"})

            case.validate_response(response, checks=CHECKS)
            assert MARK.encode() not in response.content
            assert not (place and response.status_code == 200)


@pytest.mark.parametrize("path", sorted(schema.raw_schema["paths"]))
def test_no_operation_opens_without_a_key(path: str) -> None:
    for method, operation in schema[path].items():
        case = operation.Case(path_parameters={"reference": "OWN1", "name": "offices"})

        response = case.call(headers={"Authorization": "Bearer amont_0000000000_nothing"})

        assert response.status_code == 401, (method, path)
