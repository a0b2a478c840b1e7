"""Acts signed with a passkey. A new table and its guards: nothing that stands is locked."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0003_cashier_and_gate"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(max_length=80)),
                ("act", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=120)),
                ("facts", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("salt", models.BinaryField(max_length=32)),
                ("challenge", models.BinaryField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("credential", models.BinaryField(null=True)),
                ("public_key", models.BinaryField(null=True)),
                ("client_data", models.BinaryField(null=True)),
                ("authenticator_data", models.BinaryField(null=True)),
                ("signature", models.BinaryField(null=True)),
                ("spent_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "parties_signed_act",
                "indexes": [
                    models.Index(
                        condition=models.Q(("signed_at__isnull", False), ("spent_at__isnull", True)),
                        fields=["person", "digest"],
                        name="signed_act_unspent",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("spent_at__isnull", True), ("signed_at__isnull", False), _connector="OR"
                        ),
                        name="signed_before_spent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at__isnull", True),
                            models.Q(
                                ("authenticator_data__isnull", False),
                                ("client_data__isnull", False),
                                ("credential__isnull", False),
                                ("public_key__isnull", False),
                                ("signature__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="signed_with_all",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "protect_signed.sql").read_text(), (SQL / "release_signed.sql").read_text()),
    ]
