"""Fields of forms: label, help, error, then the control, tied together for those who do not see them."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BaseForm, BoundField, widgets
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, ngettext

register = template.Library()

MOST_TILES = 6  # beyond, a list to choose from
TILES = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


OURS = {
    "required": gettext_lazy("«\u00a0%(label)s\u00a0» attend une réponse."),
    "invalid": gettext_lazy("«\u00a0%(label)s\u00a0» ne se lit pas\u00a0: relisez ce que vous avez écrit."),
    "invalid_choice": gettext_lazy("«\u00a0%(label)s\u00a0»\u00a0: choisissez dans la liste."),
}


def sentences(bound: BoundField) -> list[str]:
    """The errors of a field, the general ones of Django in words of ours that name the answer."""
    found = []
    for error in bound.errors.as_data():
        code = error.code or ""
        is_general = any(
            error.message is getattr(kind, "default_error_messages", {}).get(code)
            for kind in type(bound.field).__mro__
        )
        own = OURS.get(code) if is_general else None
        found += [str(own) % {"label": bound.label}] if own else [str(text) for text in error.messages]
    return found


def described(bound: BoundField) -> str:
    """Ids of the help and the errors of a field, in reading order."""
    parts = [f"{bound.auto_id}-h"] if bound.help_text else []
    return " ".join([*parts, f"{bound.auto_id}-e"] if bound.errors else parts)


def control_class(widget: widgets.Widget) -> str:
    """The class that draws a control."""
    if isinstance(widget, widgets.Select) and not isinstance(widget, TILES):
        return "form-select"
    return "am-check" if isinstance(widget, widgets.CheckboxInput) else "form-control"


def unchecked(bound: BoundField) -> None:
    """Answers are checked by the node, and errors said in our words: the browser does not stop the form."""
    bound.form.use_required_attribute = False


def control(bound: BoundField, **given: str) -> SafeString:
    """The control itself, with what ties it to its help and its errors."""
    unchecked(bound)
    kept = bound.field.widget.attrs
    attributes: dict[str, Any] = {
        "class": " ".join(filter(None, [control_class(bound.field.widget), kept.get("class", "")])),
        "aria-describedby": described(bound) or None,
        "aria-invalid": "true" if bound.errors else None,
        **{name.replace("_", "-"): value for name, value in given.items()},
    }
    shown = {name: value for name, value in attributes.items() if value}
    return bound.as_widget(attrs=shown)


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, unit: str = "", width: str = "", **given: str) -> dict[str, Any]:
    """A whole field. unit: written in the control's end; width: s, m or l tells the length of the answer.

    What is given besides goes to the control: ``inputmode="decimal"`` ``autocomplete="off"``.
    """
    unchecked(bound)
    tiles = isinstance(bound.field.widget, TILES)
    return {
        "bound": bound,
        "tiles": tiles,
        "check": isinstance(bound.field.widget, widgets.CheckboxInput),
        "errors": sentences(bound),
        "described": described(bound),
        "control": "" if tiles else control(bound, **given),
        "unit": unit,
        "width": width,
        "optional": not bound.field.required and not tiles,
    }


@register.inclusion_tag("parts/filter_field.html")
def filter_field(bound: BoundField) -> dict[str, Any]:
    """A field among filters: label, error and control only."""
    return {"bound": bound, "errors": sentences(bound), "control": control(bound)}


@register.inclusion_tag("parts/errors.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """The summary above a form, one link for each error; nothing when all is well."""
    errors = [error for form in forms for error in form_errors(form)]
    heading = ngettext("%(n)s réponse est à revoir", "%(n)s réponses sont à revoir", len(errors))
    return {"errors": errors, "heading": heading % {"n": len(errors)}}


def form_errors(form: BaseForm) -> list[tuple[str, str]]:
    """(id of the field, sentence); errors of the whole form have no field."""
    found = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        found += [(target(bound), sentence) for sentence in sentences(bound)]
    return found


def target(bound: BoundField) -> str:
    """Id of what a link to this field must reach: the first of its tiles, else the control."""
    if isinstance(bound.field.widget, TILES):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


@register.simple_tag
def optional_mark() -> str:
    """What an answer one may leave out says beside its label."""
    return gettext("(facultatif)")
