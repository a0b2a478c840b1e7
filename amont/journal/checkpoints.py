"""Checkpoints: the size and root of the log as a signed note that anyone can keep, check and cosign.

Sources: C2SP tlog-checkpoint, signed-note and tlog-cosignature (c2sp.org). A note reads:

    origin of the log
    size
    root, in base64
    (extension lines)
                                        (blank)
    — name of the key base64(key id || signature)

Of the kinds of signature, Ed25519 (1) and the timestamped cosignature of a witness (4) are known here; lines
of other kinds or keys are passed over, as the note format asks.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from amont.journal.tree import HASH_BYTES
from amont.kernel.errors import AmontError, Unreadable
from amont.kernel.findings import clip

LARGEST_NOTE = 256 * 1024  # bytes; sixteen of the longest signatures known take 110 kB
MOST_SIGNATURES = 100
LARGEST_NUMBER = 2**63 - 1
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
KEY_NAME = re.compile(r"[^+\s\x00-\x1f\ud800-\udfff]+")
VERIFIER_KEY = re.compile(r"(?P<name>[^+]+)\+(?P<id>[0-9a-fA-F]{8})\+(?P<key>[A-Za-z0-9+/=]+)")
DASH = "— "
ID_BYTES, TIME_BYTES, SIGNATURE_BYTES = 4, 8, 64


class CheckpointUnreadable(Unreadable):
    """The text is no checkpoint: cut, changed by a mail program, or never one. what: the part that fails."""

    code = "journal.checkpoint_unreadable"


class CheckpointUnsigned(AmontError):
    """None of the keys given signed this checkpoint: it proves nothing."""

    code = "journal.checkpoint_unsigned"


class CheckpointForged(AmontError):
    """A signature under a known key does not fit the text: the text was changed, or the signature made up."""

    code = "journal.checkpoint_forged"


class CheckpointOfOther(AmontError):
    """Well signed, but about another log."""

    code = "journal.checkpoint_of_other"


class KeyUnreadable(AmontError):
    """The text is no verifier key, or its number is not that of its key."""

    code = "journal.key_unreadable"


class KeyKind(IntEnum):
    """What a signature says. The numbers are those of the note format."""

    LOG = 1  # this is the tree of the log
    WITNESS = 4  # at this time, this was the largest tree seen, and it held all trees seen before


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is signed. origin: the one name of the log. extensions: lines nobody may rely on."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """The signed text; refused where it would read back as something else."""
        lines = [self.origin, str(self.size), _base64(self.root), *self.extensions]
        text = "\n".join(lines) + "\n"
        if _checkpoint(_decoded(text)) != self:
            raise CheckpointUnreadable(what="text")
        return text


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key one trusts, under its name."""

    name: str
    kind: KeyKind
    public: bytes

    @property
    def id(self) -> bytes:
        """First four bytes of SHA-256(name || newline || kind || key): a number, not a proof."""
        named = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(named).digest()[:ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_base64(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key under its name; the name of a log's key is the log's origin."""

    name: str
    private: Ed25519PrivateKey

    def verifier(self, kind: KeyKind = KeyKind.LOG) -> VerifierKey:
        """What others need to check: published, never changed without saying so."""
        if not KEY_NAME.fullmatch(self.name):
            raise KeyUnreadable(key=clip(self.name))
        return VerifierKey(self.name, kind, self.private.public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line. signature: for a witness, the time in 8 bytes comes first."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A checkpoint as received, nothing of it verified."""

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """A known key whose signature fits. seconds: when a witness looked, since 1970; None for a log."""

    key: VerifierKey
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A checkpoint whose signatures under known keys all fit; at least one does."""

    checkpoint: Checkpoint
    signers: tuple[Signer, ...]


def sign(checkpoint: Checkpoint, *, key: SigningKey) -> str:
    """The note of the log, under its own name. Never sign two trees unless one begins the other."""
    if key.name != checkpoint.origin:
        raise CheckpointOfOther(origin=clip(checkpoint.origin), expected=clip(key.name))
    text = checkpoint.text()
    return text + "\n" + _line(key.verifier(), key.private.sign(text.encode()))


def cosign(note: str | bytes, *, key: SigningKey, seconds: int) -> str:
    """The note with a witness's line more. The witness has checked the log's signature and a proof before.

    seconds: since 1970, when the witness looked.
    """
    read = parse(note)
    if not 0 <= seconds <= LARGEST_NUMBER:
        raise CheckpointUnreadable(what="time")
    signature = key.private.sign(_witnessed(read.checkpoint.text(), seconds))
    line = _line(key.verifier(KeyKind.WITNESS), seconds.to_bytes(TIME_BYTES, "big") + signature)
    return _decoded(note) + line


def opened(note: str | bytes, *, keys: Iterable[VerifierKey], origin: str | None = None) -> Opened:
    """The checkpoint, once every signature under one of the keys fits and there is at least one.

    origin: the log it must be about; None takes any.
    """
    read, trusted = parse(note), list(keys)
    signers: list[Signer] = []
    for line in read.signatures:
        known = [key for key in trusted if (key.name, key.id) == (line.name, line.key_id)]
        fitting = [found for key in known if (found := _signer(read.checkpoint, line, key)) is not None]
        if known and not fitting:
            raise CheckpointForged(name=clip(line.name))
        signers += [found for found in fitting if found not in signers]
    if not signers:
        raise CheckpointUnsigned(names=", ".join(clip(line.name) for line in read.signatures[:5]))
    if origin not in (None, read.checkpoint.origin):
        raise CheckpointOfOther(origin=clip(read.checkpoint.origin), expected=clip(origin))
    return Opened(read.checkpoint, tuple(signers))


def parse(note: str | bytes) -> Note:
    """A note as it stands, strictly read; to be believed, it goes through `opened`."""
    text = _decoded(note)
    body, blank, lines = text.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise CheckpointUnreadable(what="signatures")
    signatures = lines[:-1].split("\n")
    if len(signatures) > MOST_SIGNATURES:
        raise CheckpointUnreadable(what="signatures")
    return Note(_checkpoint(body + "\n"), tuple(_signature(line) for line in signatures))


def verifier_key(text: str) -> VerifierKey:
    """A key from its published line: name+number+base64(kind || key)."""
    match = VERIFIER_KEY.fullmatch(text)
    encoded = _bytes_of(match["key"]) if match and KEY_NAME.fullmatch(match["name"]) else None
    if not match or encoded is None or encoded[:1] not in (b"\x01", b"\x04") or len(encoded) != 33:
        raise KeyUnreadable(key=clip(text))
    key = VerifierKey(match["name"], KeyKind(encoded[0]), encoded[1:])
    if key.id.hex() != match["id"].lower():
        raise KeyUnreadable(key=clip(text))
    return key


def _decoded(note: str | bytes) -> str:
    try:
        raw = note.encode() if isinstance(note, str) else note
        if len(raw) > LARGEST_NOTE:
            raise CheckpointUnreadable(what="length")
        return raw.decode()
    except UnicodeError as error:
        raise CheckpointUnreadable(what="signs") from error


def _checkpoint(text: str) -> Checkpoint:
    lines = text[:-1].split("\n")
    if len(lines) < 3 or not all(lines) or CONTROL.search(text):
        raise CheckpointUnreadable(what="lines")
    origin, size, root, *extensions = lines
    if not NUMBER.fullmatch(size) or int(size) > LARGEST_NUMBER:
        raise CheckpointUnreadable(what="size")
    decoded = _bytes_of(root)
    if decoded is None or len(decoded) != HASH_BYTES:
        raise CheckpointUnreadable(what="root")
    return Checkpoint(origin, int(size), decoded, tuple(extensions))


def _signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    decoded = _bytes_of(encoded) or b""
    if not line.startswith(DASH) or not KEY_NAME.fullmatch(name) or len(decoded) <= ID_BYTES:
        raise CheckpointUnreadable(what="signatures")
    return Signature(name, decoded[:ID_BYTES], decoded[ID_BYTES:])


def _signer(checkpoint: Checkpoint, line: Signature, key: VerifierKey) -> Signer | None:
    """The key, if the line is its signature of this checkpoint."""
    text = checkpoint.text()
    seconds, signature, signed = None, line.signature, text.encode()
    if key.kind is KeyKind.WITNESS:
        seconds = int.from_bytes(signature[:TIME_BYTES], "big")
        signature, signed = signature[TIME_BYTES:], _witnessed(text, seconds)
    if len(signature) != SIGNATURE_BYTES or (seconds or 0) > LARGEST_NUMBER:
        return None
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, signed)
    except (InvalidSignature, ValueError):  # ValueError: the key is no point of the curve
        return None
    return Signer(key, seconds)


def _witnessed(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _line(key: VerifierKey, signature: bytes) -> str:
    return f"{DASH}{key.name} {_base64(key.id + signature)}\n"


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes_of(encoded: str) -> bytes | None:
    """Bytes of standard base64, of which each value has one writing only; None: not that."""
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if _base64(raw) == encoded else None
