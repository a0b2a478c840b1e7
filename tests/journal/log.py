"""A small journal as its database would hold it, and what a superuser can do to it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amont.journal.checkpoints import Checkpoint, Opened, SigningKey, opened, sign
from amont.journal.leaves import leaf_of
from amont.journal.tree import root_of
from amont.journal.verifying.answers import Head, Stored, Verification
from amont.journal.verifying.walk import verify
from tests.journal.rows import JournalRow

ORIGIN = "amont.example/sn/journal"
KEY = SigningKey(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(32)))
FIRST_NUMBER = 1000


@dataclass
class Log:
    """Rows, leaves and heads by place; the number of the row at place 5 is 1005."""

    rows: dict[int, JournalRow | None]
    leaves: dict[int, bytes | None]
    beside: dict[int, bytes]
    heads: list[Head] = field(default_factory=list)

    def stored(self) -> Iterator[Stored]:
        for place in sorted(self.rows.keys() | self.leaves.keys()):
            yield Stored(
                place,
                FIRST_NUMBER + place,
                self.rows.get(place),
                self.leaves.get(place),
                self.beside.get(place),
            )

    def exported(self, size: int) -> Opened:
        """The checkpoint that an auditor took home."""
        return exported(size, root_of([self.leaves[place] for place in range(size)]))

    def known(self) -> list[bytes]:
        """The list of leaves that an auditor took home."""
        return [self.leaves[place] for place in sorted(self.leaves)]

    def change_row(self, place: int) -> None:
        self.rows[place] = replace(self.rows[place], facts={"lane": "green", "version": 2})

    def change_leaf(self, place: int) -> None:
        self.leaves[place] = self.beside[place] = b"\0" * 32

    def rewrite(self, place: int) -> None:
        """A row together with both its hashes."""
        self.change_row(place)
        self.leaves[place] = self.beside[place] = leaf_of(self.rows[place])

    def sign_heads_again(self, sizes: Iterable[int]) -> None:
        """With the key of the log: only its operator can."""
        self.heads = heads_of(self.leaves, sizes)

    def forge_heads_over_rows(self, sizes: Iterable[int]) -> None:
        """Heads that say the rows are right and the leaves wrong."""
        self.heads += heads_of({place: leaf_of(row) for place, row in self.rows.items()}, sizes)

    def verified(self, **told) -> Verification:
        return verify(self.stored(), heads=self.heads, head_keys=[KEY.verifier()], **told)


def exported(size: int, root: bytes) -> Opened:
    """A checkpoint well signed, whether it is true or not."""
    return opened(sign(Checkpoint(ORIGIN, size, root), key=KEY), keys=[KEY.verifier()])


def log_of(size: int, *, heads: Iterable[int] = ()) -> Log:
    rows = {place: JournalRow(subject=f"declarations.declaration:{place}") for place in range(size)}
    leaves = {place: leaf_of(row) for place, row in rows.items()}
    return Log(dict(rows), dict(leaves), dict(leaves), heads_of(leaves, heads))


def heads_of(leaves: dict[int, bytes], sizes: Iterable[int]) -> list[Head]:
    made = []
    for size in sizes:
        root = root_of([leaves[place] for place in range(size)])
        made.append(Head(size, root, sign(Checkpoint(ORIGIN, size, root), key=KEY)))
    return made


def named(verification: Verification) -> list[tuple[str, int]]:
    """Code and place of each row or leaf named."""
    return [(fault.code, fault.index) for fault in verification.row_faults]


def trees(verification: Verification) -> list[tuple[str, Mapping[str, object]]]:
    """Code and facts of what is said of the tree."""
    return [(fault.code, fault.facts) for fault in verification.tree_faults]
