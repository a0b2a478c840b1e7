"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from amont.declarations.screens.depositing import deposit
from amont.declarations.screens.listing import declarations, declarations_export
from amont.declarations.screens.printing import sad_pdf, sad_xml
from amont.declarations.screens.receipts import receipts
from amont.declarations.screens.report import receipt
from amont.declarations.screens.taking import receipt_findings, receipt_rows, receipt_source

urlpatterns = [
    path("declarations/", declarations, name="declarations"),
    path("declarations/export", declarations_export, name="declarations_export"),
    path("declarations/<int:pk>/dau.pdf", sad_pdf, name="sad_pdf"),
    path("declarations/<int:pk>/dau.xml", sad_xml, name="sad_xml"),
    path("depots/", receipts, name="receipts"),
    path("depots/nouveau/", deposit, name="receive"),
    path("depots/<int:pk>/", receipt, name="receipt"),
    path("depots/<int:pk>/constats.csv", receipt_findings, name="receipt_findings"),
    path("depots/<int:pk>/a-corriger.csv", receipt_rows, name="receipt_rows"),
    path("depots/<int:pk>/fichier", receipt_source, name="receipt_source"),
]
