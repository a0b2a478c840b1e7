"""Addresses of payments."""

from __future__ import annotations

from django.urls import path

from amont.payments.screens import desk, notices

urlpatterns = [
    path("liquidations/", notices.notices_list, name="notices"),
    path("liquidations/en-attente/", notices.unassessed_list, name="unassessed"),
    path("liquidations/<int:pk>/", notices.notice, name="notice"),
    path("liquidations/<int:pk>/encaisser/", notices.notice_receive, name="notice_receive"),
    path("liquidations/<int:pk>/payer/", notices.notice_pay, name="notice_pay"),
    path("liquidations/<int:pk>/retirer/", notices.notice_withdraw, name="notice_withdraw"),
    path("quittances/verifier/", desk.receipt_verify, name="receipt_verify"),
    path("quittances/<int:pk>/", desk.receipt_of_payment, name="receipt_of_payment"),
    path("quittances/<int:pk>/annuler/", desk.payment_ask_reversal, name="payment_ask_reversal"),
    path("quittances/<int:pk>/confirmer/", desk.payment_reverse, name="payment_reverse"),
    path("caisse/", desk.desk, name="desk"),
    path("caisse/avance/", desk.desk_deposit, name="desk_deposit"),
    path("caisse/cloture/", desk.desk_close, name="desk_close"),
    path("comptes-operateurs/", desk.accounts, name="accounts"),
    path("comptes-operateurs/plafond/", desk.account_ceiling, name="account_ceiling"),
    path("comptes-operateurs/<int:pk>/", desk.account, name="account_of"),
]
