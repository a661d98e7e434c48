"""Say when public data changed, for conditional requests."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0015_imports"),
    ]

    operations = [
        migrations.AddField(
            model_name="etatpublic",
            name="avance_le",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="avancé le"),
        ),
        migrations.AddField(
            model_name="publication",
            name="changee_le",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="changée le"),
        ),
    ]
