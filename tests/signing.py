"""A passkey in software: a real key that signs what it is asked, for a person of the tests."""

from __future__ import annotations

import json
import os
from datetime import datetime
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from amont.kernel.agents import Agent, Role
from amont.parties.actions.signing import Bound, Site, ask_signature, sign_act
from amont.parties.models import Person, SignedAct
from amont.parties.queries import agent_of
from tests.making import NOW, OFFICE, TODAY, a_person

HOST = "testserver"
SITE = Site(f"http://{HOST}", HOST)
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
NOBODY = b"\0" * 16


class Passkey:
    """Registered for a person; `answer` is what a browser would post back."""

    def __init__(self, person: Person, *, host: str = HOST) -> None:
        self.host, self._key = host, ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        public = ES256.from_cryptography_key(self._key.public_key())
        made = AttestedCredentialData.create(NOBODY, self.id, public)
        data = AuthenticatorData.create(self._host_hash, PRESENT | VERIFIED | ATTESTED, 0, bytes(made))
        client = CollectedClientData.create("webauthn.create", os.urandom(32), f"http://{host}")
        attestation = AttestationObject.create("none", data, {})
        credential = {
            "id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key",
            "response": {
                "clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attestation),
            },
        }  # fmt: skip
        Authenticator.objects.create(
            user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "clé", "credential": credential}
        )

    @property
    def _host_hash(self) -> bytes:
        return sha256(self.host.encode()).digest()

    def answer(
        self, options: dict[str, Any], *, origin: str = "", finger: bool = True, challenge: bytes = b""
    ) -> dict[str, Any]:
        """finger: was the person known by the device? challenge: another one than asked."""
        asked = options["publicKey"]["challenge"]
        told = challenge or (asked if isinstance(asked, bytes) else websafe_decode(asked))
        client = CollectedClientData.create("webauthn.get", told, origin or f"http://{self.host}")
        flags = PRESENT | (VERIFIED if finger else 0)
        data = AuthenticatorData.create(self._host_hash, flags, 1)
        signed = self._key.sign(bytes(data) + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return {
            "id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key",
            "response": {
                "clientDataJSON": websafe_encode(client), "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signed),
            },
        }  # fmt: skip


def a_signer(role: Role, *, office: str = OFFICE, username: str = "") -> tuple[Agent, Passkey]:
    """A person of this role who has a passkey."""
    person = a_person(role, office=office, username=username)
    return agent_of(person.pk, on=TODAY), Passkey(person)


def signs(agent: Agent, key: Passkey, bound: Bound, *, now: datetime = NOW) -> SignedAct:
    """The person reads the act and signs it."""
    row, options = ask_signature(bound, site=SITE, by=agent, now=now)
    return sign_act(row.pk, answer=key.answer(options), site=SITE, by=agent, now=now)


def signed_form(key: Passkey, page: str) -> dict[str, str]:
    """The two fields that the browser fills in on a page that asks for a signature."""
    mark = 'name="signature_question" value="'
    start = page.index(mark) + len(mark)
    return {"signature_question": page[start : page.index('"', start)], "signature": posted(key, page)}


def posted(key: Passkey, page: str) -> str:
    """What the browser puts in the form of a page that asks for a signature."""
    start = page.index('id="js_data"')
    data = json.loads(page[page.index(">", start) + 1 : page.index("</script>", start)])
    return json.dumps(key.answer(data["request_options"]))
