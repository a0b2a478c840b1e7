"""Faults that the laws must refuse, and lookalikes that they must let pass.

Each is a line of code in a small house; `# here` marks the line that the law must name.
"""

from dataclasses import dataclass

DOC = '"""A planted module."""\n'
PLANTED = "amont/kernel/planted.py"
ENGINE = "amont/engine/screen/planted.py"
MARK = "# here"


@dataclass(frozen=True)
class Planting:
    """Files to write. place: how the new line of the law must begin; empty for a lookalike."""

    law: str
    what: str
    files: dict[str, str]
    place: str


def plain(law: str, what: str, code: str, *, path: str = PLANTED) -> Planting:
    """One file below a docstring; a fault when it bears the mark."""
    lines = (DOC + code).split("\n")
    marked = [number for number, line in enumerate(lines, start=1) if line.endswith(MARK)]
    return Planting(law, what, {path: DOC + code + "\n"}, f"{path}:{marked[0]}: " if marked else "")


def whole(law: str, what: str, path: str, text: str = DOC) -> Planting:
    """One file whose fault is no line's: its first line is named."""
    return Planting(law, what, {path: text}, f"{path}:1: ")


PURITY = (
    plain("purity", "a library in the kernel", "import numpy  # here"),
    plain("purity", "a web framework in the engine", "import django.db  # here", path=ENGINE),
    plain("purity", "a file", 'text = open("tariff.csv")  # here'),
    plain("purity", "a path", "from pathlib import Path  # here"),
    plain("purity", "the environment", "from os import environ  # here"),
    plain("purity", "the clock of the machine", "import time  # here"),
    plain("purity", "the day", "import datetime as dt\nday = dt.date.today()  # here"),
    plain("purity", "the instant", "from datetime import datetime\nat = datetime.now()  # here"),
    plain("purity", "the network", "import urllib.request  # here"),
    plain("purity", "luck", "import random  # here"),
    plain("purity", "shared luck", "import numpy as np\ndraw = np.random.rand(3)  # here", path=ENGINE),
    plain(
        "purity", "shared luck handed on", "from numpy.random import rand\ndraw = rand  # here", path=ENGINE
    ),
    plain("purity", "no seed", "import numpy as np\ndraw = np.random.default_rng()  # here", path=ENGINE),
    plain("purity", "an order that changes from run to run", 'key = hash("importer")  # here'),
    plain("purity", "luck from a seed", "import numpy as np\ndraw = np.random.default_rng(7)", path=ENGINE),
    plain("purity", "a day in a text", 'import datetime\nday = datetime.date.fromisoformat("2026-01-01")'),
    plain("purity", "the command opens files", 'text = open("tariff.csv")', path="amont/cli/planted.py"),
)
TABLE = 'from django.db import models\n\n\nclass {name}(models.Model):\n    """A row."""\n{field}'
MODELS = DOC + TABLE
ROWS = (
    Planting(
        "one writer",
        "a page that writes",
        {
            "amont/holds/models.py": MODELS.format(name="HoldRow", field=""),
            "amont/holds/screens.py": DOC
            + "from amont.holds.models import HoldRow\nHoldRow.objects.all().delete()\n",
        },
        "amont/holds/screens.py:3: ",
    ),
    Planting(
        "keys",
        "a hold that points to a control",
        {
            "amont/controls/models.py": MODELS.format(name="Control", field=""),
            "amont/holds/models.py": MODELS.format(
                name="HoldRow", field="    control = models.ForeignKey('Control', models.PROTECT)\n"
            ),
        },
        "amont/holds/models.py:7: ",
    ),
)
SIZE = (
    Planting("file size", "a long file", {PLANTED: DOC + "\n" * 300}, f"{PLANTED}:301: "),
    Planting("file size", "a file of 300 lines", {PLANTED: DOC + "\n" * 299}, ""),
    plain("function size", "a long function", "def planted() -> None:  # here" + "\n    pass" * 50),
    plain("function size", "a function of 50 lines", "def planted() -> None:" + "\n    pass" * 49),
)
CODE = (
    plain("imports", "an import under way", "def planted() -> None:\n    import json  # here"),
    plain("sql", "an f-string", 'table = "lot"\nquery = f"SELECT 1 FROM {table}"  # here'),
    plain("sql", "format", 'query = "DELETE FROM {}".format("lot")  # here'),
    plain("sql", "percent", 'query = "UPDATE lot SET owner = %s" % 1  # here'),
    plain("sql", "plus", 'query = "insert into " + "lot"  # here'),
    plain("sql", "join", 'query = " ".join(["CREATE TABLE", "lot"])  # here'),
    plain("sql", "a sentence", 'name = "goods"\nsay = f"Create a selection of {name}"'),
    plain("sql", "a whole query", 'query = "SELECT 1 FROM lot WHERE id = %(id)s"'),
    plain("refusals", "a wide net", "try:\n    pass\nexcept Exception:  # here\n    pass"),
    plain("refusals", "a bare net", "try:\n    pass\nexcept:  # here\n    pass"),
    plain(
        "refusals", "a net among others", "try:\n    pass\nexcept (OSError, BaseException):  # here\n    pass"
    ),
    plain("refusals", "a foreseen fault", "try:\n    pass\nexcept ValueError:\n    pass"),
    plain("docstrings", "a silent function", "def planted() -> None:  # here\n    pass"),
    plain("docstrings", "a private function", "def _planted() -> None:\n    pass"),
    whole("docstrings", "a silent module", PLANTED, "lane = 1\n"),
)
NAMES = (
    whole("module names", "a module", "amont/kernel/helpers.py"),
    whole("module names", "a folder", "amont/utils/days.py"),
    whole("folders", "no __init__", "amont/lighthouses/bills.py"),
    whole("test names", "no sentence", "tests/test_x.py", "def test_lane() -> None: ...\n"),
    Planting(
        "test names",
        "a name taken",
        {f"tests/test_{name}.py": "def test_a_hold_stops_release() -> None: ...\n" for name in "ab"},
        "tests/test_b.py:1: ",
    ),
)
COMMITTED = (
    whole("committed", "a minified file", "amont/site/plot.min.js"),
    whole("committed", "modules of others", "node_modules/plot/plot.js"),
    whole("committed", "a vendor's folder", "amont/site/vendor/plot.py"),
    whole("committed", "a wheel", "wheels/plot.whl"),
    whole("committed", "a large file", "countries/tariff.csv", "1" * (1024 * 1024 + 1)),
    whole("committed", "a licence", "amont/site/plot.css", "/* Copyright 2020 Others */\n"),
    Planting("committed", "a file of 1 MiB", {"countries/tariff.csv": "1" * 1024 * 1024}, ""),
)
FAULTS = PURITY + SIZE + CODE + NAMES + COMMITTED + ROWS
