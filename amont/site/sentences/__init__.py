"""French sentence of every code, one module for each domain. Kept by ``tools/catalogues.py``."""

from amont.site.sentences import (
    cli,
    kernel,
    labels,
    learning,
    report,
    sad,
    selectivity,
    simulation,
    tabular,
    told,
)

SENTENCES: dict[str, str] = {
    **cli.SENTENCES,
    **kernel.SENTENCES,
    **labels.SENTENCES,
    **learning.SENTENCES,
    **report.SENTENCES,
    **sad.SENTENCES,
    **selectivity.SENTENCES,
    **simulation.SENTENCES,
    **tabular.SENTENCES,
    **told.SENTENCES,
}
