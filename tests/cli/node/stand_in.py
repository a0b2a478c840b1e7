"""`amont up` with a web server and a worker of a few lines: what is tested is who starts and stops them.

python -m tests.cli.node.stand_in HOME PORT [tls] [failing] [webless]
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from amont.cli.node.home import Home
from amont.cli.node.processes import Child
from amont.cli.node.running import Opening, Wish
from amont.cli.node.stages import Listening, Step
from amont.kernel.errors import AmontError

PROGRAM = (sys.executable, "-m", "tests.cli.node.programs")
STEPS = (Step("tables", "up.migrate", (*PROGRAM, "tables"), as_owner=True),)
FAILING = (Step("tables", "up.migrate", (sys.executable, "-c", "exit('the migration says why')")),)


def children(environment: Mapping[str, str], listening: Listening) -> Sequence[Child]:
    """Those of a true node, by name."""
    pair = listening.certificates
    keys = (str(pair.certificate), str(pair.key)) if pair else ()
    web = Child("web", (*PROGRAM, "web", str(listening.port), *keys), environment)
    return web, Child("worker", (*PROGRAM, "worker"), environment)


def webless(environment: Mapping[str, str], listening: Listening) -> Sequence[Child]:
    """A web server that falls each time."""
    return (Child("web", (sys.executable, "-c", "exit('the web server says why')"), environment),)


def main(home: str, port: str, *options: str) -> None:
    wish = Wish(
        Home(Path(home)),
        int(port),
        with_tls="tls" in options,
        steps=FAILING if "failing" in options else STEPS,
        children=webless if "webless" in options else children,
    )
    try:
        Opening(wish).run()
    except AmontError as refusal:
        print(refusal.code, refusal.facts, file=sys.stderr)
        sys.exit(3)


if __name__ == "__main__":
    main(*sys.argv[1:])
