import os
from pathlib import Path

import pytest

from amont.cli.node.home import (
    DiskFull,
    Home,
    HomeAbsent,
    HomeForbidden,
    HomeForeign,
    HomeOccupied,
    home_of,
    require_room,
)


def test_the_folder_asked_for_comes_before_the_one_of_the_environment(tmp_path):
    given, named = tmp_path / "given", tmp_path / "named"

    assert home_of(given, environment={"AMONT_HOME": str(named)}).root == given
    assert home_of(None, environment={"AMONT_HOME": str(named)}).root == named


def test_without_a_wish_the_node_lies_where_the_account_keeps_its_data(tmp_path):
    found = home_of(None, environment={"XDG_DATA_HOME": str(tmp_path)}).root

    assert found == (Path("/var/lib/amont") if os.geteuid() == 0 else tmp_path / "amont")


def test_a_new_home_is_closed_to_everyone_else(tmp_path):
    home = Home(tmp_path / "deep" / "node")

    home.prepare()

    folders = (home.root, home.run, home.files, home.secrets, home.logs, home.backups)
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


def test_a_home_may_be_prepared_again(tmp_path):
    home = Home(tmp_path / "node")
    home.prepare()
    (home.files / "sad.xml").touch()

    home.prepare()

    assert (home.files / "sad.xml").exists()


def test_a_node_never_mixes_with_what_is_in_a_folder(tmp_path):
    (tmp_path / "letter.odt").touch()

    with pytest.raises(HomeOccupied):
        Home(tmp_path).prepare()

    assert [path.name for path in tmp_path.iterdir()] == ["letter.odt"]


def test_the_folder_of_another_account_is_refused_with_its_owner(tmp_path):
    if os.geteuid() == 0:
        os.chown(tmp_path, 65_534, 65_534)
    other = tmp_path if os.geteuid() == 0 else Path("/usr")

    with pytest.raises(HomeForeign) as refusal:
        Home(other).prepare()

    assert refusal.value.facts["home"] == str(other)


def test_a_place_that_takes_no_folder_is_refused(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(HomeForbidden):
        Home(tmp_path / "file" / "node").prepare()


def test_a_disk_without_room_is_told_in_megabytes(tmp_path):
    with pytest.raises(DiskFull) as refusal:
        require_room(tmp_path, needed=10**18)

    assert refusal.value.facts["needed_mb"] == 10**12


def test_commands_on_a_folder_without_node_say_so(tmp_path):
    with pytest.raises(HomeAbsent):
        Home(tmp_path).require_made()


def test_a_secret_is_drawn_once_and_read_by_its_owner_alone(tmp_path):
    home = Home(tmp_path / "node")
    home.prepare()

    drawn = home.secret("secret_key")

    assert len(drawn) == 43
    assert home.secret("secret_key") == drawn
    assert (home.secrets / "secret_key").stat().st_mode & 0o777 == 0o600
