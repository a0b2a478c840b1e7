"""Photographs the report for the guides: `python -m tools.screenshots`; needs Chromium, no network.

Makes a small simulated country in a folder of its own, screens it in each language of the guides, and writes
docs/guide/images/LANGUAGE-NAME.png. Same seeds as in the guides, so that pictures and text agree.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import F_DUPFD_CLOEXEC, fcntl
from pathlib import Path
from typing import Any

IMAGES = Path("docs/guide/images")
LANGUAGES = ("fr", "en")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = """Chromium is missing. Install it, or name it: CHROMIUM=/where/it/is python -m tools.screenshots
  Debian, Ubuntu: sudo apt-get install chromium
  Fedora, RHEL:   sudo dnf install chromium
  macOS:          brew install --cask chromium
"""
SWITCHES = ("--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking")
LIGHT = ("--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-pipe")
COUNTRY = ("simulate", "--country", "demo", "--items", "20000", "--seed", "7", "--out", "country")
FILES = ("country/declarations.csv", "--history", "country/history.csv")
SCREEN = ("screen", *FILES, "--country", "demo", "--seed", "1")
LARGEST = 150_000
PATIENCE = 60.0  # seconds
ABOVE = 8  # px left above each part
FIRST_FREE = 10  # above 3 and 4, which the browser reads and writes


@dataclass(frozen=True)
class Shot:
    """A part of the report: from above the first element to below the last, all in px."""

    name: str
    first: str
    last: str
    width: int = 1280
    below: int = 8


SHOTS = (
    Shot("head", ".am-bar", ".am-lanes"),
    Shot("why", ".am-halves:has(#h-why)", ".am-halves:has(#h-why)"),
    Shot("list", ".am-h:has(#h-list)", ".am-list tbody tr:nth-child(3)", below=0),
    Shot("quality", ".am-h:has(#h-quality)", "section[aria-labelledby=h-precision]"),
    Shot("offices", ".am-halves:has(#h-rules)", ".am-halves:has(#h-rules)"),
    Shot("phone", ".am-h:has(#h-list)", ".am-list tbody tr:nth-child(2)", width=390, below=0),
)
BOX = """(() => {
  const first = document.querySelector(%s).getBoundingClientRect();
  const last = document.querySelector(%s).getBoundingClientRect();
  return [first.top + scrollY, last.bottom + scrollY];
})()"""


class Browser:
    """A Chromium spoken to by its debugging pipe: JSON messages, each closed by a zero byte."""

    def __init__(self, program: str, profile: Path) -> None:
        their_read, write = _pipe()
        read, their_write = _pipe()
        sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
        command = [program, *SWITCHES, *LIGHT, *sandbox, f"--user-data-dir={profile}", "about:blank"]
        self.pid = os.posix_spawn(  # noqa: S606  the pipe must be 3 and 4, which subprocess cannot promise
            program,
            command,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, their_read, 3),
                (os.POSIX_SPAWN_DUP2, their_write, 4),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
            setpgroup=0,
        )
        os.close(their_read)
        os.close(their_write)
        self._read, self._write, self._number, self._session, self._rest = read, write, 0, "", b""

    def open(self, page: Path, *, width: int) -> None:
        """Shows a page of this machine at a width, in light colours, and waits until it is complete."""
        self.close_page()
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        light = [{"name": "prefers-color-scheme", "value": "light"}]
        self.call("Emulation.setEmulatedMedia", features=light)
        self.call("Page.navigate", url=page.resolve().as_uri())
        until = time.monotonic() + PATIENCE
        while self.value("location.protocol + document.readyState") != "file:complete":
            if time.monotonic() > until:
                raise SystemExit(f"{page.name} did not open within {PATIENCE:g} seconds.")
            time.sleep(0.05)

    def photograph(self, shot: Shot) -> bytes:
        """A PNG of one part of the page."""
        top, bottom = self.value(BOX % (json.dumps(shot.first), json.dumps(shot.last)))
        begin = max(0, top - ABOVE)
        clip = {"x": 0, "y": begin, "width": shot.width, "height": bottom + shot.below - begin, "scale": 1}
        taken = self.call("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(taken["data"])

    def value(self, script: str) -> Any:
        """What a line of script says on the page."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "value" not in found["result"]:
            raise SystemExit(f"The page lacks a part: {script}")
        return found["result"]["value"]

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """One request and its answer; what comes in between is not listened to."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        for answer in self._answers():
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])
        raise SystemExit(f"Chromium stopped or kept silent for {PATIENCE:g} seconds after {method}.")

    def close_page(self) -> None:
        """Back to the browser itself."""
        if self._session:
            self.call("Page.close")
            self._session = ""

    def stop(self) -> None:
        """Ends this browser and what it started."""
        os.killpg(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self._read)
        os.close(self._write)

    def _answers(self) -> Iterator[dict[str, Any]]:
        while True:
            while b"\0" in self._rest:
                one, self._rest = self._rest.split(b"\0", 1)
                yield json.loads(one)
            ready, _, _ = select.select([self._read], [], [], PATIENCE)
            piece = os.read(self._read, 1 << 20) if ready else b""
            if not piece:
                return
            self._rest += piece


def main() -> int:
    """0 when every picture is written, 1 when one is too large, 2 without Chromium."""
    program = found()
    if program is None:
        sys.stderr.write(MISSING)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        amont(COUNTRY, folder)
        for language in LANGUAGES:
            amont((*SCREEN, "--report", f"{language}.html"), folder, language=language)
        with browser(program, folder / "profile") as chromium:
            sizes = [size for language in LANGUAGES for size in photograph(chromium, folder, language)]
    return int(max(sizes) > LARGEST)


def photograph(chromium: Browser, folder: Path, language: str) -> Iterator[int]:
    """Writes the pictures of one language and says their sizes in bytes."""
    for shot in SHOTS:
        chromium.open(folder / f"{language}.html", width=shot.width)
        path = IMAGES / f"{language}-{shot.name}.png"
        size = path.write_bytes(chromium.photograph(shot))
        sys.stdout.write(f"{path} {size} bytes{', too large' if size > LARGEST else ''}\n")
        yield size


def found() -> str | None:
    """The program to photograph with: CHROMIUM, else the first known name on the path."""
    named = os.environ.get("CHROMIUM", "")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def amont(words: tuple[str, ...], folder: Path, *, language: str = "en") -> None:
    """One command of Amont, in a folder."""
    command = [str(Path(sys.executable).with_name("amont")), *words]
    environment = {**os.environ, "AMONT_LANG": language}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


@contextmanager
def browser(program: str, profile: Path) -> Iterator[Browser]:
    """A browser with a fresh profile, stopped whatever happens."""
    one = Browser(program, profile)
    try:
        yield one
    finally:
        one.stop()


def _pipe() -> tuple[int, int]:
    """A pipe, reading end first, whose ends stand out of the way of 3 and 4."""
    near = os.pipe()
    read, write = (fcntl(end, F_DUPFD_CLOEXEC, FIRST_FREE) for end in near)
    for end in near:
        os.close(end)
    return read, write


if __name__ == "__main__":
    sys.exit(main())
