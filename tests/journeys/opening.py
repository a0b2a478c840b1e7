"""`amont up` of a node that has its tables already, which saves the seconds of looking whether it has.

python -m tests.journeys.opening HOME PORT ZONE [--tls]
"""

import os
import sys
from pathlib import Path

from amont.cli.node.home import Home
from amont.cli.node.running import Opening, Wish

if __name__ == "__main__":
    os.environ["AMONT_TIME_ZONE"] = sys.argv[3]
    home, port = Home(Path(sys.argv[1])), int(sys.argv[2])
    Opening(Wish(home, port, with_tls="--tls" in sys.argv, steps=())).run()
