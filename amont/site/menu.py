"""The rail: the journey of a consignment, what waits above it, what lies around it below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from amont.cargo.permissions import GRANTS as CARGO
from amont.cargo.queries.lists import open_alerts
from amont.controls.permissions import GRANTS as CONTROLS
from amont.controls.queries import changes_waiting, findings_waiting, waiting_for
from amont.declarations.permissions import GRANTS as DECLARATIONS
from amont.exchange.permissions import GRANTS as EXCHANGE
from amont.holds.permissions import GRANTS as HOLDS
from amont.journal.permissions import GRANTS as JOURNAL
from amont.kernel.agents import Agent, Grants, Role, may
from amont.parties.permissions import GRANTS as PARTIES
from amont.payments.permissions import GRANTS as PAYMENTS
from amont.payments.queries import money_alerts_open
from amont.reference.permissions import GRANTS as REFERENCE
from amont.region.permissions import GRANTS as REGION
from amont.release.permissions import GRANTS as RELEASE
from amont.release.queries.reconciling import bare_exits
from amont.screening.models.referrals import READERS
from amont.screening.permissions import GRANTS as SCREENING
from amont.screening.queries.referrals import referrals_waiting
from amont.screening.queries.searches import notices_waiting
from amont.security.permissions import GRANTS as SECURITY


@dataclass(frozen=True, slots=True)
class Station:
    """One place of the rail, shown to those who may do its act.

    count: what waits for this very person. roles: further limited to these, none for all who may.
    """

    title: str
    route: str
    grants: Grants
    act: str
    count: Callable[[Agent], int | None] | None = None
    roles: tuple[Role, ...] = ()

    def is_for(self, agent: Agent) -> bool:
        """Has this person an act there?"""
        return may(self.grants, agent, self.act) and (not self.roles or agent.has(*self.roles))


OFFICERS = (Role.INSPECTOR, Role.ANALYST, Role.CHIEF)

MENU: tuple[tuple[str, bool, tuple[Station, ...]], ...] = (
    ("", False, (Station(_("File du jour"), "queue", DECLARATIONS, "read", roles=OFFICERS),)),
    (
        _("Le parcours"),
        True,
        (
            Station(_("Manifestes"), "manifests", CARGO, "read"),
            Station(_("Prises en charge"), "take_overs", CARGO, "take_over"),
            Station(_("Écarts"), "cargo_differences", CARGO, "read_differences"),
            Station(_("Non apurés"), "unbalanced_bills", CARGO, "read_unbalanced"),
            Station(_("Alertes"), "cargo_alerts", CARGO, "read_alerts", count=open_alerts),
            Station(_("Dépôts"), "receipts", DECLARATIONS, "read_receipt"),
            Station(_("Déclarations"), "declarations", DECLARATIONS, "read"),
            Station(_("Saisie"), "drafts", DECLARATIONS, "keep_draft"),
            Station(_("Blocages"), "holds", HOLDS, "read"),
            Station(_("Ciblage"), "targets", SCREENING, "read_targets", count=notices_waiting),
            Station(
                _("Demandes"), "referrals", SCREENING, "read_referrals", referrals_waiting, roles=READERS
            ),
            Station(
                _("Demandes de la douane"),
                "referrals",
                SCREENING,
                "read_referrals",
                referrals_waiting,
                roles=(Role.CARRIER,),
            ),
            Station(_("Ordres de la douane"), "orders", SCREENING, "read_orders"),
            Station(_("Contrôles"), "controls", CONTROLS, "read", count=waiting_for),
            Station(
                _("Circuits à décider"), "lane_changes", CONTROLS, "read_lane_changes", count=changes_waiting
            ),
            Station(_("Constats"), "findings", CONTROLS, "read_findings", count=findings_waiting),
            Station(_("Liquidations"), "notices", PAYMENTS, "read"),
            Station(_("Caisse"), "desk", PAYMENTS, "read_days"),
            Station(_("Comptes des opérateurs"), "accounts", PAYMENTS, "read_accounts"),
            Station(_("Fonds à affecter"), "suspense", PAYMENTS, "read_suspense", count=money_alerts_open),
            Station(_("Remboursements"), "refunds", PAYMENTS, "read_refunds"),
            Station(_("Banque"), "reconciliation", PAYMENTS, "read_statements"),
            Station(_("Mainlevées"), "releases", RELEASE, "read"),
            Station(_("Sortie"), "gate", RELEASE, "ask_gate"),
            Station(_("Rapprochement"), "exits", RELEASE, "read_exits", count=bare_exits),
        ),
    ),
    (
        _("Autour"),
        False,
        (
            Station(_("Indicateurs"), "overview", SCREENING, "read_overview"),
            Station(_("Délais"), "times", REGION, "read_times"),
            Station(_("Critères"), "criteria", SCREENING, "read_criteria"),
            Station(_("Seuils"), "plans", SCREENING, "read_criteria"),
            Station(_("Modèles"), "models", SCREENING, "read_models"),
            Station(_("Tirage au sort"), "draws", SCREENING, "read_draws"),
            Station(_("Comparaison"), "comparison", SCREENING, "read_comparison"),
            Station(_("Sécurité"), "security", SECURITY, "read"),
            Station(_("Journal"), "journal", JOURNAL, "read"),
            Station(_("Comptes"), "people", PARTIES, "read_people"),
            Station(_("Opérateurs"), "operators", PARTIES, "read_operators"),
            Station(_("Clés"), "keys", PARTIES, "read_keys"),
            Station(_("Avis aux systèmes"), "webhooks", EXCHANGE, "read_webhooks"),
            Station(_("Services de paiement"), "providers", PAYMENTS, "read_providers"),
            Station(_("Tarif"), "tariff", REFERENCE, "read"),
            Station(_("Simulateur"), "simulator", REFERENCE, "read"),
            Station(_("Référentiel"), "reference", REFERENCE, "read"),
            Station(_("Réglages"), "settings", REFERENCE, "change_settings"),
            Station(_("Aide"), "help", REFERENCE, "read"),
        ),
    ),
)
