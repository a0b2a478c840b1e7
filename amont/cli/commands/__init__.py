"""One module for each verb of the command."""

from collections.abc import Callable

from amont.cli.commands.backup import backup
from amont.cli.commands.down import down
from amont.cli.commands.draw import draw
from amont.cli.commands.evaluate import evaluate
from amont.cli.commands.learn import learn
from amont.cli.commands.load import load
from amont.cli.commands.read import read
from amont.cli.commands.restore import restore
from amont.cli.commands.screen import screen
from amont.cli.commands.secret import secret
from amont.cli.commands.simulate import simulate
from amont.cli.commands.status import status
from amont.cli.commands.up import up
from amont.cli.commands.verify import verify
from amont.cli.commands.verify_log import verify_log

COMMANDS: dict[str, Callable[..., None]] = {
    "up": up,
    "down": down,
    "status": status,
    "backup": backup,
    "restore": restore,
    "load": load,
    "draw": draw,
    "verify-log": verify_log,
    "screen": screen,
    "evaluate": evaluate,
    "simulate": simulate,
    "learn": learn,
    "read": read,
    "secret": secret,
    "verify": verify,
}
