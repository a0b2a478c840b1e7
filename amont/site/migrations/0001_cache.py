"""The table that all processes share to count failed sign-ins. A new table: nothing is locked."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL((SQL / "cache.sql").read_text(), (SQL / "no_cache.sql").read_text()),
    ]
