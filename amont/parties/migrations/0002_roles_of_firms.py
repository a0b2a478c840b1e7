"""Carriers and terminals act for a firm, as brokers do; quay officers are posted. No lock beyond a look at rows."""

from django.db import migrations, models
from django.db.models import Q

FIRMS = ["broker", "carrier", "terminal"]
POSTED = [*FIRMS, "quay", "inspector", "analyst", "chief", "director", "administrator", "security"]


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial"), ("reference", "0001_initial")]
    operations = [
        migrations.RemoveConstraint(model_name="apikey", name="key_role_known"),
        migrations.RemoveConstraint(model_name="posting", name="posting_role_known"),
        migrations.RemoveConstraint(model_name="posting", name="posting_brokers_only_have_an_operator"),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=Q(role__in=["broker", "carrier"], operator__isnull=False, office__isnull=True)
                | Q(role="terminal", operator__isnull=False, office__isnull=False)
                | (~Q(role__in=[*FIRMS, "administrator", "security", "system"]) & Q(operator__isnull=True)),
                name="key_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(condition=Q(role__in=POSTED), name="posting_role_known"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=Q(role__in=["broker", "carrier"], operator__isnull=False, office__isnull=True)
                | Q(role="terminal", operator__isnull=False, office__isnull=False)
                | (~Q(role__in=FIRMS) & Q(operator__isnull=True)),
                name="posting_firms_only_have_an_operator",
            ),
        ),
    ]
