"""What brokers are typing. A new table: no lock on what is there."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("declarations", "0006_registered_and_cleared")]
    operations = [
        migrations.CreateModel(
            name="KeptDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("operator", models.CharField(max_length=40)),
                ("by", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=80, blank=True)),
                ("header", models.JSONField(default=dict)),
                ("items", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("sent_as", models.CharField(max_length=60, blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["operator", "key"], name="draft_key_once"),
                    models.CheckConstraint(
                        condition=Q(name="") | Q(sent_as=""), name="draft_template_never_sent"
                    ),
                ],
                "indexes": [models.Index(fields=["operator", "-changed_at", "-id"], name="draft_of_firm")],
            },
        ),
    ]
