"""A declaration is registered on a day, then assessed, paid, released, left. No lock beyond a look at rows."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import TruncDate

STATES = [
    "lodged", "routed", "in_control", "controlled", "assessed", "paid", "released", "left", "lapsed",
    "cancelled", "past",
]  # fmt: skip


def registered(apps, schema_editor):  # noqa: ANN001, ANN201, ARG001
    """Those lodged before the day was written were registered on the day they came."""
    rows = apps.get_model("declarations", "Declaration").objects.exclude(state="past")
    rows.update(registered_on=TruncDate(F("lodged_at")))


class Migration(migrations.Migration):
    dependencies = [("declarations", "0005_transport_documents")]
    operations = [
        migrations.AddField("declaration", "registered_on", models.DateField(null=True)),
        migrations.RunPython(registered, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="declaration", name="declaration_state_known"),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.CheckConstraint(condition=Q(state__in=STATES), name="declaration_state_known"),
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.CheckConstraint(
                condition=Q(registered_on__isnull=False)
                | ~Q(state__in=["assessed", "paid", "released", "left"]),
                name="declaration_registered_before_debt",
            ),
        ),
        migrations.AddIndex(
            model_name="declaration",
            index=models.Index(
                fields=["lodged_at"],
                name="declaration_early",
                condition=Q(registered_on__isnull=True, state__in=["lodged", "routed"]),
            ),
        ),
    ]
