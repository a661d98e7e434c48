"""What visitors follow by e-mail, and the revision at which each part of a sheet changed."""

import uuid

import django.contrib.postgres.fields
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0011_themes_partages"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="revision",
            field=models.BigIntegerField(default=0, verbose_name="révision"),
        ),
        migrations.CreateModel(
            name="Alerte",
            fields=[
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="identifiant",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        help_text="Donnée personnelle : jamais montrée en entier ni publiée.",
                        max_length=254,
                        verbose_name="courriel",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("collectivite", "collectivité"),
                            ("politique", "politique ESS"),
                            ("dispositif", "dispositif"),
                            ("projet", "projet soutenu"),
                            ("ressource", "ressource"),
                        ],
                        help_text="Liste que suit l’alerte ; vide pour une recherche dans tout le répertoire.",
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                (
                    "requete",
                    models.CharField(
                        blank=True,
                        help_text="Filtres de la liste, tels que dans son adresse, toujours dans le même ordre.",
                        max_length=2000,
                        verbose_name="filtres",
                    ),
                ),
                (
                    "frequence",
                    models.CharField(
                        choices=[("quotidienne", "chaque jour"), ("hebdomadaire", "chaque semaine, le lundi")],
                        default="hebdomadaire",
                        help_text="Un courriel part au plus à ce rythme, et seulement s’il y a du nouveau.",
                        max_length=15,
                        verbose_name="fréquence",
                    ),
                ),
                ("langue", models.CharField(default="fr", editable=False, max_length=10, verbose_name="langue")),
                (
                    "creee_le",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="demandée le"),
                ),
                ("confirmee_le", models.DateTimeField(editable=False, null=True, verbose_name="confirmée le")),
                ("examinee_le", models.DateField(editable=False, null=True, verbose_name="dernière lecture le")),
                ("dernier_envoi_le", models.DateTimeField(editable=False, null=True, verbose_name="dernier envoi le")),
                (
                    "derniere_revision",
                    models.BigIntegerField(editable=False, null=True, verbose_name="dernière révision lue"),
                ),
                (
                    "vues",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        default=list,
                        editable=False,
                        size=None,
                        verbose_name="fiches suivies",
                    ),
                ),
            ],
            options={
                "verbose_name": "alerte par courriel",
                "verbose_name_plural": "alertes par courriel",
                "ordering": ["-creee_le", "pk"],
                "indexes": [models.Index(fields=["examinee_le"], name="alerte_examinee_le")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("email", "nature", "requete"),
                        name="une_adresse_na_quune_alerte_par_recherche",
                        violation_error_message="Cette adresse suit déjà cette recherche.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="le_courriel_dune_alerte_est_en_minuscules",
                        violation_error_message="Le courriel d’une alerte s’écrit en minuscules.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nature__in", ["", "collectivite", "politique", "dispositif", "projet", "ressource"])
                        ),
                        name="une_alerte_suit_une_nature_connue_ou_toutes",
                        violation_error_message="Une alerte suit une des natures de fiche, ou toutes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("frequence__in", ["quotidienne", "hebdomadaire"])),
                        name="une_alerte_est_quotidienne_ou_hebdomadaire",
                        violation_error_message="Une alerte est quotidienne ou hebdomadaire.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmee_le__isnull", True),
                                ("dernier_envoi_le__isnull", True),
                                ("derniere_revision__isnull", True),
                                ("examinee_le__isnull", True),
                            ),
                            models.Q(
                                ("confirmee_le__isnull", False),
                                ("derniere_revision__isnull", False),
                                ("examinee_le__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="une_alerte_confirmee_sait_ce_quelle_a_deja_lu",
                        violation_error_message="Une alerte confirmée, et elle seule, sait ce qu’elle a déjà lu.",
                    ),
                ],
            },
        ),
    ]
