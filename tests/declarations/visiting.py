"""People at the pages of the room, and what they read there."""

import csv
import io
import re

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from amont.declarations.actions.receiving import read_next
from amont.kernel.agents import WORKER
from amont.parties.models import Person
from tests.making import NOW, TODAY

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
DANGER = '=cmd|" /C calc"!A0'


def signed_in(person: Person, *, checks_forms: bool = False) -> Client:
    client = Client(enforce_csrf_checks=checks_forms, headers={"accept-language": "fr"})
    client.force_login(person, backend=SIGN_IN)
    return client


def sent(client: Client, *files: tuple[str, bytes], **more: str) -> HttpResponse:
    given = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(reverse("receive"), {"files": given, "mapping": "amont", **more})


def text_of(response: HttpResponse) -> str:
    """What a person reads: tags out, blanks as one."""
    bare = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode())
    return " ".join(bare.replace("\u00a0", " ").replace("&#x27;", "'").replace("&quot;", '"').split())


def table_of(response: HttpResponse, delimiter: str = ",") -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def read_all() -> None:
    while read_next(by=WORKER, now=NOW, today=TODAY):
        pass


def workbook_rows(data: bytes) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data)).active.values]  # type: ignore[union-attr]
