"""The database itself keeps the journal. Locks three small tables for an instant."""

from pathlib import Path

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    run_before = [("declarations", "0001_initial"), ("parties", "0001_initial")]
    operations = [
        TrigramExtension(),
        migrations.RunSQL((SQL / "protect.sql").read_text(), (SQL / "release.sql").read_text()),
    ]
