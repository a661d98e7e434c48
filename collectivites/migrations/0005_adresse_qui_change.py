"""Say that the address of a public sheet may change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("collectivites", "0004_code_de_commune_strict"),
    ]

    operations = [
        migrations.AlterField(
            model_name="collectivite",
            name="slug",
            field=models.SlugField(
                help_text="Fin de l’adresse de la page publique. Après la publication, l’ancienne adresse mène à la nouvelle.",
                max_length=120,
                unique=True,
                verbose_name="adresse de la page",
            ),
        ),
        migrations.AlterField(
            model_name="historicalcollectivite",
            name="slug",
            field=models.SlugField(
                help_text="Fin de l’adresse de la page publique. Après la publication, l’ancienne adresse mène à la nouvelle.",
                max_length=120,
                verbose_name="adresse de la page",
            ),
        ),
    ]
