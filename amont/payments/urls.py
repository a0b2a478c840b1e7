"""Addresses of payments."""

from __future__ import annotations

from django.urls import path

from amont.payments.screens import (
    accounts,
    asking,
    banking,
    desk,
    notices,
    providers,
    receipts,
    refunds,
    simulator,
    suspense,
)

urlpatterns = [
    path("liquidations/", notices.notices_list, name="notices"),
    path("liquidations/en-attente/", notices.unassessed_list, name="unassessed"),
    path("liquidations/<int:pk>/", notices.notice, name="notice"),
    path("liquidations/<int:pk>/encaisser/", notices.notice_receive, name="notice_receive"),
    path("liquidations/<int:pk>/payer/", notices.notice_pay, name="notice_pay"),
    path("liquidations/<int:pk>/demander/", asking.notice_ask, name="notice_ask"),
    path("paiements/<int:pk>/", asking.asking, name="asking"),
    path("services-de-paiement/", providers.providers_list, name="providers"),
    path("services-de-paiement/nouveau/", providers.provider_make, name="provider_make"),
    path("services-de-paiement/<int:pk>/approuver/", providers.provider_approve, name="provider_approve"),
    path("services-de-paiement/<int:pk>/terminer/", providers.provider_end, name="provider_end"),
    path("remboursements/", refunds.refunds_list, name="refunds"),
    path("remboursements/<int:pk>/decider/", refunds.refund_decide, name="refund_decide"),
    path("remboursements/<int:pk>/payer/", refunds.refund_pay, name="refund_pay"),
    path("quittances/<int:pk>/rembourser/", refunds.payment_refund, name="payment_refund"),
    path("fonds/<int:pk>/rembourser/", refunds.unmatched_refund, name="unmatched_refund"),
    path("banque/", banking.reconciliation, name="reconciliation"),
    path("banque/<int:pk>/proposer/", banking.line_propose, name="line_propose"),
    path("banque/<int:pk>/confirmer/", banking.line_confirm, name="line_confirm"),
    path("registre/export", banking.ledger_export, name="ledger_export"),
    path("fonds/", suspense.suspense_list, name="suspense"),
    path("fonds/alertes/<int:pk>/clore/", suspense.money_alert_close, name="money_alert_close"),
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
