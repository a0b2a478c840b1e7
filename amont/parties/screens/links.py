"""Links to choose a password: made by an administrator, seen once, used once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from amont.edge.routes import Request, for_everyone
from amont.parties.actions.accounts import make_link, use_link
from amont.parties.forms.people import FirstPassword
from amont.parties.models import Person
from amont.parties.queries.links import person_of_link


def show_link(request: Request, person: Person) -> HttpResponseBase:
    """The new link, on this page and nowhere else."""
    token = make_link(person.pk, by=request.agent, now=request.now)
    url = request.build_absolute_uri(reverse("first_password", args=[person.pk, token]))
    return render(request, "parties/link.html", {"person": person, "link": url})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@for_everyone
def first_password_page(request: Request, pk: int, token: str) -> HttpResponseBase:
    """Whoever holds the link chooses the password. LinkOver."""
    person = person_of_link(pk, token=token)
    form = FirstPassword(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        use_link(pk, token=token, password=form.cleaned_data["password1"])
        messages.success(request, gettext("Votre mot de passe est enregistré. Connectez-vous."))
        return redirect("account_login")
    return render(request, "parties/first_password.html", {"form": form, "person": person})
