"""Addresses that public sheets had."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0009_ordres_habituels"),
    ]

    operations = [
        migrations.CreateModel(
            name="AncienneAdresse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("collectivite", "collectivité"),
                            ("politique", "politique ESS"),
                            ("dispositif", "dispositif"),
                            ("projet", "projet soutenu"),
                            ("ressource", "ressource"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("slug", models.SlugField(max_length=120, verbose_name="adresse")),
                ("uid", models.UUIDField(db_index=True, verbose_name="identifiant public")),
                ("quittee_le", models.DateTimeField(auto_now_add=True, verbose_name="quittée le")),
            ],
            options={
                "verbose_name": "ancienne adresse",
                "verbose_name_plural": "anciennes adresses",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("nature", "slug"),
                        name="une_ancienne_adresse_mene_a_une_seule_fiche",
                        violation_error_message="Une autre fiche a déjà eu cette adresse.",
                    )
                ],
            },
        ),
    ]
