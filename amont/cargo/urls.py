"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from amont.cargo.screens.answers import cargo_answer
from amont.cargo.screens.deciding import (
    alert_close,
    amendment,
    cargo_alerts,
    manifest_arrival,
    manifest_cancel,
    manifest_complete,
)
from amont.cargo.screens.depositing import cargo_deposit
from amont.cargo.screens.listing import manifest_list, manifests_export
from amont.cargo.screens.manifest import bills_export, manifest
from amont.cargo.screens.punctuality import carriers_punctuality
from amont.cargo.screens.receipts import cargo_findings, cargo_receipt, cargo_receipts, cargo_source
from amont.cargo.urls_taking import urlpatterns as taking

urlpatterns = [
    *taking,
    path("manifestes/", manifest_list, name="manifests"),
    path("manifestes/export", manifests_export, name="manifests_export"),
    path("manifestes/deposer/", cargo_deposit, name="cargo_deposit"),
    path("manifestes/messages/", cargo_receipts, name="cargo_receipts"),
    path("manifestes/messages/<int:pk>/", cargo_receipt, name="cargo_receipt"),
    path("manifestes/messages/<int:pk>/fichier", cargo_source, name="cargo_source"),
    path("manifestes/messages/<int:pk>/reponse/<str:form>", cargo_answer, name="cargo_answer"),
    path("manifestes/messages/<int:pk>/constats.csv", cargo_findings, name="cargo_findings"),
    path("manifestes/ponctualite/", carriers_punctuality, name="carriers_punctuality"),
    path("manifestes/alertes/", cargo_alerts, name="cargo_alerts"),
    path("manifestes/alertes/<int:pk>/clore/", alert_close, name="close_alert"),
    path("manifestes/<int:pk>/", manifest, name="manifest"),
    path("manifestes/<int:pk>/titres", bills_export, name="bills_export"),
    path("manifestes/<int:pk>/arrivee/", manifest_arrival, name="manifest_arrival"),
    path("manifestes/<int:pk>/complet/", manifest_complete, name="manifest_complete"),
    path("manifestes/<int:pk>/annuler/", manifest_cancel, name="manifest_cancel"),
    path("manifestes/<int:pk>/modifications/<int:version>/", amendment, name="amendment"),
]
