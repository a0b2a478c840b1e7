import ssl

import pytest
from cryptography import x509

from amont.cli.node.certificates import certificates_of
from amont.cli.node.home import Home

NAMES = ("localhost", "127.0.0.1", "douane.local", "192.168.1.20")


@pytest.fixture
def prepared(tmp_path) -> Home:
    home = Home(tmp_path / "node")
    home.prepare()
    return home


def greeted(found, name: str) -> bool:
    """Whether a telephone that trusts the authority accepts the server under this name."""
    server_in, client_in = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(found.certificate, found.key)
    theirs = ssl.create_default_context(cafile=found.authority)
    server = ours.wrap_bio(server_in, client_in, server_side=True)
    client = theirs.wrap_bio(client_in, server_in, server_hostname=name)
    for _ in range(3):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError:
                return False
    return True


@pytest.mark.parametrize("name", NAMES)
def test_a_telephone_that_trusts_the_authority_accepts_each_name(prepared, name):
    assert greeted(certificates_of(prepared, NAMES), name)


def test_a_telephone_refuses_a_name_that_is_not_of_this_machine(prepared):
    assert not greeted(certificates_of(prepared, NAMES), "douane.sn")


def test_the_authority_stays_the_same_when_the_machine_moves(prepared):
    before = certificates_of(prepared, NAMES)
    kept = before.certificate.read_bytes()

    assert certificates_of(prepared, NAMES).certificate.read_bytes() == kept

    after = certificates_of(prepared, (*NAMES, "10.0.0.5"))
    assert after.fingerprint == before.fingerprint
    assert greeted(after, "10.0.0.5")


def test_keys_are_for_their_owner_alone(prepared):
    certificates_of(prepared, NAMES)

    modes = {path.name: path.stat().st_mode & 0o777 for path in prepared.secrets.iterdir()}
    assert modes == dict.fromkeys(("authority.pem", "authority.key", "server.pem", "server.key"), 0o600)


def test_a_certificate_lasts_no_longer_than_telephones_allow(prepared):
    found = x509.load_pem_x509_certificate(certificates_of(prepared, NAMES).certificate.read_bytes())

    assert (found.not_valid_after_utc - found.not_valid_before_utc).days == 397
