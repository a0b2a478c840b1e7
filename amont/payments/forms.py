"""What people write of what is owed and paid."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amont.edge.filters import Filters
from amont.payments.actions.providers import SHORTEST_SECRET
from amont.payments.models import Means, Provider, ProviderKind
from amont.payments.states import AskState, NoticeState, RefundState

STATES = {
    NoticeState.ISSUED.value: gettext_lazy("À payer"),
    NoticeState.PAID.value: gettext_lazy("Payé"),
    NoticeState.WITHDRAWN.value: gettext_lazy("Retiré"),
}
MEANS = {
    Means.CASH.value: gettext_lazy("Espèces"),
    Means.CHEQUE.value: gettext_lazy("Chèque"),
    Means.TRANSFER.value: gettext_lazy("Virement"),
    Means.ACCOUNT.value: gettext_lazy("Compte de l’opérateur"),
    Means.MOBILE.value: gettext_lazy("Argent mobile"),
    Means.BANK.value: gettext_lazy("Banque"),
}
ASKED = {
    AskState.ASKED.value: gettext_lazy("Demandé au service"),
    AskState.PENDING.value: gettext_lazy("Le payeur doit confirmer"),
    AskState.FAILED.value: gettext_lazy("Sans suite"),
    AskState.PAID.value: gettext_lazy("Reçu"),
    AskState.REVERSED.value: gettext_lazy("Repris par le service"),
}
SPACES = str.maketrans("", "", " \u00a0\u202f")


class AmountField(forms.CharField):
    """An amount as people write it: 6 302 225 or 6302225,50."""

    def clean(self, value: Any) -> Any:
        """A Decimal, None for nothing."""
        text = super().clean(value).translate(SPACES).replace(",", ".")
        if not text:
            return None
        try:
            amount = Decimal(text)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite():
            raise forms.ValidationError(_("Écrivez le montant en chiffres, par exemple 6 302 225."))
        return amount


class NoticeFilters(Filters):
    """What is looked for among notices."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["q"] = forms.CharField(
            label=_("Bulletin, déclaration ou opérateur"), required=False, max_length=60
        )


class AccountFilters(Filters):
    """What is looked for among accounts."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["q"] = forms.CharField(label=_("Code de l’opérateur"), required=False, max_length=40)


class ReceiveForm(forms.Form):
    """Money received at the desk."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["means"] = forms.ChoiceField(
            label=_("Moyen de paiement"),
            choices=[(one, MEANS[one]) for one in ("cash", "cheque", "transfer")],
            widget=forms.RadioSelect,
            initial="cash",
        )
        self.fields["reference"] = forms.CharField(
            label=_("Numéro du chèque ou du virement"), required=False, max_length=60
        )
        self.fields["amount"] = AmountField(
            label=_("Montant reçu"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"})
        )


class GroundForm(forms.Form):
    """Why something is taken back."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["ground"] = forms.CharField(
            label=_("Motif"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
        )


class DepositForm(forms.Form):
    """Money that an operator pays ahead."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["operator"] = forms.CharField(label=_("Code de l’opérateur"), max_length=40)
        self.fields["amount"] = AmountField(
            label=_("Montant reçu"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"})
        )


class CeilingForm(forms.Form):
    """How much credit an operator has."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["operator"] = forms.CharField(label=_("Code de l’opérateur"), max_length=40)
        self.fields["ceiling"] = AmountField(
            label=_("Plafond du crédit"),
            max_length=40,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            help_text=_("Zéro pour un compte sans crédit."),
        )


class CloseForm(forms.Form):
    """A desk at the end of its day."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["counted"] = AmountField(
            label=_("Montant compté"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"})
        )
        self.fields["remark"] = forms.CharField(
            label=_("Remarque"),
            required=False,
            max_length=300,
            help_text=_("À écrire si le montant compté n’est pas celui du registre."),
        )


class VerifyForm(forms.Form):
    """A receipt to verify."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["receipt"] = forms.CharField(label=_("Numéro de la quittance"), max_length=20)
        self.fields["code"] = forms.CharField(label=_("Code de vérification"), max_length=20)


KINDS = {
    ProviderKind.MOBILE.value: gettext_lazy("Argent mobile"),
    ProviderKind.BANK.value: gettext_lazy("Banque"),
}


class AskForm(forms.Form):
    """Who is asked to pay, and through whom."""

    def __init__(self, data: Any, providers: Sequence[Provider]) -> None:
        super().__init__(data)
        self.fields["provider"] = forms.ChoiceField(
            label=_("Service de paiement"),
            choices=[(one.code, one.label) for one in providers],
            widget=forms.RadioSelect,
            initial=providers[0].code if providers else "",
        )
        self.fields["payer"] = forms.CharField(
            label=_("Numéro de téléphone, ou compte à la banque"),
            max_length=40,
            help_text=_(
                "Celui qui paie. Il reçoit une demande à confirmer, par exemple au +221 77 123 45 67."
            ),
            widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        )


class ProviderForm(forms.Form):
    """A provider of payments."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["label"] = forms.CharField(label=_("Nom du service"), max_length=80)
        self.fields["code"] = forms.CharField(
            label=_("Code du service"),
            max_length=20,
            help_text=_(
                "Petites lettres, chiffres et traits d’union\u00a0: il est dans l’adresse de rappel."
            ),
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("Genre de service"),
            choices=list(KINDS.items()),
            widget=forms.RadioSelect,
            initial="mobile",
        )
        self.fields["url"] = forms.CharField(
            label=_("Adresse appelée"),
            max_length=500,
            help_text=_("Une adresse complète, qui commence par https://."),
        )
        self.fields["secret"] = forms.CharField(
            label=_("Secret partagé"),
            max_length=200,
            widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
            help_text=_(
                "Celui que le service vous a donné, de %(fewest)s signes au moins. Il n’est plus montré."
            )
            % {"fewest": SHORTEST_SECRET},
        )


class RemarkForm(forms.Form):
    """What was done about an alert."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["remark"] = forms.CharField(
            label=_("Ce qui a été fait"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
        )


REFUNDS = {
    RefundState.ASKED.value: gettext_lazy("À décider"),
    RefundState.ACCEPTED.value: gettext_lazy("À virer"),
    RefundState.PAID.value: gettext_lazy("Viré"),
    RefundState.REFUSED.value: gettext_lazy("Refusé"),
}


class RefundForm(GroundForm):
    """How much is given back, and why."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["amount"] = AmountField(
            label=_("Montant à rendre"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"})
        )


class TransferForm(forms.Form):
    """The transfer that paid a refund."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["account"] = forms.CharField(label=_("Compte débité"), max_length=40)
        self.fields["reference"] = forms.CharField(label=_("Numéro du virement"), max_length=60)


class StatementForm(forms.Form):
    """A file of the bank."""

    file = forms.FileField(
        label=gettext_lazy("Relevé de la banque"),
        help_text=gettext_lazy("CSV, MT940 ou camt.053, 8 Mo au plus."),
    )


class ProposeForm(forms.Form):
    """Which payment a line of the bank is."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["receipt"] = forms.CharField(label=_("Numéro de la quittance"), max_length=20)
