"""Time limits, dated. A new table: nothing is locked."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="TimeLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("mode", models.CharField(blank=True, max_length=3)),
                ("number", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=10)),
                ("starts", models.CharField(max_length=20)),
                ("law", models.CharField(blank=True, max_length=300)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                ("source", models.CharField(max_length=300)),
                ("evidence", models.CharField(max_length=2)),
            ],
            options={
                "ordering": ["code", "mode", "-from_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "mode", "from_on"), name="limit_from"),
                    models.CheckConstraint(
                        condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                        name="limit_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=Q(unit__in=["hours", "days", "months"]) & Q(number__gte=1),
                        name="limit_span_known",
                    ),
                ],
            },
        )
    ]
