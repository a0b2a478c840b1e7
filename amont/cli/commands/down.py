"""`amont down`: stops the node of a folder, in order, and says what there was to stop."""

from __future__ import annotations

from amont.cli.commands.up import HomeFolder
from amont.cli.language import say
from amont.cli.node.home import home_of
from amont.cli.node.stopping import Ending, stop_node

SAID = {
    Ending.NODE: "down.node",
    Ending.LEFTOVERS: "down.leftovers",
    Ending.NOTHING: "down.nothing",
}


def down(home: HomeFolder = None) -> None:
    """See the help of the command."""
    found = home_of(home)
    print(say(SAID[stop_node(found)], home=str(found.root)))
