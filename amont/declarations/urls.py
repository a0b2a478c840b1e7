"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from amont.declarations.screens import drafting
from amont.declarations.screens.depositing import deposit
from amont.declarations.screens.listing import declarations, declarations_export
from amont.declarations.screens.receipts import receipts
from amont.declarations.screens.report import receipt
from amont.declarations.screens.taking import receipt_findings, receipt_rows, receipt_source

urlpatterns = [
    path("declarations/", declarations, name="declarations"),
    path("declarations/export", declarations_export, name="declarations_export"),
    path("declarations/saisie/", drafting.drafts, name="drafts"),
    path("declarations/saisie/nouvelle/", drafting.draft_new, name="draft_new"),
    path("declarations/saisie/<uuid:key>/", drafting.draft, name="draft"),
    path("declarations/saisie/<uuid:key>/garde", drafting.draft_now, name="draft_now"),
    path("declarations/saisie/<uuid:key>/garder", drafting.draft_keep, name="draft_keep"),
    path("declarations/saisie/<uuid:key>/envoyer", drafting.draft_send, name="draft_send"),
    path("declarations/saisie/<uuid:key>/copier", drafting.draft_copy, name="draft_copy"),
    path("declarations/saisie/<uuid:key>/supprimer", drafting.draft_discard, name="draft_discard"),
    path("declarations/<int:pk>/recopier", drafting.draft_from, name="draft_from"),
    path("depots/", receipts, name="receipts"),
    path("depots/nouveau/", deposit, name="receive"),
    path("depots/<int:pk>/", receipt, name="receipt"),
    path("depots/<int:pk>/constats.csv", receipt_findings, name="receipt_findings"),
    path("depots/<int:pk>/a-corriger.csv", receipt_rows, name="receipt_rows"),
    path("depots/<int:pk>/fichier", receipt_source, name="receipt_source"),
]
