from amont.cli.node import logs
from amont.cli.node.logs import tail, turned


def test_a_log_that_has_grown_is_kept_apart_and_the_oldest_one_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "LARGEST_BYTES", 3)
    path = tmp_path / "web.log"

    for text in ("first", "second", "third", "fourth", "fifth"):
        turned(path).write_text(text)

    kept = {one.name: one.read_text() for one in tmp_path.iterdir()}
    assert kept == {"web.log": "fifth", "web.log.1": "fourth", "web.log.2": "third", "web.log.3": "second"}


def test_the_last_lines_of_a_log_are_shown(tmp_path):
    path = tmp_path / "web.log"
    path.write_text("".join(f"line {number}\n" for number in range(9_000)))

    assert tail(path, lines=2) == ["line 8998", "line 8999"]
    assert tail(tmp_path / "absent.log") == []
