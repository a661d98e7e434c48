"""More facets, and the number that tells whether anything public was written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0003_propositions"),
    ]

    operations = [
        migrations.CreateModel(
            name="EtatPublic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("numero", models.BigIntegerField(default=0, verbose_name="numéro")),
            ],
            options={
                "verbose_name": "état public",
                "verbose_name_plural": "états publics",
            },
        ),
        migrations.AddField(
            model_name="publication",
            name="commune",
            field=models.CharField(blank=True, max_length=5, verbose_name="code de commune"),
        ),
        migrations.AddField(
            model_name="publication",
            name="epci",
            field=models.CharField(blank=True, max_length=9, verbose_name="SIREN de l’EPCI"),
        ),
        migrations.AddField(
            model_name="publication",
            name="ruralite",
            field=models.CharField(blank=True, max_length=15, verbose_name="ruralité"),
        ),
    ]
