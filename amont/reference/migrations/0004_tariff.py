"""The tariff, and tables that may be withdrawn. A new table and columns that may be empty: locked for a moment."""

import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.text
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reference", "0003_code_files"),
        ("journal", "0002_append_only"),  # looks alike: pg_trgm
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="TariffLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10)),
                ("names", models.JSONField(default=dict)),
                ("unit", models.CharField(blank=True, max_length=8)),
                ("rate_pct", models.DecimalField(decimal_places=4, max_digits=9, null=True)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("per_unit", models.CharField(blank=True, max_length=8)),
                ("combine", models.CharField(blank=True, max_length=8)),
                ("has_statistical_fee", models.BooleanField(default=False)),
                ("prohibited", models.CharField(blank=True, max_length=6)),
                ("papers", models.JSONField(default=list)),
                ("preferences", models.JSONField(default=dict)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("evidence", models.CharField(blank=True, max_length=2)),
                ("words", models.TextField(blank=True)),
            ],
            options={
                "db_table": "reference_tariff_line",
                "ordering": ["code", "-from_on"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="codefile",
            name="code_file_list_known",
        ),
        migrations.AddField(
            model_name="codefile",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="codefile",
            name="withdrawn_by",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddConstraint(
            model_name="codefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("listed_in__in", ["unlocode", "packages", "units", "tariff"])),
                name="code_file_list_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="codefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by", "")),
                    models.Q(
                        ("applied_at__isnull", True),
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawn_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="code_file_withdrawn_by_someone",
            ),
        ),
        migrations.AddIndex(
            model_name="tariffline",
            index=models.Index(
                django.db.models.functions.text.Left("code", models.Value(4)), name="tariff_heading"
            ),
        ),
        migrations.AddIndex(
            model_name="tariffline",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("words", config="simple"), name="tariff_words"
            ),
        ),
        migrations.AddIndex(
            model_name="tariffline",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("words"), "gin_trgm_ops"),
                name="tariff_words_like",
            ),
        ),
        migrations.AddConstraint(
            model_name="tariffline",
            constraint=models.UniqueConstraint(fields=("code", "from_on"), name="tariff_from"),
        ),
        migrations.AddConstraint(
            model_name="tariffline",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("code", "="),
                    (models.Func("from_on", "to_on", models.Value("[]"), function="DATERANGE"), "&&"),
                ],
                name="tariff_once_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="tariffline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="tariff_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="tariffline",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^([0-9]{2}){1,5}$")), name="tariff_code_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="tariffline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rate_pct__isnull", True), ("rate_pct__range", (0, 1000)), _connector="OR"
                ),
                name="tariff_rate_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="tariffline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__isnull", True), ("currency", ""), ("per_unit", "")),
                    models.Q(
                        ("amount__gte", 0),
                        models.Q(("currency", ""), _negated=True),
                        models.Q(("per_unit", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="tariff_amount_of_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="tariffline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("combine", ""),
                    models.Q(
                        ("amount__isnull", False),
                        ("combine__in", ("", "sum", "highest", "lowest")),
                        ("rate_pct__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="tariff_combined_of_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="tariffline",
            constraint=models.CheckConstraint(
                condition=models.Q(("prohibited__in", ("", "import", "export", "both"))),
                name="tariff_prohibition_known",
            ),
        ),
    ]
