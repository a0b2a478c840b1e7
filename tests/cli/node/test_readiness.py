import pytest

from amont.cli.node import readiness
from amont.cli.node.database.address import connect
from amont.cli.node.readiness import fingerprint, is_ready, keep
from amont.cli.node.stages import STEPS


@pytest.fixture
def product(tmp_path, monkeypatch):
    """The files of the product, for a test that changes them."""
    folder = tmp_path / "amont"
    (folder / "site").mkdir(parents=True)
    (folder / "site" / "settings.py").write_text("DEBUG = False\n")
    monkeypatch.setattr(readiness, "PRODUCT", folder)
    return folder


@pytest.fixture
def migrated(server):
    """A database with one migration."""
    with connect(server.owner_dsn) as owner:
        owner.execute("CREATE TABLE django_migrations AS SELECT 1 AS id, now() AS applied")
    yield server
    with connect(server.owner_dsn) as owner:
        owner.execute("DROP TABLE django_migrations")


def test_steps_done_once_for_the_same_product_and_database_need_no_repeating(tmp_path, product, migrated):
    home = readiness.Home(tmp_path / "node")
    home.prepare()
    told = fingerprint(migrated, STEPS, environment={})

    assert not is_ready(home, told)
    keep(home, told)

    assert is_ready(home, fingerprint(migrated, STEPS, environment={"LANG": "fr", "AMONT_LANG": "fr"}))


def test_a_changed_file_setting_step_or_migration_asks_for_the_steps_again(product, migrated):
    before = fingerprint(migrated, STEPS, environment={})

    told = [before, fingerprint(migrated, STEPS, environment={"AMONT_PACK": "sn"})]
    told.append(fingerprint(migrated, STEPS[:2], environment={}))
    (product / "site" / "settings.py").write_text("DEBUG = True\n")
    told.append(fingerprint(migrated, STEPS, environment={}))
    with connect(migrated.owner_dsn) as owner:
        owner.execute("INSERT INTO django_migrations VALUES (2, now())")
    told.append(fingerprint(migrated, STEPS, environment={}))

    assert len(set(told)) == 5


def test_a_database_without_migrations_is_never_ready(tmp_path, product, server):
    home = readiness.Home(tmp_path / "node")
    home.prepare()
    keep(home, "")

    assert not is_ready(home, fingerprint(server, STEPS, environment={}))
