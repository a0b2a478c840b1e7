"""Addresses of the room."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from amont.parties.screens import account, deciding, keys, links, operators, people

urlpatterns: list[URLPattern] = [
    path("mon-compte/", account.account_page, name="account"),
    path("mon-compte/connexions/", account.sessions_page, name="own_sessions"),
    path("ouvrir/<int:pk>/<str:token>/", links.first_password_page, name="first_password"),
    path("comptes/", people.people_page, name="people"),
    path("comptes/nouveau/", people.open_page, name="open_account"),
    path("comptes/<int:pk>/", people.person_page, name="person"),
    path("comptes/<int:pk>/affecter/", people.propose_page, name="propose_posting"),
    path("comptes/<int:pk>/lien/", deciding.link_page, name="make_link"),
    path("comptes/<int:pk>/fermer/", deciding.close_page, name="close_account"),
    path("comptes/<int:pk>/rouvrir/", deciding.reopen_page, name="reopen_account"),
    path("comptes/<int:pk>/connexions/", deciding.sessions_page, name="end_sessions"),
    path("comptes/<int:pk>/moyens/", deciding.factors_page, name="clear_factors"),
    path("affectations/<int:pk>/approuver/", deciding.approve_page, name="approve_posting"),
    path("affectations/<int:pk>/refuser/", deciding.refuse_page, name="refuse_posting"),
    path("affectations/<int:pk>/terminer/", deciding.end_page, name="end_posting"),
    path("operateurs/", operators.operators_page, name="operators"),
    path("operateurs/<path:code>/fiche/", operators.describe_page, name="describe_operator"),
    path("operateurs/<path:code>/mandats/", operators.give_page, name="give_mandate"),
    path("mandats/<int:pk>/terminer/", operators.end_page, name="end_mandate"),
    path("operateurs/<path:code>/", operators.operator_page, name="operator"),
    path("cles/", keys.keys_page, name="keys"),
    path("cles/nouvelle/", keys.make_page, name="make_key"),
    path("cles/<int:pk>/renouveler/", keys.rotate_page, name="rotate_key"),
    path("cles/<int:pk>/retirer/", keys.revoke_page, name="revoke_key"),
    path("cles/<int:pk>/approuver/", keys.approve_page, name="approve_key"),
]
