"""Addresses of controls."""

from __future__ import annotations

from django.urls import path

from amont.controls.screens import assigning, closing, exporting, finding, inspecting, lanes, listing, photos

urlpatterns = [
    path("controles/", listing.controls, name="controls"),
    path("controles/export", exporting.controls_export, name="controls_export"),
    path("controles/tirage/", assigning.controls_assign, name="controls_assign"),
    path("controles/<int:pk>/", inspecting.control, name="control"),
    path("controles/<int:pk>/debut/", inspecting.control_start, name="control_start"),
    path("controles/<int:pk>/articles/<int:item>/", inspecting.control_item, name="control_item"),
    path("controles/<int:pk>/articles/<int:item>/ecart/", inspecting.control_gap, name="control_gap"),
    path("controles/<int:pk>/photos/", photos.control_photos, name="control_photos"),
    path("controles/<int:pk>/photos/<int:photo>/", photos.control_photo, name="control_photo"),
    path("controles/<int:pk>/cloture/", closing.control_close, name="control_close"),
    path("controles/<int:pk>/autre-inspecteur/", assigning.control_redraw, name="control_redraw"),
    path("controles/<int:pk>/acte/", closing.control_act, name="control_act"),
    path("controles/<int:pk>/constat/", finding.finding_propose, name="finding_propose"),
    path("declarations/<int:pk>/circuit/", lanes.lane_change, name="lane_change"),
    path("circuits/changements/", lanes.lane_change_list, name="lane_changes"),
    path("circuits/changements/<int:pk>/", lanes.lane_decide, name="lane_decide"),
    path("constats/", finding.findings_list, name="findings"),
    path("constats/<int:pk>/repondre/", finding.finding_answer, name="finding_answer"),
    path("constats/<int:pk>/confirmer/", finding.finding_confirm, name="finding_confirm"),
    path("constats/<int:pk>/renvoyer/", finding.finding_send_back, name="finding_send_back"),
]
