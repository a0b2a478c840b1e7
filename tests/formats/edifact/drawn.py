"""Manifests drawn by a seed: every field that CUSCAR has a place for, filled or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from amont.formats.manifest.records import (
    Amount,
    Bill,
    Container,
    Danger,
    Declared,
    Filling,
    Function,
    Goods,
    Nature,
    Party,
    Scope,
    Transport,
    Voyage,
)

T = TypeVar("T")
SIGNS = "ABCDEFGH IJ?+:'é-./,() "  # no digits: four of them behind letters may be a chassis
CODE_SIGNS = "ABCDEFGHJKLMNPRSTUVW0123456789"
NUMBERS = ("CSQU3054383", "MSKU1234565", "TGHU1643396", "OOLU4293959")
FUNCTIONS = (Function.ORIGINAL, Function.REPLACE, Function.CHANGE, Function.CANCEL)


class Drawing:
    """Values of one seed."""

    def __init__(self, seed: int) -> None:
        self.luck = Random(seed)

    def maybe(self, draw: Callable[[], T]) -> T | None:
        return draw() if self.luck.random() < 0.6 else None

    def code(self) -> str:
        return "T" + "".join(self.luck.choices(CODE_SIGNS, k=self.luck.randint(2, 10)))

    def code_or_none(self) -> str:
        return self.maybe(self.code) or ""

    def words(self, longest: int) -> str:
        """Text of any length, long enough to say something, or none."""
        text = "".join(self.luck.choices(SIGNS, k=self.luck.randint(0, longest)))
        text = " ".join(text.split())
        return text if len(text) > 5 else ""

    def count(self) -> Decimal:
        return Decimal(self.luck.randint(0, 10**6))

    def mass(self) -> Decimal:
        return Decimal(self.luck.randint(0, 10**9)).scaleb(-3)

    def day(self) -> date:
        return date(1990, 1, 1) + timedelta(days=self.luck.randint(0, 25_000))

    def instant(self) -> datetime:
        seconds = self.luck.choice([0, 60, 3_600, 86_399, 12_345])
        return datetime.combine(self.day(), datetime.min.time()) + timedelta(seconds=seconds)

    def party(self) -> Party:
        """An address needs a name before it: else it would be read as one."""
        name = self.words(70)
        return Party(name, self.words(175) if name else "", self.code_or_none(), self.luck.choice(["", "SN"]))

    def goods(self, number: int) -> Goods:
        luck = self.luck
        packages = self.maybe(self.count)
        return Goods(
            number,
            packages=packages,
            package_kind="" if packages is None else luck.choice(["", "CT", "PX"]),
            description=self.words(800),
            marks=self.words(500),
            gross_kg=self.maybe(self.mass),
            volume_m3=self.maybe(self.mass),
            hs_code=luck.choice(["", "5208", "52085200"]),
            danger=tuple(Danger(self.code(), self.code()) for _ in range(luck.randint(0, 2))),
            containers={box: self.maybe(self.count) for box in luck.sample(NUMBERS, luck.randint(0, 2))},
        )

    def container(self, number: str) -> Container:
        luck = self.luck
        return Container(
            number,
            kind=luck.choice(["", "22G1"]),
            filling=luck.choice(list(Filling)),
            goods_kg=self.maybe(self.mass),
            gross_kg=self.maybe(self.mass),
            tare_kg=self.maybe(self.mass),
            seals=tuple(dict.fromkeys(self.code() for _ in range(luck.randint(0, 2)))),
            celsius=self.maybe(lambda: Decimal(luck.randint(-300, 300)).scaleb(-1)),
        )

    def bill(self, place: int, boxes: dict[str, Container]) -> Bill:
        luck = self.luck
        goods = tuple(self.goods(number) for number in range(1, luck.randint(1, 3) + 1))
        held: dict[str, Decimal | None] = {}
        for line in goods:
            for number, packages in line.containers.items():
                known = held.get(number)
                held[number] = packages if known is None else known + (packages or 0)
        nature = luck.choice(list(Nature))
        return Bill(
            number=self.code(),
            place=place,
            number_in_voyage=str(place),
            nature=nature,
            nature_code=nature.value,
            kind=luck.choice(["", "BM", "HWB", "704"]),
            master=self.code_or_none().lower(),
            unique_reference=self.code_or_none(),
            loading=self.code_or_none(),
            unloading=self.code_or_none(),
            origin_port=self.code_or_none(),
            delivery=self.code_or_none(),
            destination=self.code_or_none(),
            transhipments=tuple(self.code() for _ in range(luck.randint(0, 2))),
            shipper=self.party(),
            consignee=self.party(),
            notify=self.party(),
            carrier=self.party(),
            agent=self.party(),
            packages=self.maybe(self.count),
            gross_kg=self.maybe(self.mass),
            volume_m3=self.maybe(self.mass),
            container_count=self.maybe(lambda: luck.randint(0, 9)),
            goods=goods,
            containers=tuple(
                replace(boxes.get(number, Container(number)), packages=packages)
                for number, packages in held.items()
            ),
            freight=self.maybe(lambda: Amount(self.mass(), luck.choice(["", "EUR", "XOF"]))),
            customs_value=self.maybe(lambda: Amount(self.mass(), "EUR")),
            insurance=self.maybe(lambda: Amount(self.mass(), "EUR")),
            freight_terms=luck.choice(["", "P", "C"]),
            location=self.code_or_none(),
            remarks=self.words(200),
        )

    def voyage(self, boxes: dict[str, Container]) -> Voyage:
        luck, master = self.luck, self.code_or_none()
        arrives_at = self.maybe(self.instant)
        transport = Transport(
            mode="1",
            name=self.words(35),
            imo=luck.choice(["", "9321483"]),
            call_sign=self.code_or_none(),
            nationality=luck.choice(["", "PA"]),
            registration=self.code_or_none(),
            master_name=self.words(35),
            carrier=self.party(),
            agent=self.party(),
        )
        return Voyage(
            scope=Scope.MASTER if master else Scope.VOYAGE,
            function=luck.choice(FUNCTIONS),
            reference=self.code_or_none(),
            previous=self.code_or_none(),
            office=self.code_or_none(),
            voyage=self.code_or_none(),
            departed_on=self.maybe(self.day),
            arrives_at=arrives_at,
            arrives_on=arrives_at.date() if arrives_at else self.maybe(self.day),
            discharged_on=self.maybe(self.day),
            written_at=self.maybe(self.instant),
            departure=self.code_or_none(),
            destination=self.code_or_none(),
            calls=tuple(self.code() for _ in range(luck.randint(0, 3))),
            transport=transport,
            sender=self.party(),
            master=master,
            declared=Declared(
                self.maybe(lambda: luck.randint(0, 99)),
                self.maybe(self.count),
                self.maybe(lambda: luck.randint(0, 99)),
                self.maybe(self.mass),
            ),
            containers=tuple(boxes.values()),
        )


def manifest_drawn(seed: int) -> tuple[Voyage, list[Bill]]:
    """A voyage and its bills."""
    drawing = Drawing(seed)
    boxes = {
        number: drawing.container(number)
        for number in drawing.luck.sample(NUMBERS, drawing.luck.randint(0, 4))
    }
    every = [drawing.bill(place, boxes) for place in range(1, drawing.luck.randint(1, 3) + 1)]
    return drawing.voyage(boxes), every
