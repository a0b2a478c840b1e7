"""States, answers and grounds of the gate in words, and the drawing of a token."""

from __future__ import annotations

from io import BytesIO

import qrcode
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathFillImage

from amont.release.queries.gate import FORGED, HELD, OTHER_OFFICE, WITHDRAWN, Told
from amont.release.states import GateWord, ReleaseState


def state_names() -> dict[str, str]:
    """States of a release."""
    return {
        ReleaseState.IN_FORCE.value: _("À enlever"),
        ReleaseState.LEFT.value: _("Sortie"),
        ReleaseState.WITHDRAWN.value: _("Retirée"),
    }


def word_names() -> dict[str, str]:
    """What the gate is answered, in big."""
    return {
        GateWord.MAY_LEAVE.value: _("Peut sortir"),
        GateWord.UNKNOWN.value: _("Inconnu"),
        GateWord.LEFT.value: _("Déjà sorti"),
        GateWord.STOPPED.value: _("Arrêté"),
    }


def why_of(told: Told) -> str:
    """What stops it and what to do, in a sentence."""
    said = {
        (GateWord.MAY_LEAVE, ""): _("La mainlevée est donnée. Comparez ce qui sort à ce qui est écrit ici."),
        (GateWord.UNKNOWN, ""): _("Aucune mainlevée ne porte ce numéro. Ne laissez pas sortir."),
        (GateWord.UNKNOWN, FORGED): _(
            "Ce code n’est pas signé par la douane\u00a0: il est faux ou abîmé. Ne laissez pas sortir et "
            "prévenez le chef de visite."
        ),
        (GateWord.LEFT, ""): _("Tout ce que couvre cette mainlevée est déjà sorti. Ne laissez pas sortir."),
        (GateWord.STOPPED, WITHDRAWN): _("La mainlevée est retirée. Ne laissez pas sortir."),
        (GateWord.STOPPED, HELD): _(
            "La marchandise est arrêtée depuis la mainlevée. Ne laissez pas sortir\u00a0; le chef de visite "
            "dira la suite."
        ),
        (GateWord.STOPPED, OTHER_OFFICE): _(
            "Cette mainlevée est d’un autre bureau\u00a0: la marchandise sort par ce bureau."
        ),
    }
    return said[told.word, told.why]


def drawing(token: str) -> SafeString:
    """The token as a QR code, dark on white whatever the theme: readers know nothing else."""
    out = BytesIO()
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_L, border=4)
    code.add_data(token)
    code.make_image(image_factory=SvgPathFillImage).save(out)
    svg = out.getvalue().decode().partition("?>")[2].strip()
    said = escape(_("Code à lire à la sortie\u00a0; le numéro écrit à côté suffit aussi"))
    drawn = svg.replace("<svg ", f'<svg role="img" aria-label="{said}" ', 1)
    return mark_safe(drawn)  # noqa: S308  drawn here, of modules only
