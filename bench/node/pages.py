"""The queue and the sheet of a declaration in a node of ten thousand, a hundred thousand, a million."""

from __future__ import annotations

from bench.node.copies import START, STEP, copy
from bench.node.figures import Figure, Goal, middle
from bench.node.loads import request_of, run
from bench.node.places import APPLICATION, Place

FLAT = Goal(2.0, is_most=True)
TIMES = 20  # each page, in each round
PAST_SHARE = 0.5  # of the declarations, brought along from before; the others were screened here
PAGES = {"queue": "/", "queue, red lane": "/?circuit=red", "list of declarations": "/declarations/"}
SHEET = "sheet of a declaration"


class Grown:
    """A node that is given more and more declarations, and how long its pages take each time."""

    def __init__(self, place: Place, cookie: str, seeds: tuple[int, int], *, repeats: int) -> None:
        self.place, self.cookie, self.seeds, self.repeats = place, cookie, seeds, repeats
        self.copies, self.pasts = 0, 1
        self.waits: dict[int, dict[str, float]] = {}

    def grow(self, size: int) -> None:
        """Up to so many declarations in all."""
        have, past = self.place.rows(
            "SELECT count(*), count(*) FILTER (WHERE state = 'past') FROM declarations_declaration"
        )[0]
        lacking = max(0, min(size - have, round(size * PAST_SHARE) - past))
        if lacking:
            self.pasts += 1
            self.place.inside("past", "load", lacking, self.pasts)
        each = self.seeds[1] - self.seeds[0] + 1
        copies = max(0, size - have - lacking) // each
        if copies:
            numbers = range(self.copies, self.copies + copies)
            copy(self.place.database.owner_dsn, seeds=self.seeds, numbers=numbers)
            self.copies = numbers.stop
        self.place.rows("ANALYZE")

    def measure(self, size: int) -> None:
        """Milliseconds of each page: medians of each round, then of the rounds."""
        with self.place.served(APPLICATION) as server:
            for name, addresses in self._addresses().items():
                asked = [request_of(one, headers={"Cookie": self.cookie}) for one in addresses]
                run(server.port, [asked[:5]], wanted=(200,), is_right=_is_page)
                rounds = [
                    run(server.port, [asked], wanted=(200,), is_right=_is_page).waits
                    for _ in range(self.repeats)
                ]
                self.waits.setdefault(size, {})[name] = middle([middle(one) * 1_000 for one in rounds])

    def _addresses(self) -> dict[str, list[str]]:
        """Each page as often as it is asked; sheets of declarations from one end to the other."""
        found: dict[str, list[str]] = {name: [address] * TIMES for name, address in PAGES.items()}
        keys = [self.seeds[0] + place for place in range(TIMES)]
        if self.copies:
            last = self.copies - 1
            keys = [key + (START + last * place // TIMES) * STEP for place, key in enumerate(keys)]
        return found | {SHEET: [f"/declarations/{key}/" for key in keys]}

    def figures(self) -> list[Figure]:
        """Each size beside the first one."""
        first, *others = self.waits
        lines = [Figure(f"{name}, {first:,}", wait, "ms") for name, wait in self.waits[first].items()]
        for size in others:
            for name, wait in self.waits[size].items():
                before = self.waits[first][name]
                lines.append(Figure(f"{name}, {size:,}", wait, "ms", before, f"{first:,}", FLAT))
        return lines


def _is_page(body: bytes) -> bool:
    return b"</html>" in body
