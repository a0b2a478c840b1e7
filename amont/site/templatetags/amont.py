"""Tags and filters of every template, without a `load`: the parts of a page, the writing, the plots."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy, ngettext

from amont.kernel.findings import Severity
from amont.kernel.lanes import Lane
from amont.site import formats
from amont.site.plots.bars import row_bar, score_bar
from amont.site.templatetags import fields, mapping, plotting, writing
from amont.site.words import LANE_OF

register = template.Library()
for other in (writing.register, fields.register, plotting.register, mapping.register):
    register.filters |= other.filters
    register.tags |= other.tags

SPRITE = "vendor/icons.svg"
ROLES = {
    "broker": gettext_lazy("déclarant"),
    "carrier": gettext_lazy("transporteur"),
    "terminal": gettext_lazy("terminal"),
    "quay": gettext_lazy("agent de prise en charge"),
    "cashier": gettext_lazy("receveur ou caissier"),
    "gate": gettext_lazy("agent de la sortie"),
    "inspector": gettext_lazy("inspecteur"),
    "analyst": gettext_lazy("analyste"),
    "chief": gettext_lazy("chef de visite"),
    "director": gettext_lazy("directeur"),
    "administrator": gettext_lazy("administrateur"),
    "security": gettext_lazy("responsable de la sécurité"),
}
SEVERITY_OF = {severity.name.lower(): severity for severity in Severity}


def shape(kind: str, name: str) -> SafeString:
    """One drawing of the sprite, which says nothing by itself."""
    return format_html(
        '<svg{} aria-hidden="true"><use href="{}#{}"/></svg>',
        mark_safe(' class="am-icon"') if kind else "",  # a constant of ours
        static(SPRITE),
        name,
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A named icon; a word always stands beside it."""
    return shape("am-icon", f"i-{name}")


@register.simple_tag
def lane(of: Lane | int | str | None, size: str = "") -> SafeString:
    """The word and the shape of a lane; nothing decided yet is said in words."""
    known = LANE_OF.get(of) if isinstance(of, str) else None if of is None else Lane(of)
    if known is None:
        return format_html('<span class="am-quiet">{}</span>', gettext("sans circuit"))
    classes = f"am-lane am-lane--{known.code}" + (f" am-lane--{size}" if size else "")
    drawing = shape("", f"l-{known.code}")
    return format_html('<span class="{}">{}{}</span>', classes, drawing, writing.words().lane(known))


@register.filter
def lane_code(of: Lane | str | None) -> str:
    """red, yellow, blue or green, for classes and addresses; empty without a lane (green is zero)."""
    return of.code if isinstance(of, Lane) else of or ""


@register.simple_tag
def severity(of: Severity | str) -> SafeString:
    """Refusée, Retenue, Note: other shapes than the lanes, and no fill."""
    known = SEVERITY_OF[of] if isinstance(of, str) else Severity(of)
    name = known.name.lower()
    said = writing.words().severity(known)
    return format_html(
        '<span class="am-sev am-sev--{}">{}{}</span>', name, shape("am-icon", f"s-{name}"), said
    )


@register.simple_tag
def score(value: float | None, threshold: float | None = None) -> SafeString:
    """Bar, threshold of the day and figure; without a score, the word for it."""
    if value is None:
        return format_html('<span class="am-quiet">{}</span>', gettext("sans score"))
    figure = formats.probability(value, writing.language())
    bar = score_bar(value, threshold=threshold, sentence=figure)
    return format_html('<span class="am-score"><span aria-hidden="true">{}</span>{}</span>', bar, figure)


@register.simple_tag
def weight(share: float, said: str = "") -> SafeString:
    """How much a reason weighs among the others: a bar from 0 to 1, and its words."""
    bar = row_bar([("f-bar", share), ("score-bg", 1 - share)], longest=1.0, sentence=said)
    return format_html('<div class="am-weight"><span aria-hidden="true">{}</span>{}</div>', bar, said)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """The parameters of this page with some changed; None takes one away. Starts by a question mark."""
    request = context.get("request")
    parameters = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None:
            parameters.pop(name, None)
        else:
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}"


@register.inclusion_tag("parts/sort_head.html", takes_context=True)
def sort_head(context: Context, key: str, title: str, number: str = "", **classes: str) -> dict[str, Any]:
    """A head one can sort by: `tri=key`, then `tri=-key`, the greatest at once with `first="-"`.

    number: any text puts it on the right.
    """
    request = context.get("request")
    now = request.GET.get("tri", "") if request else ""
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    goes_down = direction == "ascending" or (not direction and classes.get("first") == "-")
    wanted = f"-{key}" if goes_down else key
    return {
        "title": title,
        "direction": direction,
        "url": query(context, tri=wanted, apres=None),
        "classes": " ".join(filter(None, ["am-num" if number else "", classes.get("kind", "")])),
    }


@register.simple_tag
def counted(n: int | None) -> str:
    """A count, exact up to 1 000, then in words."""
    if n is None or n > 1000:
        return gettext("plus de %(n)s") % {"n": formats.integer(1000, writing.language())}
    return formats.integer(n, writing.language())


@register.filter
def note_kind(level: str) -> str:
    """The kind of note of a message's level."""
    return {"success": "done", "warning": "wait", "error": "wrong"}.get(level, "info")


@register.filter
def role_name(role: str) -> str:
    """What a role is called on screen; a name already written stays as it is."""
    return str(ROLES.get(role, role))


@register.simple_tag
def errors_title(*forms: Any) -> str:
    """What a page title begins with when answers must be seen again: « 3 erreurs · »."""
    n = sum(len(found) for form in forms if form for found in form.errors.values())
    return f"{ngettext('%(n)s erreur', '%(n)s erreurs', n) % {'n': n}} · " if n else ""
