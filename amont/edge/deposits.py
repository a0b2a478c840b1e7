"""Files handed in by a form: each on its own, one that is refused at the door keeps no other out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amont.edge.routes import Request
from amont.kernel.errors import AmontError
from amont.kernel.findings import clip


@dataclass
class Outcome:
    """What became of the files of one form: receipts of a room. known: received before, byte for byte."""

    fresh: list[Any] = field(default_factory=list)
    known: list[Any] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def receipts(self) -> list[Any]:
        """Every file that has a receipt."""
        return [*self.fresh, *self.known]

    def take(
        self, files: Sequence[UploadedFile[bytes]], receive: Callable[[bytes, str], Any], request: Request
    ) -> None:
        """Each file by its bytes and name; a refusal is said beside the name."""
        for one in files:
            try:
                receipt = receive(one.read(), one.name or "")
            except AmontError as refusal:
                self.refused.append(said(one.name or "", refusal, request))
            else:
                (self.fresh if receipt.received_at == request.now else self.known).append(receipt)

    def told(self, request: Request, *, one: str, several: str) -> HttpResponse:
        """On to the receipt, or to the list when there are several. one, several: names of these pages."""
        if self.fresh:
            text = ngettext("%(n)s fichier est reçu.", "%(n)s fichiers sont reçus.", len(self.fresh))
            messages.success(request, text % {"n": len(self.fresh)})
        for known in self.known:
            text = _("%(name)s est déjà reçu\u00a0: rien n’est repris une seconde fois.")
            messages.info(request, text % {"name": known.name})
        for sentence in self.refused:
            messages.error(request, sentence)
        return redirect(one, pk=self.receipts[0].pk) if len(self.receipts) == 1 else redirect(several)


def said(name: str, refusal: AmontError, request: Request) -> str:
    """A refusal beside the name of its file."""
    sentence = request.words.sentence(refusal.code, refusal.facts)
    return _("%(name)s\u00a0: %(sentence)s") % {"name": clip(name), "sentence": sentence}
