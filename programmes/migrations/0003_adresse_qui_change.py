"""Say that the address of a public sheet may change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0002_codes_de_territoire_stricts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dispositif",
            name="slug",
            field=models.SlugField(
                help_text="Fin de l’adresse de la page publique. Après la publication, l’ancienne adresse mène à la nouvelle.",
                max_length=120,
                unique=True,
                verbose_name="adresse de la page",
            ),
        ),
        migrations.AlterField(
            model_name="historicaldispositif",
            name="slug",
            field=models.SlugField(
                help_text="Fin de l’adresse de la page publique. Après la publication, l’ancienne adresse mène à la nouvelle.",
                max_length=120,
                verbose_name="adresse de la page",
            ),
        ),
        migrations.AlterField(
            model_name="historicalpolitique",
            name="slug",
            field=models.SlugField(
                help_text="Fin de l’adresse de la page publique. Après la publication, l’ancienne adresse mène à la nouvelle.",
                max_length=120,
                verbose_name="adresse de la page",
            ),
        ),
        migrations.AlterField(
            model_name="historicalprojet",
            name="slug",
            field=models.SlugField(
                help_text="Fin de l’adresse de la page publique. Après la publication, l’ancienne adresse mène à la nouvelle.",
                max_length=120,
                verbose_name="adresse de la page",
            ),
        ),
        migrations.AlterField(
            model_name="historicalressource",
            name="slug",
            field=models.SlugField(
                help_text="Fin de l’adresse de la page publique. Après la publication, l’ancienne adresse mène à la nouvelle.",
                max_length=120,
                verbose_name="adresse de la page",
            ),
        ),
        migrations.AlterField(
            model_name="politique",
            name="slug",
            field=models.SlugField(
                help_text="Fin de l’adresse de la page publique. Après la publication, l’ancienne adresse mène à la nouvelle.",
                max_length=120,
                unique=True,
                verbose_name="adresse de la page",
            ),
        ),
        migrations.AlterField(
            model_name="projet",
            name="slug",
            field=models.SlugField(
                help_text="Fin de l’adresse de la page publique. Après la publication, l’ancienne adresse mène à la nouvelle.",
                max_length=120,
                unique=True,
                verbose_name="adresse de la page",
            ),
        ),
        migrations.AlterField(
            model_name="ressource",
            name="slug",
            field=models.SlugField(
                help_text="Fin de l’adresse de la page publique. Après la publication, l’ancienne adresse mène à la nouvelle.",
                max_length=120,
                unique=True,
                verbose_name="adresse de la page",
            ),
        ),
    ]
