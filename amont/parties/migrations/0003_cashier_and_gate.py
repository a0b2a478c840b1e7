"""Cashiers and officers of the gate are posted. No lock beyond a look at rows."""

from django.db import migrations, models
from django.db.models import Q

POSTED = [
    "broker", "carrier", "terminal", "quay", "cashier", "gate", "inspector", "analyst", "chief", "director",
    "administrator", "security",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("parties", "0002_roles_of_firms")]
    operations = [
        migrations.RemoveConstraint(model_name="posting", name="posting_role_known"),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(condition=Q(role__in=POSTED), name="posting_role_known"),
        ),
    ]
