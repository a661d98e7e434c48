"""A code ends where it ends: no line break after it."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("collectivites", "0003_noms_de_communes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="commune",
            name="code",
            field=models.CharField(
                help_text="35238, 2A004, 97411.",
                max_length=5,
                primary_key=True,
                serialize=False,
                validators=[
                    django.core.validators.RegexValidator(
                        "^(?:\\d{2}|2[AB])\\d{3}\\Z",
                        "Le code d’une commune compte cinq caractères : 35238, 2A004, 97411.",
                    )
                ],
                verbose_name="code INSEE",
            ),
        ),
    ]
