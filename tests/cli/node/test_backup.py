import zipfile
from hashlib import sha256

import pytest

from amont.cli.node.archive import DUMP, BackupDamaged, BackupUnreadable, is_safe
from amont.cli.node.backups import back_up
from amont.cli.node.database.address import connect
from amont.cli.node.database.embedded import embedded, start_embedded
from amont.cli.node.home import Home
from amont.cli.node.restoring import BackupAbsent, DatabaseOccupied, FolderOccupied, restore
from tests.cli.node.conftest import FAST, copied, open_folder, until


def silent(words: str) -> None:
    """Where progress goes in a test."""


@pytest.fixture(scope="module")
def kept(model):
    """A backup of a small node: two tables, one guarded from the application, a file, a key."""
    with open_folder() as folder:
        home = copied(model, folder)
        database = start_embedded(home, settings=FAST)
        with connect(database.owner_dsn) as owner:
            owner.execute(
                "CREATE TABLE entry AS SELECT n AS id, 'é' || n AS note FROM generate_series(1, 500) n"
            )
            owner.execute("REVOKE UPDATE, DELETE ON entry FROM amont_app")
            owner.execute("CREATE TABLE lane (name text)")
            owner.execute(r"INSERT INTO lane VALUES ('SET transaction_timeout = 0;'), ('\.'), (NULL)")
        (home.files / "2026").mkdir()
        (home.files / "2026" / "sad é.xml").write_bytes(b"<ASYCUDA/>")
        home.secret("secret_key")
        back_up(home, database, folder / "kept", note=silent)
        database.leave()
        yield home, folder / "kept"


def test_a_backup_restored_elsewhere_has_the_same_rows_files_and_rights(kept, folder):
    home, file = kept
    other = Home(folder / "restored")

    manifest = restore(file, other, note=silent, environment={})

    database = start_embedded(other)
    with connect(database.app_dsn) as application:
        found = application.execute("SELECT count(*), min(note), max(id) FROM entry").fetchone()
        lanes = application.execute("SELECT name FROM lane ORDER BY name NULLS LAST").fetchall()
        rights = application.execute(
            "SELECT has_table_privilege('entry', 'INSERT'), has_table_privilege('entry', 'UPDATE')"
        ).fetchone()
    database.leave()
    assert found == (500, "é1", 500)
    assert lanes == [("SET transaction_timeout = 0;",), (r"\.",), (None,)]
    assert rights == (True, False)
    assert manifest.tables == {"public.entry": 500, "public.lane": 3}
    assert (other.files / "2026" / "sad é.xml").read_bytes() == b"<ASYCUDA/>"
    assert other.secret("secret_key") == home.secret("secret_key")


def test_passwords_of_the_database_are_not_kept(kept, folder):
    home, file = kept

    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())

    assert names == {DUMP, "manifest.json", "files/2026/sad é.xml", "secrets/secret_key"}
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_backup_taken_while_rows_arrive_is_of_one_instant(node, home, folder):
    node.up()
    until(lambda: len(node.acknowledged()) > 100)
    before = node.acknowledged()
    database = start_embedded(home)
    manifest = back_up(home, database, folder / "under-load", note=silent)
    database.leave()
    after = len(node.acknowledged())
    node.stop()
    restored = Home(folder / "restored")

    restore(folder / "under-load", restored, note=silent, environment={})

    copy = start_embedded(restored)
    with connect(copy.owner_dsn) as owner:
        found = {row[0] for row in owner.execute("SELECT id FROM beat")}
    copy.leave()
    assert before <= found == set(range(1, len(found) + 1))
    assert manifest.tables["public.beat"] == len(found) <= after + 1


def test_a_backup_is_never_restored_over_something(kept, folder):
    (folder / "letter.odt").touch()

    with pytest.raises(FolderOccupied):
        restore(kept[1], Home(folder), note=silent, environment={})


def test_a_backup_is_never_restored_into_a_database_with_tables(kept, folder, server):
    server._keep_roles()  # tests of servers of others give this role other passwords
    with connect(server.owner_dsn) as owner:
        owner.execute("CREATE TABLE theirs (id int)")
    given = {"AMONT_DATABASE_URL": server.owner_dsn, "AMONT_DATABASE_APP_URL": server.app_dsn}
    other = Home(folder / "restored")

    with pytest.raises(DatabaseOccupied):
        restore(kept[1], other, note=silent, environment=given)

    assert other.occupants() == []
    with connect(server.owner_dsn) as owner:
        owner.execute("DROP TABLE theirs")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_one_changed_byte_is_named_by_the_part_it_is_in(kept, folder, share):
    content = bytearray(kept[1].read_bytes())
    with zipfile.ZipFile(kept[1]) as archive:
        size = archive.getinfo(DUMP).file_size
    content[100 + int(size * share)] ^= 1
    (folder / "damaged").write_bytes(content)

    with pytest.raises(BackupDamaged) as refusal:
        restore(folder / "damaged", Home(folder / "restored"), note=silent, environment={})

    assert refusal.value.facts["part"] == DUMP
    assert not (folder / "restored").exists()


def test_a_backup_whose_end_is_missing_is_refused(kept, folder):
    content = kept[1].read_bytes()
    (folder / "cut").write_bytes(content[: len(content) // 2])

    with pytest.raises(BackupUnreadable):
        restore(folder / "cut", Home(folder / "restored"), note=silent, environment={})


def test_a_backup_that_is_not_there_is_said_to_be_absent(folder):
    with pytest.raises(BackupAbsent):
        restore(folder / "absent", Home(folder / "restored"), note=silent, environment={})


def test_a_part_that_would_land_elsewhere_is_refused(kept, folder):
    stray = b"anything"
    part = {"name": "files/../../stray", "size": len(stray), "sha256": sha256(stray).hexdigest()}
    with zipfile.ZipFile(kept[1]) as source, zipfile.ZipFile(folder / "stray", "w") as target:
        manifest = (
            source.read("manifest.json")
            .decode()
            .replace('"parts": [', f'"parts": [{part},'.replace("'", '"'))
        )
        for name in source.namelist():
            target.writestr(name, manifest if name == "manifest.json" else source.read(name))
        target.writestr(part["name"], stray)

    with pytest.raises(BackupUnreadable):
        restore(folder / "stray", Home(folder / "restored"), note=silent, environment={})


def test_only_names_below_files_and_secrets_are_safe():
    safe = ["database.dump", "files/a", "files/2026/sad é.xml", "secrets/authority.key"]
    stray = [
        "",
        "files",
        "files/",
        "/etc/passwd",
        "files//a",
        "files/../a",
        "secrets/./a",
        "run/x",
        r"files\a",
        "files/a/..",
    ]

    assert [name for name in safe + stray if is_safe(name)] == safe


def test_a_failed_restore_leaves_the_folder_as_empty_as_it_was(kept, folder):
    with zipfile.ZipFile(kept[1]) as source, zipfile.ZipFile(folder / "less", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                content = content.replace(b'"public.lane": 3', b'"public.lane": 4')
            target.writestr(name, content)
    other = Home(folder / "restored")

    with pytest.raises(Exception, match="node.restore_differs"):
        restore(folder / "less", other, note=silent, environment={})

    assert other.occupants() == []
    assert not embedded(kept[0]).is_alive()
