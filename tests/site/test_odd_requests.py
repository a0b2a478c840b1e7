"""Requests that no browser of ours sends: refused, and without a trace that would fill the disk."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from pytest_django import Settings

from amont.kernel.agents import Role
from tests.pages import PASSWORD, PLAIN, browser_of, read, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    settings.STORAGES = PLAIN


def test_a_stranger_cannot_fill_the_log(caplog: pytest.LogCaptureFixture) -> None:
    stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    with_cookie = Client(enforce_csrf_checks=True, raise_request_exception=False)
    with_cookie.get("/compte/login/")
    caplog.set_level(logging.INFO)
    caplog.clear()

    answers = [
        stranger.get("/compte/login/", headers={"host": "evil.example"}),
        stranger.get("/compte/login/", headers={"host": "evil.example<script>"}),
        stranger.post("/compte/login/", {"login": "awa"}),
        with_cookie.post("/compte/login/", {f"f{n}": "1" for n in range(6_000)}),
        stranger.get("/static/../../etc/passwd"),
        stranger.get("/api/v1/declarations", headers={"authorization": "Bearer amont_x_y"}),
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 403, 400, 404, 401]
    assert [record.getMessage() for record in caplog.records] == []
    assert not any(b"evil" in answer.content for answer in answers)


def test_a_form_of_another_session_says_to_open_it_again() -> None:
    page = read(Client(enforce_csrf_checks=True, headers={"accept-language": "fr"}).post("/compte/login/"))

    assert "Ce formulaire est à rouvrir" in page
    assert "Cet acte revient à une autre personne" not in page


@pytest.mark.parametrize(
    "way",
    [
        "//evil.example",
        "https://evil.example/",
        "https:///evil.example",
        "/\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "//testserver@evil.example/",
        "http://testserver.evil.example/",
    ],
)
def test_signing_in_leads_to_this_node_alone(way: str) -> None:
    person = browser_of(Role.CHIEF)
    person.logout()

    answer = sign_in("chief", PASSWORD, client=person, next=way)

    assert (answer.status_code, answer["Location"]) == (302, "/")
