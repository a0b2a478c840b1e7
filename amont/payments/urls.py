"""Addresses of payments."""

from __future__ import annotations

from django.urls import path

from amont.payments.screens import accounts, desk, notices, receipts, simulator

urlpatterns = [
    path("liquidations/", notices.notices_list, name="notices"),
    path("liquidations/en-attente/", notices.unassessed_list, name="unassessed"),
    path("liquidations/<int:pk>/", notices.notice, name="notice"),
    path("liquidations/<int:pk>/encaisser/", notices.notice_receive, name="notice_receive"),
    path("liquidations/<int:pk>/payer/", notices.notice_pay, name="notice_pay"),
    path("liquidations/<int:pk>/retirer/", notices.notice_withdraw, name="notice_withdraw"),
    path("quittances/verifier/", receipts.receipt_verify, name="receipt_verify"),
    path("quittances/<int:pk>/", receipts.receipt_of_payment, name="receipt_of_payment"),
    path("quittances/<int:pk>/annuler/", receipts.payment_ask_reversal, name="payment_ask_reversal"),
    path("quittances/<int:pk>/confirmer/", receipts.payment_reverse, name="payment_reverse"),
    path("caisse/", desk.desk, name="desk"),
    path("caisse/avance/", desk.desk_deposit, name="desk_deposit"),
    path("caisse/cloture/", desk.desk_close, name="desk_close"),
    path("simulateur/", simulator.simulator, name="simulator"),
    path("simulateur/vehicules/", simulator.vehicle_simulator, name="vehicle_simulator"),
    path("comptes-operateurs/", accounts.accounts, name="accounts"),
    path("comptes-operateurs/plafond/", accounts.account_ceiling, name="account_ceiling"),
    path("comptes-operateurs/<int:pk>/", accounts.account, name="account_of"),
]
