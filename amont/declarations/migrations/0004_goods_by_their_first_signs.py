"""The latest items of a heading or subheading by index. Items cannot be written meanwhile: seconds per million."""

from django.db import migrations, models
from django.db.models.functions import Left


class Migration(migrations.Migration):
    dependencies = [("declarations", "0003_version_known_as")]
    operations = [
        migrations.RemoveIndex(model_name="item", name="item_goods"),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(Left("hs_code", 6), "origin", models.F("id").desc(), name="item_goods"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                "importer", Left("hs_code", 4), models.F("id").desc(), name="item_importer_goods"
            ),
        ),
    ]
