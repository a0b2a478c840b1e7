"""Whatever systems send, the API never fails and none learns anything of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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

from amont.cargo.api.answering import EDIFACT
from amont.edge.exports import XLSX_TYPE
from amont.kernel.agents import WORKER, Role
from amont.screening.actions.deciding import Screener, screen_waiting
from amont.site.wsgi import application
from tests.api.asking import a_key
from tests.cargo.announcing import a_bill, a_carrier, announced
from tests.making import (
    BROKER,
    CARRIER,
    NOW,
    OFFICE,
    OTHER_BROKER,
    OTHER_CARRIER,
    OTHER_OFFICE,
    TODAY,
    a_declaration,
)
from tests.screening.ordering import elsewhere, ordered
from tests.screening.referring import asked

pytestmark = pytest.mark.django_db
MARK = "ZQX7"  # stands in everything that is the other's
THEIRS = "THEIRS1"
NAMED = {"reference": "OWN1", "name": "offices", "code": "40111000"}
KEYS = ("message", "manifest", "bill", "referral", "order")
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
schemathesis.serializer(EDIFACT, XLSX_TYPE, "text/csv")(lambda _context, value: str(value).encode())
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
    """Keys of a broker, a carrier, a chief and a terminal; what is another's, by parameter."""

    keys: tuple[str, ...]
    theirs: tuple[dict[str, Any], ...]


@pytest.fixture
def tenants() -> Tenants:
    """Beside their own declarations and manifests lie those of others in another office."""
    marked = {"importer": f"{MARK}IMP", "description": f"{MARK} goods", "office": OTHER_OFFICE}
    a_declaration({"reference": THEIRS, "declarant": OTHER_BROKER, **marked}, broker=OTHER_BROKER)
    a_declaration({"reference": "OWN1", "declarant": BROKER, "office": OFFICE}, broker=BROKER)
    screen_waiting(Screener(), by=WORKER, now=NOW, today=TODAY)
    theirs = announced(
        a_bill(f"{MARK}BL", described=f"{MARK} goods"),
        by=a_carrier(OTHER_CARRIER),
        office=OTHER_OFFICE,
        voyage=f"{MARK}V",
    )
    announced(a_bill("OWN"), voyage="OWN")
    bill = theirs.documents.get()
    analyst = elsewhere(Role.ANALYST)
    others = {
        "message": bill.first.receipt_id,
        "manifest": theirs.pk,
        "bill": bill.pk,
        "referral": asked(by=analyst, number=bill.number).pk,
        "order": ordered(bill, by=analyst)[0].pk,
    }
    keys = (a_key(), a_key(Role.CHIEF), a_key(Role.CARRIER, operator=CARRIER), a_key(Role.TERMINAL))
    return Tenants(
        keys,
        ({}, {"reference": THEIRS}, *({name: number} for name, number in others.items())),
    )


@schema.parametrize()
@HURRIED
def test_no_request_makes_the_api_fail_or_tell_what_is_anothers(
    case: schemathesis.Case, tenants: Tenants
) -> None:
    drawn = dict(case.path_parameters or {})
    for key in tenants.keys:
        for place in tenants.theirs:
            if not place.keys() <= drawn.keys():
                continue
            case.path_parameters = drawn | place

            response = case.call(headers={"Authorization": f"Bearer {key}"})

            case.validate_response(response, checks=CHECKS)
            assert MARK.encode() not in response.content
            assert not (place and response.status_code == 200)


@pytest.mark.parametrize("path", sorted(schema.raw_schema["paths"]))
def test_no_operation_opens_without_a_key(path: str) -> None:
    for method, operation in schema[path].items():
        case = operation.Case(path_parameters={**NAMED, **dict.fromkeys(KEYS, 1)})

        response = case.call(headers={"Authorization": "Bearer amont_0000000000_nothing"})

        assert response.status_code == 401, (method, path)
