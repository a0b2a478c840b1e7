"""Other names of documents are found by index. Versions cannot be written while it is made: seconds per million."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("declarations", "0002_statistics")]
    operations = [
        migrations.AddIndex(
            model_name="version",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("header__known_as"),
                condition=models.Q(header__has_key="known_as"),
                name="version_known_as",
            ),
        ),
    ]
