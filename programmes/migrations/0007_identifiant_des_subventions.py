"""Give each grant a public identifier; the database draws one for each row that is there."""

import uuid

import django.contrib.postgres.functions
from django.db import migrations, models

CHAMP = {
    "db_default": django.contrib.postgres.functions.RandomUUID(),
    "default": uuid.uuid4,
    "editable": False,
    "help_text": "Identifiant de la subvention dans l’API ; il ne change jamais.",
    "verbose_name": "identifiant public",
}


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0006_champs_proteges"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalsubvention",
            name="uid",
            field=models.UUIDField(db_index=True, **CHAMP),
        ),
        migrations.AddField(
            model_name="subvention",
            name="uid",
            field=models.UUIDField(unique=True, **CHAMP),
        ),
    ]
