"""The API describes itself: OpenAPI 3.1, an act and an example for each operation, nothing from outside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from django.conf import settings
from django.test import Client

from amont.edge.api.operations import Key
from amont.exchange.models import Told
from amont.parties.permissions import KEY_ACTS
from amont.site.api import api

METHODS = ("get", "post", "put", "patch", "delete")
PROBLEMS = {"400", "401", "403", "404", "422", "429"}
OF_BODIES = {"409", "413", "415"}


@pytest.fixture(scope="module")
def description() -> Any:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def operations(description: Any) -> Iterator[tuple[str, Any]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            assert method in METHODS
            yield f"{method} {path}", operation


def known_acts() -> set[str]:
    found = set()
    for room in settings.ROOMS:
        if room != "amont.site":
            grants = __import__(f"{room}.permissions", fromlist=["GRANTS"]).GRANTS
            found |= {grants.name(act) for act in grants.acts}
    return found


def test_the_description_is_openapi_3_1_of_this_version_of_the_api(description: Any) -> None:
    assert description["openapi"] == "3.1.0"
    assert [path for path in description["paths"] if not path.startswith("/api/v1/")] == []


def test_every_shape_is_a_json_schema(description: Any) -> None:
    for shape in description["components"]["schemas"].values():
        jsonschema_rs.meta.validate({**shape, "$schema": "https://json-schema.org/draft/2020-12/schema"})


def test_every_operation_names_an_act_that_some_key_may_bear(description: Any) -> None:
    acts = known_acts()
    given = {act for acts_of in KEY_ACTS.values() for act in acts_of}

    for name, operation in operations(description):
        assert operation["x-act"] in acts, name
        assert operation["x-act"] in given, name


def test_the_act_that_is_written_is_the_one_that_is_asked() -> None:
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for operation in view.operations:
                (key,) = operation.auth_callbacks
                assert isinstance(key, Key), path
                assert operation.openapi_extra["x-act"] == key.act, path


def test_every_operation_shows_an_example_that_fits_its_own_shape(description: Any) -> None:
    shapes = {"components": description["components"]}

    for name, operation in operations(description):
        bodies = operation.get("requestBody", {"content": {}})["content"]
        answers = [one for status, one in operation["responses"].items() if status.startswith("2")]
        told = [*bodies.items(), *(media for one in answers for media in one["content"].items())]
        assert told, name
        for media, content in told:
            assert "example" in content, (name, media)
            if media == "application/json":
                jsonschema_rs.validator_for({**shapes, **content["schema"]}).validate(content["example"])


def test_every_operation_declares_what_it_may_refuse(description: Any) -> None:
    for name, operation in operations(description):
        wanted = PROBLEMS | (OF_BODIES if "requestBody" in operation else set())
        assert wanted <= set(operation["responses"]), name
        for status in wanted:
            content = operation["responses"][status]["content"]["application/problem+json"]
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}, name
            assert content["example"]["status"] == int(status)


def test_every_reference_of_the_description_leads_somewhere(description: Any) -> None:
    text = json.dumps(description)

    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}

    assert named <= set(description["components"]["schemas"])
    assert '"$defs"' not in text


def test_what_webhooks_are_told_is_described_too(description: Any) -> None:
    told = description["webhooks"]

    assert sorted(told) == sorted(Told.values)
    for event, methods in told.items():
        content = methods["post"]["requestBody"]["content"]["application/json"]
        assert content["example"]["event"] == event
        jsonschema_rs.validator_for(content["schema"]).validate(content["example"])


def test_nothing_of_the_description_comes_from_outside(description: Any) -> None:
    assert Client().get("/api/v1/docs").status_code == 401
    assert "http://" not in json.dumps(description)
    assert "https://" not in json.dumps(description)
