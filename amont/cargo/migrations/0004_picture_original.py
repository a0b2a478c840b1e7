"""What the camera took, named by its digest. A new column with a default: nothing is locked long."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cargo", "0003_answers_of_the_quay")]

    operations = [
        migrations.AddField(
            "picture",
            "original",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
