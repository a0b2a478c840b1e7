"""One module for each verb of the command."""

from collections.abc import Callable

from amont.cli.commands.evaluate import evaluate
from amont.cli.commands.learn import learn
from amont.cli.commands.read import read
from amont.cli.commands.screen import screen
from amont.cli.commands.secret import secret
from amont.cli.commands.simulate import simulate
from amont.cli.commands.verify import verify

COMMANDS: dict[str, Callable[..., None]] = {
    "screen": screen,
    "evaluate": evaluate,
    "simulate": simulate,
    "learn": learn,
    "read": read,
    "secret": secret,
    "verify": verify,
}
