"""What was ordered is not rewritten. Locks the orders for an instant."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("screening", "0006_searches")]

    operations = [
        migrations.RunSQL((SQL / "protect_orders.sql").read_text(), (SQL / "release_orders.sql").read_text()),
    ]
