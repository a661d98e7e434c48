"""Proposed changes and the decisions taken on them."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("publication", "0002_publication"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "origine",
                    models.CharField(
                        choices=[
                            ("referent", "référent de la collectivité"),
                            ("visiteur", "visiteur du site"),
                            ("partenaire", "partenaire, par l’API"),
                            ("equipe", "équipe du réseau"),
                        ],
                        help_text="À quel titre la personne propose.",
                        max_length=10,
                        verbose_name="origine",
                    ),
                ),
                ("deposee_le", models.DateTimeField(auto_now_add=True, verbose_name="déposée le")),
                (
                    "auteur_nom",
                    models.CharField(
                        blank=True,
                        help_text="Jamais publié. Sert à répondre.",
                        max_length=150,
                        verbose_name="nom de l’auteur",
                    ),
                ),
                (
                    "auteur_email",
                    models.EmailField(
                        blank=True,
                        help_text="Jamais publié. Sert à répondre.",
                        max_length=254,
                        verbose_name="courriel de l’auteur",
                    ),
                ),
                (
                    "message",
                    models.TextField(
                        blank=True, help_text="Explication, source, remarque libre.", verbose_name="message"
                    ),
                ),
                (
                    "statut",
                    models.CharField(
                        choices=[("deposee", "déposée"), ("appliquee", "appliquée"), ("refusee", "refusée")],
                        default="deposee",
                        editable=False,
                        max_length=10,
                        verbose_name="statut",
                    ),
                ),
                ("examinee_le", models.DateTimeField(editable=False, null=True, verbose_name="examinée le")),
                (
                    "reponse",
                    models.TextField(blank=True, help_text="Ce qui est répondu à l’auteur.", verbose_name="réponse"),
                ),
                (
                    "auteur",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vide pour un visiteur sans compte.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="propositions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte de l’auteur",
                    ),
                ),
                (
                    "examinee_par",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="examinée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposition",
                "verbose_name_plural": "propositions",
                "ordering": ["-deposee_le", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalChangementPropose",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("champ", models.CharField(help_text="Nom du champ de la fiche.", max_length=60, verbose_name="champ")),
                (
                    "avant",
                    models.JSONField(
                        blank=True,
                        help_text="Valeur publique au moment de la proposition.",
                        null=True,
                        verbose_name="valeur vue",
                    ),
                ),
                (
                    "apres",
                    models.JSONField(
                        blank=True, help_text="Valeur que l’auteur propose.", null=True, verbose_name="valeur proposée"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[("en_attente", "en attente"), ("accepte", "accepté"), ("refuse", "refusé")],
                        default="en_attente",
                        help_text="Accepter ou refuser ce champ.",
                        max_length=10,
                        verbose_name="décision",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="publication.proposition",
                        verbose_name="proposition",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical changement proposé",
                "verbose_name_plural": "historical changements proposés",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="proposition",
            name="publication",
            field=models.ForeignKey(
                help_text="Fiche publique que la proposition modifie.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="propositions",
                to="publication.publication",
                verbose_name="fiche",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalProposition",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "origine",
                    models.CharField(
                        choices=[
                            ("referent", "référent de la collectivité"),
                            ("visiteur", "visiteur du site"),
                            ("partenaire", "partenaire, par l’API"),
                            ("equipe", "équipe du réseau"),
                        ],
                        help_text="À quel titre la personne propose.",
                        max_length=10,
                        verbose_name="origine",
                    ),
                ),
                ("deposee_le", models.DateTimeField(blank=True, editable=False, verbose_name="déposée le")),
                (
                    "auteur_nom",
                    models.CharField(
                        blank=True,
                        help_text="Jamais publié. Sert à répondre.",
                        max_length=150,
                        verbose_name="nom de l’auteur",
                    ),
                ),
                (
                    "auteur_email",
                    models.EmailField(
                        blank=True,
                        help_text="Jamais publié. Sert à répondre.",
                        max_length=254,
                        verbose_name="courriel de l’auteur",
                    ),
                ),
                (
                    "message",
                    models.TextField(
                        blank=True, help_text="Explication, source, remarque libre.", verbose_name="message"
                    ),
                ),
                (
                    "statut",
                    models.CharField(
                        choices=[("deposee", "déposée"), ("appliquee", "appliquée"), ("refusee", "refusée")],
                        default="deposee",
                        editable=False,
                        max_length=10,
                        verbose_name="statut",
                    ),
                ),
                ("examinee_le", models.DateTimeField(editable=False, null=True, verbose_name="examinée le")),
                (
                    "reponse",
                    models.TextField(blank=True, help_text="Ce qui est répondu à l’auteur.", verbose_name="réponse"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "auteur",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Vide pour un visiteur sans compte.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte de l’auteur",
                    ),
                ),
                (
                    "examinee_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="examinée par",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Fiche publique que la proposition modifie.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="publication.publication",
                        verbose_name="fiche",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical proposition",
                "verbose_name_plural": "historical propositions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ChangementPropose",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("champ", models.CharField(help_text="Nom du champ de la fiche.", max_length=60, verbose_name="champ")),
                (
                    "avant",
                    models.JSONField(
                        blank=True,
                        help_text="Valeur publique au moment de la proposition.",
                        null=True,
                        verbose_name="valeur vue",
                    ),
                ),
                (
                    "apres",
                    models.JSONField(
                        blank=True, help_text="Valeur que l’auteur propose.", null=True, verbose_name="valeur proposée"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[("en_attente", "en attente"), ("accepte", "accepté"), ("refuse", "refusé")],
                        default="en_attente",
                        help_text="Accepter ou refuser ce champ.",
                        max_length=10,
                        verbose_name="décision",
                    ),
                ),
                (
                    "proposition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changements",
                        to="publication.proposition",
                        verbose_name="proposition",
                    ),
                ),
            ],
            options={
                "verbose_name": "changement proposé",
                "verbose_name_plural": "changements proposés",
                "ordering": ["proposition", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposition", "champ"),
                        name="une_proposition_ne_change_un_champ_quune_fois",
                        violation_error_message="Ce champ figure déjà dans la proposition.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="proposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("examinee_le__isnull", True), ("examinee_par__isnull", True)),
                    models.Q(("examinee_le__isnull", False), ("examinee_par__isnull", False)),
                    _connector="OR",
                ),
                name="proposition_examinee_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("examinee_le__isnull", True), ("statut", "deposee")),
                    models.Q(models.Q(("statut", "deposee"), _negated=True), ("examinee_le__isnull", False)),
                    _connector="OR",
                ),
                name="une_proposition_appliquee_ou_refusee_a_ete_examinee",
                violation_error_message="Une proposition appliquée ou refusée porte la date de son examen.",
            ),
        ),
    ]
