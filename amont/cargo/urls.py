"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from amont.cargo.screens.answers import cargo_answer
from amont.cargo.screens.balances import (
    cargo_difference,
    cargo_differences,
    unbalanced_bills,
    unbalanced_export,
)
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
from amont.cargo.screens.moving import bill_transfer, bill_write_off, entry_undo
from amont.cargo.screens.offline import (
    take_over_along,
    take_over_line,
    take_over_offline,
    take_over_send,
    take_over_worker,
)
from amont.cargo.screens.photos import cargo_picture
from amont.cargo.screens.punctuality import carriers_punctuality
from amont.cargo.screens.receipts import cargo_findings, cargo_receipt, cargo_receipts, cargo_source
from amont.cargo.screens.taking import (
    take_over_count,
    take_over_end,
    take_over_other,
    take_over_sheet,
    take_overs,
)

urlpatterns = [
    path("prise-en-charge/", take_overs, name="take_overs"),
    path("prise-en-charge/ligne", take_over_line, name="take_over_line"),
    path("prise-en-charge/hors-ligne/", take_over_offline, name="take_over_offline"),
    path("prise-en-charge/hors-ligne.js", take_over_worker, name="take_over_worker"),
    path("prise-en-charge/images/<int:pk>/", cargo_picture, name="cargo_picture"),
    path("prise-en-charge/<int:manifest>/", take_over_sheet, name="take_over"),
    path("prise-en-charge/<int:manifest>/emporter", take_over_along, name="take_over_along"),
    path("prise-en-charge/<int:manifest>/comptes", take_over_send, name="take_over_send"),
    path("prise-en-charge/<int:manifest>/titres/<int:bill>/", take_over_count, name="take_over_count"),
    path("prise-en-charge/<int:manifest>/autre/", take_over_other, name="take_over_other"),
    path("prise-en-charge/<int:manifest>/fin/", take_over_end, name="take_over_end"),
    path("ecarts/", cargo_differences, name="cargo_differences"),
    path("ecarts/<int:pk>/", cargo_difference, name="cargo_difference"),
    path("titres/non-apures/", unbalanced_bills, name="unbalanced_bills"),
    path("titres/non-apures/export", unbalanced_export, name="unbalanced_export"),
    path("titres/<int:pk>/apurer/", bill_write_off, name="bill_write_off"),
    path("titres/<int:pk>/transferer/", bill_transfer, name="bill_transfer"),
    path("titres/<int:pk>/mouvements/<int:entry>/annuler/", entry_undo, name="entry_undo"),
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
