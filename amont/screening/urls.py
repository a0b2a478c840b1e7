"""Addresses of screening."""

from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from amont.screening.screens import (
    answering,
    arrivals,
    comparing,
    criteria,
    draws,
    finding,
    models,
    ordering,
    orders,
    plans,
    referrals,
    referring,
    searches,
    targets,
    weighing,
)


class Day:
    """A day in an address, in ISO 8601."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """ValueError: no such day, hence no such address."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """As it is typed."""
        return value.isoformat()


register_converter(Day, "day")

urlpatterns = [
    path("ciblage/", targets.target_list, name="targets"),
    path("ciblage/export", targets.targets_export, name="targets_export"),
    path("ciblage/arrivees/", arrivals.board, name="arrivals"),
    path("ciblage/arrivees/export", arrivals.board_export, name="arrivals_export"),
    path("ciblage/recherches/", searches.search_list, name="searches"),
    path("ciblage/recherches/garder/", searches.keep, name="search_keep"),
    path("ciblage/recherches/<int:pk>/", searches.change, name="search_change"),
    path("ciblage/recherches/<int:pk>/ouvrir/", searches.open_search, name="search_open"),
    path("ciblage/recherches/<int:pk>/supprimer/", searches.delete, name="search_delete"),
    path("ciblage/avis/", searches.notice_list, name="search_notices"),
    path("ciblage/avis/vus/", searches.see, name="search_notices_see"),
    path("ciblage/reglages/", plans.plan_list, name="targeting_plans"),
    path("ciblage/reglages/capacite/", plans.capacity, name="bill_capacity"),
    path("ciblage/reglages/seuils/resoudre/", plans.solve, name="bill_limits_solve"),
    path("ciblage/reglages/seuils/<int:pk>/", plans.limits, name="bill_limits"),
    path("ciblage/reglages/seuils/<int:pk>/mettre-en-service/", plans.promote, name="bill_limits_promote"),
    path("ciblage/reglages/seuils/<int:pk>/retirer/", plans.retire, name="bill_limits_retire"),
    path("ciblage/reglages/poids/apprendre/", weighing.learn, name="bill_weights_learn"),
    path("ciblage/reglages/poids/<int:pk>/", weighing.weights, name="bill_weights"),
    path("ciblage/reglages/poids/<int:pk>/mettre-en-service/", weighing.promote, name="bill_weights_promote"),
    path("ciblage/reglages/poids/<int:pk>/retirer/", weighing.retire, name="bill_weights_retire"),
    path("titres/<int:bill>/demander/", referring.refer, name="refer"),
    path("demandes/", referrals.referral_list, name="referrals"),
    path("demandes/export", referrals.referrals_export, name="referrals_export"),
    path("demandes/<int:pk>/", referrals.referral, name="referral"),
    path("demandes/<int:pk>/repondre/", answering.referral_answer, name="referral_answer"),
    path("demandes/<int:pk>/encore/", referring.referral_again, name="referral_again"),
    path("demandes/<int:pk>/clore/", referring.referral_close, name="referral_close"),
    path("demandes/<int:pk>/retirer/", referring.referral_withdraw, name="referral_withdraw"),
    path("demandes/<int:referral>/documents/<int:pk>", referrals.referral_file, name="referral_file"),
    path("ordres/", orders.order_list, name="orders"),
    path("ordres/<int:pk>/reception", orders.order_acknowledge, name="order_acknowledge"),
    path("ordres/<int:pk>/mise-en-place", orders.order_move, name="order_move"),
    path("ordres/<int:pk>/confirmer/", ordering.order_confirm, name="order_confirm"),
    path("ordres/<int:pk>/retirer/", ordering.order_withdraw, name="order_withdraw"),
    path("ordres/<int:pk>/resultat/", finding.order_result, name="order_result"),
    path("images/<int:pk>/lecture/", finding.image_judge, name="image_judge"),
    path("titres/<int:bill>/ordre/", ordering.order_give, name="order_give"),
    path("criteres/", criteria.criteria, name="criteria"),
    path("criteres/<str:code>/", criteria.criterion, name="criterion"),
    path("seuils/", criteria.plans, name="plans"),
    path("modeles/", models.models, name="models"),
    path("modeles/<int:pk>/", models.model, name="model"),
    path("modeles/<int:pk>/mise-en-service/", models.promotion, name="promotion"),
    path("modeles/<int:pk>/mettre-en-service/", models.promote, name="promote"),
    path("comparaison/", comparing.comparison, name="comparison"),
    path("tirages/", draws.draws, name="draws"),
    path("tirages/<day:day>/", draws.draw, name="draw"),
    path("tirages/<day:day>/reveler/", draws.reveal, name="draw_reveal"),
]
