"""The journal of the gestures on many records."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0025_vues_enregistrees"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Lot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("geste", models.CharField(editable=False, max_length=40, verbose_name="geste")),
                ("modele", models.CharField(editable=False, max_length=60, verbose_name="rubrique")),
                ("saisie", models.JSONField(default=dict, editable=False, verbose_name="réponses")),
                (
                    "etat",
                    models.CharField(
                        choices=[
                            ("execution", "en cours"),
                            ("termine", "fait"),
                            ("echec", "interrompu, rien n’a changé"),
                            ("annulation", "annulation en cours"),
                            ("annule", "annulé"),
                        ],
                        default="execution",
                        editable=False,
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                ("fait_le", models.DateTimeField(auto_now_add=True, null=True, verbose_name="demandé le")),
                ("vu_le", models.DateTimeField(editable=False, null=True, verbose_name="dernières nouvelles")),
                ("nombre", models.PositiveIntegerField(default=0, editable=False, verbose_name="enregistrements")),
                (
                    "avancement",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="enregistrements traités"),
                ),
                ("fini_le", models.DateTimeField(editable=False, null=True, verbose_name="fini le")),
                ("faites", models.PositiveIntegerField(default=0, editable=False, verbose_name="changés")),
                ("laissees", models.PositiveIntegerField(default=0, editable=False, verbose_name="laissés tels quels")),
                (
                    "rendues",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="rendus à leur état d’avant"),
                ),
                (
                    "restees",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="que l’annulation a laissés"),
                ),
                ("annule_le", models.DateTimeField(editable=False, null=True, verbose_name="annulé le")),
                ("erreur", models.TextField(blank=True, editable=False, verbose_name="erreur")),
                (
                    "annule_par",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="annulé par",
                    ),
                ),
                (
                    "fait_par",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="demandé par",
                    ),
                ),
            ],
            options={
                "verbose_name": "geste en lot",
                "verbose_name_plural": "gestes en lot",
                "ordering": ["-fait_le", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="LotLigne",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("objet", models.BigIntegerField(editable=False, verbose_name="clé de l’enregistrement")),
                (
                    "suite",
                    models.CharField(
                        choices=[("attente", "en attente"), ("faite", "changé"), ("laissee", "laissé tel quel")],
                        default="attente",
                        editable=False,
                        max_length=10,
                        verbose_name="suite",
                    ),
                ),
                ("raison", models.TextField(blank=True, editable=False, verbose_name="raison")),
                ("avant", models.JSONField(default=dict, editable=False, verbose_name="état avant")),
                ("apres", models.JSONField(default=dict, editable=False, verbose_name="état après")),
                ("version", models.BigIntegerField(editable=False, null=True, verbose_name="version de l’historique")),
                (
                    "retour",
                    models.CharField(
                        blank=True,
                        choices=[("rendue", "rendu à son état d’avant"), ("laissee", "laissé tel quel")],
                        editable=False,
                        max_length=10,
                        verbose_name="annulation",
                    ),
                ),
                ("raison_du_retour", models.TextField(blank=True, editable=False, verbose_name="raison du retour")),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lignes",
                        to="publication.lot",
                        verbose_name="geste en lot",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne d’un geste en lot",
                "verbose_name_plural": "lignes d’un geste en lot",
                "ordering": ["lot", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fait_le__isnull", True), ("fait_par__isnull", True)),
                    models.Q(("fait_le__isnull", False), ("fait_par__isnull", False)),
                    _connector="OR",
                ),
                name="lot_fait_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("annule_le__isnull", True), ("annule_par__isnull", True)),
                    models.Q(("annule_le__isnull", False), ("annule_par__isnull", False)),
                    _connector="OR",
                ),
                name="lot_annule_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lotligne",
            constraint=models.UniqueConstraint(
                fields=("lot", "objet"),
                name="un_enregistrement_a_une_seule_ligne_dans_un_lot",
                violation_error_message="Cet enregistrement est déjà dans ce geste.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lotligne",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("suite", "laissee"), _negated=True),
                    models.Q(("raison", ""), _negated=True),
                    _connector="OR",
                ),
                name="une_ligne_laissee_dit_pourquoi",
                violation_error_message="Une ligne laissée telle quelle dit pourquoi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lotligne",
            constraint=models.CheckConstraint(
                condition=models.Q(("retour", ""), ("suite", "faite"), _connector="OR"),
                name="seule_une_ligne_faite_se_rend",
                violation_error_message="Seul ce qui a changé peut revenir.",
            ),
        ),
    ]
