"""HTTPS without anybody's help: a local authority, and the certificate of this machine that it signs.

Telephones open their camera and work offline on HTTPS only. They must be told once to trust the authority.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from amont.cli.node.home import Home, write_private

AUTHORITY_DAYS, SERVER_DAYS, RENEWED_BEFORE_DAYS = 3_650, 397, 30  # telephones refuse longer ones
SKEW = timedelta(days=1)  # clocks of telephones that run late


@dataclass(frozen=True)
class Certificates:
    """Files of the authority and of this machine. fingerprint: SHA-256, as telephones show it."""

    authority: Path
    certificate: Path
    key: Path
    fingerprint: str


def certificates_of(home: Home, names: Sequence[str]) -> Certificates:
    """Those kept, made where they lack, renewed when they end soon or the machine has other names."""
    folder = home.secrets
    now = datetime.now(UTC)
    authority, signer = _authority(folder, now)
    certificate, key = folder / "server.pem", folder / "server.key"
    if not _holds(certificate, key, names=names, authority=authority, now=now):
        own = ec.generate_private_key(ec.SECP256R1())
        made = _signed_for(own, names, authority=authority, signer=signer, now=now)
        write_private(key, _pem(own))
        write_private(certificate, made.public_bytes(serialization.Encoding.PEM))
    told = authority.fingerprint(hashes.SHA256()).hex(":").upper()
    return Certificates(folder / "authority.pem", certificate, key, told)


def _authority(folder: Path, now: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    certificate, key = folder / "authority.pem", folder / "authority.key"
    if certificate.exists() and key.exists():
        signer = serialization.load_pem_private_key(key.read_bytes(), None)
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        if isinstance(signer, ec.EllipticCurvePrivateKey) and found.not_valid_after_utc > now:
            return found, signer
    signer = ec.generate_private_key(ec.SECP256R1())
    made = _made_authority(signer, now)
    write_private(key, _pem(signer))
    write_private(certificate, made.public_bytes(serialization.Encoding.PEM))
    return made, signer


def _made_authority(signer: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Amont"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Amont {now:%Y-%m-%d}"),
        ]
    )
    usage = _usage(signs_certificates=True)
    return (
        _builder(name, issuer=name, key=signer.public_key(), now=now, days=AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )


def _signed_for(
    own: ec.EllipticCurvePrivateKey,
    names: Sequence[str],
    *,
    authority: x509.Certificate,
    signer: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    serving = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        _builder(name, issuer=authority.subject, key=own.public_key(), now=now, days=SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(serving, critical=False)
        .add_extension(above, critical=False)
        .add_extension(x509.SubjectAlternativeName([_general(one) for one in names]), critical=False)
        .sign(signer, hashes.SHA256())
    )


def _builder(
    name: x509.Name, *, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now - SKEW + timedelta(days=days))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _holds(
    certificate: Path, key: Path, *, names: Sequence[str], authority: x509.Certificate, now: datetime
) -> bool:
    """Whether the kept certificate still serves: of this authority, for these names, for a while."""
    if not (certificate.exists() and key.exists()):
        return False
    found = x509.load_pem_x509_certificate(certificate.read_bytes())
    known = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    lasts = found.not_valid_after_utc - now > timedelta(days=RENEWED_BEFORE_DAYS)
    signed = found.issuer == authority.subject and _is_signed(found, authority)
    return lasts and signed and set(known) == {_general(one) for one in names}


def _is_signed(found: x509.Certificate, authority: x509.Certificate) -> bool:
    above = found.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    below = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return above.key_identifier == below.digest


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
