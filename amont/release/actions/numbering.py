"""Numbers in series, without two the same: whoever asks waits for who asked before."""

from __future__ import annotations

from django.db import transaction

from amont.release.models import Series


@transaction.atomic
def next_numbers(series: str, *, n: int) -> range:
    """The next numbers of a series, the first one 1. Held until the transaction ends."""
    Series.objects.get_or_create(name=series)
    row = Series.objects.select_for_update(of=("self",)).get(name=series)
    first = row.last + 1
    Series.objects.filter(pk=row.pk).update(last=row.last + n)
    return range(first, first + n)
