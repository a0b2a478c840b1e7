"""What people write of what is owed and paid."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amont.edge.filters import Filters
from amont.payments.models import Means
from amont.payments.states import NoticeState

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
