"""What changed on public sheets, and when."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0006_porteuse"),
    ]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(db_index=True, verbose_name="identifiant public")),
                ("le", models.DateTimeField(auto_now_add=True, verbose_name="le")),
                (
                    "parties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        default=list,
                        size=None,
                        verbose_name="parties changées",
                    ),
                ),
            ],
            options={
                "verbose_name": "version publique",
                "verbose_name_plural": "versions publiques",
            },
        ),
    ]
