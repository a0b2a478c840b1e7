"""Signing an act with a passkey: the question is made of the act itself, so that its answer serves no other.

What a person reads on the page is what the passkey signs: act, subject and facts make the challenge. Source:
Web Authentication Level 2 (W3C), section 13.4.3 (challenges); abuse case A2 (a lent session).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidSignature
from django.db import transaction
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    UserVerificationRequirement,
)

from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.parties.models import SignedAct
from amont.parties.permissions import GRANTS

WITHIN = timedelta(minutes=10)  # from the question to the act; evidence D: ours
SALT_BYTES = 32
UNREAD = (InvalidSignature, ValueError, TypeError, KeyError, AttributeError, IndexError)  # of hostile bytes
NAME = "Amont"


class SignatureMissing(AmontError):
    """This act is done with a passkey of who does it, on this very act. Facts: act."""

    code = "signature.missing"
    status = 403


class SignatureRefused(AmontError):
    """The answer of the passkey is not to this question, not of this person, or came too late. Facts: act."""

    code = "signature.refused"
    status = 403


class NoPasskey(AmontError):
    """The person has no passkey yet. Facts: act."""

    code = "signature.no_passkey"
    status = 403


@dataclass(frozen=True, slots=True)
class Bound:
    """An act of one person: what is signed. facts: what the page shows, plain texts, numbers and lists."""

    act: str
    subject: str
    facts: Mapping[str, object]

    @property
    def digest(self) -> str:
        """Of all three, in one way of writing."""
        told = {"act": self.act, "subject": self.subject, "facts": dict(self.facts)}
        text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
        return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Site:
    """Where the page is: `https://amont.example`, and its host without port, for which passkeys are made."""

    origin: str
    host: str

    @property
    def server(self) -> Fido2Server:
        """Answers given on another page are refused."""
        entity = PublicKeyCredentialRpEntity(id=self.host, name=NAME)
        return Fido2Server(entity, verify_origin=lambda origin: origin == self.origin)


@transaction.atomic
def ask_signature(bound: Bound, *, site: Site, by: Agent, now: datetime) -> tuple[SignedAct, dict[str, Any]]:
    """The question for a passkey of this person, and what the browser asks it. NoPasskey."""
    require(GRANTS, by, "own_account")
    keys = _keys(by)
    if not keys:
        raise NoPasskey(act=bound.act)
    salt = os.urandom(SALT_BYTES)
    challenge = sha256(bytes.fromhex(bound.digest) + salt).digest()
    options, _ = site.server.authenticate_begin(
        keys, user_verification=UserVerificationRequirement.REQUIRED, challenge=challenge
    )
    row = SignedAct.objects.create(
        person=by.name,
        act=bound.act,
        subject=bound.subject,
        facts=json.loads(json.dumps(dict(bound.facts), default=str)),
        digest=bound.digest,
        salt=salt,
        challenge=challenge,
        asked_at=now,
        expires_at=now + WITHIN,
    )
    return row, dict(options)


def sign_act(question: int, *, answer: object, site: Site, by: Agent, now: datetime) -> SignedAct:
    """Keep the answer of a passkey to one's own question. SignatureRefused, which is noted."""
    require(GRANTS, by, "own_account")
    asked = SignedAct.objects.filter(pk=question, person=by.name).first()
    if asked is None:
        raise SignatureRefused(act="")
    try:
        return _signed(asked, answer, site, by, now)
    except SignatureRefused:
        record("parties.signature_refused", by=by.name, subject=asked.subject, act=asked.act)
        raise


@transaction.atomic
def _signed(asked: SignedAct, answer: object, site: Site, by: Agent, now: datetime) -> SignedAct:
    row = SignedAct.objects.select_for_update().get(pk=asked.pk)
    if row.signed_at is not None or now > row.expires_at:
        raise SignatureRefused(act=row.act)
    state = {
        "challenge": websafe_encode(bytes(row.challenge)),
        "user_verification": UserVerificationRequirement.REQUIRED,
    }
    try:
        said = AuthenticationResponse.from_dict(answer)  # type: ignore[call-overload]
        found = site.server.authenticate_complete(state, _keys(by), said)
    except UNREAD as fault:
        raise SignatureRefused(act=row.act) from fault
    row.signed_at, row.credential = now, found.credential_id
    row.public_key = bytes(found)
    row.client_data = bytes(said.response.client_data)
    row.authenticator_data = bytes(said.response.authenticator_data)
    row.signature = said.response.signature
    row.save()
    return row


def spend_signature(bound: Bound, *, by: Agent, now: datetime) -> SignedAct:
    """The act is done with the signature that was given for it, in its transaction. SignatureMissing."""
    own = SignedAct.objects.filter(person=by.name, digest=bound.digest, signed_at__isnull=False)
    rows = own.filter(spent_at__isnull=True, expires_at__gte=now)
    row = rows.select_for_update().order_by("-pk").first()
    if row is None:
        raise SignatureMissing(act=bound.act)
    row.spent_at = now
    row.save(update_fields=["spent_at"])
    record("parties.sign_act", by=by.name, subject=bound.subject, act=bound.act, digest=bound.digest)
    return row


def is_signature_true(row: SignedAct) -> bool:
    """Does the kept answer verify against the kept key, over the very act? For auditors."""
    if row.signed_at is None:
        return False
    key = AttestedCredentialData(bytes(row.public_key or b"")).public_key
    told = json.loads(bytes(row.client_data or b""))
    signed = bytes(row.authenticator_data or b"") + sha256(bytes(row.client_data or b"")).digest()
    try:
        CoseKey.parse(key).verify(signed, bytes(row.signature or b""))
    except UNREAD:
        return False
    asked = sha256(bytes.fromhex(row.digest) + bytes(row.salt)).digest()
    return bool(told.get("challenge") == websafe_encode(asked))


def _keys(by: Agent) -> list[AttestedCredentialData]:
    """Passkeys of a person; a machine and the node itself have none."""
    kind, _, key = by.name.partition(":")
    if kind != "person" or not key.isdecimal():
        return []
    rows = Authenticator.objects.filter(user=int(key), type=Authenticator.Type.WEBAUTHN)
    found = [row.wrap().authenticator_data.credential_data for row in rows]
    return [one for one in found if one is not None]
