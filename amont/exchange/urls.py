"""Addresses of the room."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from amont.exchange import screens
from amont.exchange.answers import declaration_answer, sad_pdf, sad_xml

urlpatterns: list[URLPattern] = [
    path("declarations/<int:pk>/dau.pdf", sad_pdf, name="sad_pdf"),
    path("declarations/<int:pk>/dau.xml", sad_xml, name="sad_xml"),
    path("declarations/<int:pk>/reponse.<str:form>", declaration_answer, name="declaration_answer"),
    path("avis/", screens.webhooks_page, name="webhooks"),
    path("avis/nouveau/", screens.make_page, name="make_webhook"),
    path("avis/abandonnees/", screens.dead_calls_page, name="dead_calls"),
    path("avis/<int:pk>/", screens.webhook_page, name="webhook"),
    path("avis/<int:pk>/secret/", screens.renew_page, name="renew_secret"),
    path("avis/<int:pk>/annonces/<int:call>/renvoyer/", screens.again_page, name="send_again"),
    *[
        path(f"avis/<int:pk>/{name}/", screens.decides(decision), name=decision.act)
        for name, decision in screens.DECISIONS.items()
    ],
]
