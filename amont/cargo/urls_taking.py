"""Addresses of take-over, differences and balances."""

from __future__ import annotations

from django.urls import path

from amont.cargo.screens.balances import (
    cargo_difference,
    cargo_differences,
    unbalanced_bills,
    unbalanced_export,
)
from amont.cargo.screens.taking import (
    cargo_picture,
    take_over_count,
    take_over_end,
    take_over_other,
    take_over_send,
    take_over_sheet,
    take_overs,
)

urlpatterns = [
    path("prise-en-charge/", take_overs, name="take_overs"),
    path("prise-en-charge/images/<int:pk>/", cargo_picture, name="cargo_picture"),
    path("prise-en-charge/<int:manifest>/", take_over_sheet, name="take_over"),
    path("prise-en-charge/<int:manifest>/comptes", take_over_send, name="take_over_send"),
    path("prise-en-charge/<int:manifest>/titres/<int:bill>/", take_over_count, name="take_over_count"),
    path("prise-en-charge/<int:manifest>/autre/", take_over_other, name="take_over_other"),
    path("prise-en-charge/<int:manifest>/fin/", take_over_end, name="take_over_end"),
    path("ecarts/", cargo_differences, name="cargo_differences"),
    path("ecarts/<int:pk>/", cargo_difference, name="cargo_difference"),
    path("titres/non-apures/", unbalanced_bills, name="unbalanced_bills"),
    path("titres/non-apures/export", unbalanced_export, name="unbalanced_export"),
]
