"""A day of declarations through every step, on a node of its own: python -m bench.day [DECLARATIONS].

Prints seconds of each step and checks: the ledger balances to the unit, every charge is what its notices say,
time release tells what the simulator did. Synthetic trade: mechanics, no detection.
"""

from __future__ import annotations

import json
import sys

from bench.node.places import made, open_folder

USUAL, SEED = 20_000, 7


def main() -> None:
    """One run; the exit code says whether everything that was checked holds."""
    declarations = int(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    with open_folder() as folder, made(folder) as place:
        told = place.inside("day", declarations, SEED, owner=False)
    print(json.dumps(told, indent=2))
    sound = ("charges_differ", "times_differ", "accounts_beside")
    holds = (
        not any(told[name] for name in sound)
        and float(told["ledger"]) == float(told["desk_less_notices"]) == 0
    )
    sys.exit(0 if holds and told["timed"] == told["left"] else 1)


if __name__ == "__main__":
    main()
