"""Who visits the pages of the room."""

import pytest
from django.test import Client

from amont.kernel.agents import Role
from tests.declarations.visiting import signed_in
from tests.making import a_person


@pytest.fixture
def broker() -> Client:
    return signed_in(a_person(Role.BROKER, username="moussa"))


@pytest.fixture
def chief() -> Client:
    return signed_in(a_person(Role.CHIEF, username="jean"))
