"""Policies, schemes, projects, grants, organisations, themes, resources."""

import uuid
from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import collectivites.validateurs


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("collectivites", "0002_liens_et_contraintes"),
        ("publication", "0002_publication"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Synonyme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "terme",
                    models.CharField(
                        help_text="Ce que les gens tapent : « agglo ».",
                        max_length=80,
                        unique=True,
                        verbose_name="terme",
                    ),
                ),
                (
                    "equivalents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        help_text="Ce que disent les fiches, séparé par des virgules : « communauté d’agglomération ».",
                        size=None,
                        verbose_name="équivalents",
                    ),
                ),
            ],
            options={
                "verbose_name": "synonyme",
                "verbose_name_plural": "synonymes",
                "ordering": ["terme"],
            },
        ),
        migrations.CreateModel(
            name="Dispositif",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Identifiant de la fiche dans l’API ; il ne change jamais.",
                        unique=True,
                        verbose_name="identifiant public",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Fin de l’adresse de la page publique. Elle ne change plus après la première publication.",
                        max_length=120,
                        unique=True,
                        verbose_name="adresse de la page",
                    ),
                ),
                (
                    "statut",
                    models.CharField(
                        choices=[
                            ("brouillon", "brouillon"),
                            ("a_relire", "à relire"),
                            ("publiee", "publiée"),
                            ("retiree", "retirée"),
                        ],
                        default="brouillon",
                        editable=False,
                        max_length=10,
                        verbose_name="statut",
                    ),
                ),
                (
                    "publiee_le",
                    models.DateTimeField(
                        editable=False,
                        help_text="Jour et heure de la mise en ligne en vigueur.",
                        null=True,
                        verbose_name="publiée le",
                    ),
                ),
                ("retiree_le", models.DateTimeField(editable=False, null=True, verbose_name="retirée le")),
                ("motif_retrait", models.TextField(blank=True, editable=False, verbose_name="motif du retrait")),
                (
                    "verifiee_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour où une personne du réseau a relu toute la fiche et confirmé son contenu.",
                        null=True,
                        verbose_name="vérifiée le",
                    ),
                ),
                (
                    "revoir_dans",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="Nombre de mois après la vérification au bout duquel la fiche est à revérifier.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="à revoir au bout de",
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les fiches fabriquées par « manage.py generer » : elles ne décrivent rien de réel.",
                        verbose_name="donnée synthétique",
                    ),
                ),
                ("creee_le", models.DateTimeField(auto_now_add=True, verbose_name="créée le")),
                (
                    "modifiee_le",
                    models.DateTimeField(
                        auto_now=True,
                        help_text="Jour et heure de la dernière modification de la fiche.",
                        verbose_name="modifiée le",
                    ),
                ),
                (
                    "titre",
                    models.CharField(
                        help_text="Nom du dispositif, comme le public le connaît.", max_length=200, verbose_name="titre"
                    ),
                ),
                (
                    "resume",
                    models.TextField(
                        blank=True, help_text="Ce que le dispositif apporte, en deux phrases.", verbose_name="résumé"
                    ),
                ),
                (
                    "nature_aide",
                    models.CharField(
                        choices=[
                            ("subvention", "subvention"),
                            ("bourse", "bourse"),
                            ("pret", "prêt"),
                            ("garantie", "garantie"),
                            ("avance", "avance remboursable"),
                            ("prise_participation", "prise de participation"),
                            ("ingenierie", "ingénierie ou accompagnement"),
                            ("mise_a_disposition", "mise à disposition"),
                            ("convention", "convention de partenariat"),
                        ],
                        help_text="Ce que le bénéficiaire reçoit.",
                        max_length=20,
                        verbose_name="nature de l’aide",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("directe", "aide directe"), ("indirecte", "aide indirecte")],
                        default="directe",
                        help_text="Directe : versée au projet. Indirecte : versée à un partenaire qui aide les projets.",
                        max_length=10,
                        verbose_name="mode",
                    ),
                ),
                (
                    "instruction",
                    models.CharField(
                        choices=[
                            ("fil_de_leau", "au fil de l’eau"),
                            ("appel_a_projets", "appel à projets"),
                            ("ami", "appel à manifestation d’intérêt"),
                            ("permanent", "appel permanent"),
                        ],
                        help_text="Comment les demandes sont reçues.",
                        max_length=20,
                        verbose_name="instruction",
                    ),
                ),
                (
                    "objectifs",
                    models.TextField(blank=True, help_text="Ce que le dispositif vise.", verbose_name="objectifs"),
                ),
                ("cibles", models.TextField(blank=True, help_text="Qui peut en bénéficier.", verbose_name="cibles")),
                (
                    "eligibilite",
                    models.TextField(
                        blank=True, help_text="Ce qu’il faut remplir.", verbose_name="conditions d’éligibilité"
                    ),
                ),
                (
                    "modalites",
                    models.TextField(
                        blank=True, help_text="Comment le dispositif est mis en œuvre.", verbose_name="modalités"
                    ),
                ),
                (
                    "moyens",
                    models.TextField(
                        blank=True, help_text="Argent et personnes affectés, en clair.", verbose_name="moyens"
                    ),
                ),
                (
                    "evaluation",
                    models.TextField(
                        blank=True, help_text="Résultats constatés, façon d’évaluer.", verbose_name="évaluation"
                    ),
                ),
                (
                    "montant_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, par projet.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant minimal",
                    ),
                ),
                (
                    "montant_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, par projet.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant maximal",
                    ),
                ),
                (
                    "montant_par_beneficiaire",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, quand il est fixe.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant par bénéficiaire",
                    ),
                ),
                (
                    "enveloppe_annuelle",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, pour l’ensemble des bénéficiaires d’une année.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="enveloppe annuelle",
                    ),
                ),
                (
                    "enveloppe_totale",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, sur toute la durée, si la source la donne ainsi.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="enveloppe totale",
                    ),
                ),
                (
                    "taux",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Part du coût prise en charge, en pourcentage.",
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="taux",
                    ),
                ),
                (
                    "beneficiaires_par_an",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Nombre de projets aidés chaque année.",
                        null=True,
                        verbose_name="bénéficiaires par an",
                    ),
                ),
                (
                    "beneficiaires_total",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Nombre de projets aidés depuis l’origine.",
                        null=True,
                        verbose_name="bénéficiaires au total",
                    ),
                ),
                (
                    "ouverture_le",
                    models.DateField(
                        blank=True,
                        help_text="Premier jour des candidatures ; vide si toujours ouvert.",
                        null=True,
                        verbose_name="ouverture",
                    ),
                ),
                (
                    "cloture_le",
                    models.DateField(
                        blank=True,
                        help_text="Dernier jour des candidatures ; vide si sans fin prévue.",
                        null=True,
                        verbose_name="clôture",
                    ),
                ),
                (
                    "territoires",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=15,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^(PAYS-FR|REG-\\d{2}|DEP-(\\d{2,3}|2[AB])|EPCI-\\d{9}|COM-(\\d{5}|2[AB]\\d{3}))$",
                                    "Code de territoire attendu : PAYS-FR, REG-53, DEP-35, DEP-2A, EPCI-243500139 ou COM-35238.",
                                )
                            ],
                        ),
                        blank=True,
                        default=list,
                        help_text="Codes officiels séparés par des virgules : REG-53, DEP-35, DEP-2A, EPCI-243500139, COM-35238.",
                        size=None,
                        verbose_name="territoires couverts",
                    ),
                ),
                (
                    "exclusions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=15,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^(PAYS-FR|REG-\\d{2}|DEP-(\\d{2,3}|2[AB])|EPCI-\\d{9}|COM-(\\d{5}|2[AB]\\d{3}))$",
                                    "Code de territoire attendu : PAYS-FR, REG-53, DEP-35, DEP-2A, EPCI-243500139 ou COM-35238.",
                                )
                            ],
                        ),
                        blank=True,
                        default=list,
                        help_text="Mêmes codes ; une exclusion l’emporte sur un territoire couvert.",
                        size=None,
                        verbose_name="territoires exclus",
                    ),
                ),
                (
                    "page_officielle",
                    models.URLField(
                        blank=True,
                        help_text="Page où déposer une demande ou en savoir plus.",
                        verbose_name="page officielle",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
                    ),
                ),
                (
                    "collectivite",
                    models.ForeignKey(
                        help_text="Collectivité qui porte le dispositif.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispositifs",
                        to="collectivites.collectivite",
                        verbose_name="collectivité",
                    ),
                ),
                (
                    "contacts",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Personnes à appeler pour ce dispositif.",
                        related_name="dispositifs",
                        to="collectivites.contact",
                        verbose_name="contacts",
                    ),
                ),
                (
                    "publication",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="publication.publication",
                        verbose_name="publication",
                    ),
                ),
                (
                    "publiee_par",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="publiée par",
                    ),
                ),
                (
                    "retiree_par",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="retirée par",
                    ),
                ),
                (
                    "verifiee_par",
                    models.ForeignKey(
                        blank=True,
                        help_text="Qui a vérifié la fiche ; seul le nom public du compte est montré.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vérifiée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispositif",
                "verbose_name_plural": "dispositifs",
                "ordering": ["titre", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalOrganisme",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(
                        db_index=True,
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Identifiant de l’organisme dans l’API ; il ne change jamais.",
                        verbose_name="identifiant public",
                    ),
                ),
                ("nom", models.CharField(help_text="Nom usuel ou raison sociale.", max_length=200, verbose_name="nom")),
                (
                    "forme_juridique",
                    models.CharField(
                        choices=[
                            ("association", "association"),
                            ("scic", "SCIC"),
                            ("scop", "SCOP"),
                            ("cae", "coopérative d’activité et d’emploi"),
                            ("cooperative", "autre coopérative"),
                            ("mutuelle", "mutuelle"),
                            ("fondation", "fondation"),
                            ("entreprise_esus", "entreprise agréée ESUS"),
                            ("entreprise", "autre entreprise"),
                            ("public", "organisme public"),
                            ("autre", "autre ou non précisée"),
                        ],
                        default="autre",
                        help_text="Statut de l’organisme.",
                        max_length=20,
                        verbose_name="forme juridique",
                    ),
                ),
                (
                    "siret",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="Quatorze chiffres, sans espace ; la clé est vérifiée.",
                        max_length=14,
                        null=True,
                        validators=[collectivites.validateurs.valider_siret],
                        verbose_name="SIRET",
                    ),
                ),
                (
                    "rna",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="Numéro d’association : W suivi de neuf chiffres.",
                        max_length=10,
                        null=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^W\\d{9}$", "Un numéro RNA est un W suivi de neuf chiffres : W351001234."
                            )
                        ],
                        verbose_name="RNA",
                    ),
                ),
                (
                    "site_web",
                    models.URLField(
                        blank=True, help_text="Adresse complète, https:// compris.", verbose_name="site web"
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les organismes fabriqués par « manage.py generer ».",
                        verbose_name="donnée synthétique",
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
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Commune du siège.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="collectivites.commune",
                        verbose_name="commune",
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
            ],
            options={
                "verbose_name": "historical organisme",
                "verbose_name_plural": "historical organismes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPolitique",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(
                        db_index=True,
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Identifiant de la fiche dans l’API ; il ne change jamais.",
                        verbose_name="identifiant public",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Fin de l’adresse de la page publique. Elle ne change plus après la première publication.",
                        max_length=120,
                        verbose_name="adresse de la page",
                    ),
                ),
                (
                    "statut",
                    models.CharField(
                        choices=[
                            ("brouillon", "brouillon"),
                            ("a_relire", "à relire"),
                            ("publiee", "publiée"),
                            ("retiree", "retirée"),
                        ],
                        default="brouillon",
                        editable=False,
                        max_length=10,
                        verbose_name="statut",
                    ),
                ),
                (
                    "publiee_le",
                    models.DateTimeField(
                        editable=False,
                        help_text="Jour et heure de la mise en ligne en vigueur.",
                        null=True,
                        verbose_name="publiée le",
                    ),
                ),
                ("retiree_le", models.DateTimeField(editable=False, null=True, verbose_name="retirée le")),
                ("motif_retrait", models.TextField(blank=True, editable=False, verbose_name="motif du retrait")),
                (
                    "verifiee_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour où une personne du réseau a relu toute la fiche et confirmé son contenu.",
                        null=True,
                        verbose_name="vérifiée le",
                    ),
                ),
                (
                    "revoir_dans",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="Nombre de mois après la vérification au bout duquel la fiche est à revérifier.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="à revoir au bout de",
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les fiches fabriquées par « manage.py generer » : elles ne décrivent rien de réel.",
                        verbose_name="donnée synthétique",
                    ),
                ),
                ("creee_le", models.DateTimeField(blank=True, editable=False, verbose_name="créée le")),
                (
                    "modifiee_le",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Jour et heure de la dernière modification de la fiche.",
                        verbose_name="modifiée le",
                    ),
                ),
                (
                    "titre",
                    models.CharField(
                        help_text="« Politique ESS de la Région Grand Est ».", max_length=200, verbose_name="titre"
                    ),
                ),
                (
                    "resume",
                    models.TextField(
                        blank=True, help_text="Deux phrases, montrées dans les listes.", verbose_name="résumé"
                    ),
                ),
                (
                    "debut",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année où la politique commence.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="première année",
                    ),
                ),
                (
                    "fin",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Dernière année ; vide si la politique se poursuit.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="dernière année",
                    ),
                ),
                (
                    "panorama",
                    models.TextField(
                        blank=True,
                        help_text="Ce que pèse l’ESS sur le territoire, en quelques phrases.",
                        verbose_name="panorama de l’ESS",
                    ),
                ),
                (
                    "moyens",
                    models.TextField(
                        blank=True,
                        help_text="Ce qui entoure les montants : service, partenaires, conventions.",
                        verbose_name="moyens",
                    ),
                ),
                (
                    "programme",
                    models.TextField(
                        blank=True,
                        help_text="Ce que la collectivité veut faire, et comment.",
                        verbose_name="programme d’intervention",
                    ),
                ),
                (
                    "gouvernance",
                    models.CharField(
                        blank=True,
                        help_text="« Comité consultatif de l’ESS », « Conseil de l’ESS »…",
                        max_length=200,
                        verbose_name="instance de gouvernance",
                    ),
                ),
                (
                    "gouvernance_detail",
                    models.TextField(
                        blank=True,
                        help_text="Qui y siège, depuis quand, ce qu’elle fait.",
                        verbose_name="rôle de l’instance",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
                    ),
                ),
                (
                    "source_url",
                    models.URLField(
                        blank=True,
                        help_text="Délibération, schéma ou page d’origine.",
                        verbose_name="adresse de la source",
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
                    "collectivite",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Collectivité qui mène la politique.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="collectivites.collectivite",
                        verbose_name="collectivité",
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="publication.publication",
                        verbose_name="publication",
                    ),
                ),
                (
                    "publiee_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="publiée par",
                    ),
                ),
                (
                    "retiree_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="retirée par",
                    ),
                ),
                (
                    "verifiee_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Qui a vérifié la fiche ; seul le nom public du compte est montré.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vérifiée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical politique ESS",
                "verbose_name_plural": "historical politiques ESS",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRessource",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(
                        db_index=True,
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Identifiant de la fiche dans l’API ; il ne change jamais.",
                        verbose_name="identifiant public",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Fin de l’adresse de la page publique. Elle ne change plus après la première publication.",
                        max_length=120,
                        verbose_name="adresse de la page",
                    ),
                ),
                (
                    "statut",
                    models.CharField(
                        choices=[
                            ("brouillon", "brouillon"),
                            ("a_relire", "à relire"),
                            ("publiee", "publiée"),
                            ("retiree", "retirée"),
                        ],
                        default="brouillon",
                        editable=False,
                        max_length=10,
                        verbose_name="statut",
                    ),
                ),
                (
                    "publiee_le",
                    models.DateTimeField(
                        editable=False,
                        help_text="Jour et heure de la mise en ligne en vigueur.",
                        null=True,
                        verbose_name="publiée le",
                    ),
                ),
                ("retiree_le", models.DateTimeField(editable=False, null=True, verbose_name="retirée le")),
                ("motif_retrait", models.TextField(blank=True, editable=False, verbose_name="motif du retrait")),
                (
                    "verifiee_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour où une personne du réseau a relu toute la fiche et confirmé son contenu.",
                        null=True,
                        verbose_name="vérifiée le",
                    ),
                ),
                (
                    "revoir_dans",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="Nombre de mois après la vérification au bout duquel la fiche est à revérifier.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="à revoir au bout de",
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les fiches fabriquées par « manage.py generer » : elles ne décrivent rien de réel.",
                        verbose_name="donnée synthétique",
                    ),
                ),
                ("creee_le", models.DateTimeField(blank=True, editable=False, verbose_name="créée le")),
                (
                    "modifiee_le",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Jour et heure de la dernière modification de la fiche.",
                        verbose_name="modifiée le",
                    ),
                ),
                (
                    "genre",
                    models.CharField(
                        choices=[
                            ("article", "article"),
                            ("conference", "conférence"),
                            ("temoignage", "témoignage"),
                            ("publication", "publication"),
                            ("video", "vidéo"),
                            ("kit", "boîte à outils"),
                        ],
                        help_text="Ce qu’est la ressource.",
                        max_length=15,
                        verbose_name="genre",
                    ),
                ),
                ("titre", models.CharField(help_text="Titre de la ressource.", max_length=250, verbose_name="titre")),
                (
                    "resume",
                    models.TextField(blank=True, help_text="L’essentiel en deux phrases.", verbose_name="résumé"),
                ),
                (
                    "texte",
                    models.TextField(blank=True, help_text="Contenu, s’il est sur la fiche.", verbose_name="texte"),
                ),
                (
                    "auteurs",
                    models.CharField(
                        blank=True,
                        help_text="Organisations à l’origine de la ressource.",
                        max_length=200,
                        verbose_name="auteurs",
                    ),
                ),
                (
                    "lieu",
                    models.CharField(
                        blank=True, help_text="Où un événement s’est tenu.", max_length=150, verbose_name="lieu"
                    ),
                ),
                (
                    "debut",
                    models.DateField(
                        blank=True,
                        help_text="Premier jour de l’événement, s’il est connu.",
                        null=True,
                        verbose_name="date",
                    ),
                ),
                (
                    "fin",
                    models.DateField(
                        blank=True,
                        help_text="Si l’événement dure plusieurs jours.",
                        null=True,
                        verbose_name="dernier jour",
                    ),
                ),
                (
                    "parue_le",
                    models.DateField(
                        blank=True, help_text="Date de la première parution.", null=True, verbose_name="parue le"
                    ),
                ),
                (
                    "mise_a_jour_le",
                    models.DateField(
                        blank=True,
                        help_text="Date de la dernière mise à jour par ses auteurs.",
                        null=True,
                        verbose_name="mise à jour le",
                    ),
                ),
                ("lien", models.URLField(blank=True, help_text="Où la lire ou la voir.", verbose_name="adresse")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
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
                    "publication",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="publication.publication",
                        verbose_name="publication",
                    ),
                ),
                (
                    "publiee_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="publiée par",
                    ),
                ),
                (
                    "retiree_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="retirée par",
                    ),
                ),
                (
                    "verifiee_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Qui a vérifié la fiche ; seul le nom public du compte est montré.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vérifiée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical ressource",
                "verbose_name_plural": "historical ressources",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSynonyme",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "terme",
                    models.CharField(
                        db_index=True,
                        help_text="Ce que les gens tapent : « agglo ».",
                        max_length=80,
                        verbose_name="terme",
                    ),
                ),
                (
                    "equivalents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        help_text="Ce que disent les fiches, séparé par des virgules : « communauté d’agglomération ».",
                        size=None,
                        verbose_name="équivalents",
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
            ],
            options={
                "verbose_name": "historical synonyme",
                "verbose_name_plural": "historical synonymes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Organisme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Identifiant de l’organisme dans l’API ; il ne change jamais.",
                        unique=True,
                        verbose_name="identifiant public",
                    ),
                ),
                ("nom", models.CharField(help_text="Nom usuel ou raison sociale.", max_length=200, verbose_name="nom")),
                (
                    "forme_juridique",
                    models.CharField(
                        choices=[
                            ("association", "association"),
                            ("scic", "SCIC"),
                            ("scop", "SCOP"),
                            ("cae", "coopérative d’activité et d’emploi"),
                            ("cooperative", "autre coopérative"),
                            ("mutuelle", "mutuelle"),
                            ("fondation", "fondation"),
                            ("entreprise_esus", "entreprise agréée ESUS"),
                            ("entreprise", "autre entreprise"),
                            ("public", "organisme public"),
                            ("autre", "autre ou non précisée"),
                        ],
                        default="autre",
                        help_text="Statut de l’organisme.",
                        max_length=20,
                        verbose_name="forme juridique",
                    ),
                ),
                (
                    "siret",
                    models.CharField(
                        blank=True,
                        help_text="Quatorze chiffres, sans espace ; la clé est vérifiée.",
                        max_length=14,
                        null=True,
                        unique=True,
                        validators=[collectivites.validateurs.valider_siret],
                        verbose_name="SIRET",
                    ),
                ),
                (
                    "rna",
                    models.CharField(
                        blank=True,
                        help_text="Numéro d’association : W suivi de neuf chiffres.",
                        max_length=10,
                        null=True,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^W\\d{9}$", "Un numéro RNA est un W suivi de neuf chiffres : W351001234."
                            )
                        ],
                        verbose_name="RNA",
                    ),
                ),
                (
                    "site_web",
                    models.URLField(
                        blank=True, help_text="Adresse complète, https:// compris.", verbose_name="site web"
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les organismes fabriqués par « manage.py generer ».",
                        verbose_name="donnée synthétique",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        help_text="Commune du siège.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organismes",
                        to="collectivites.commune",
                        verbose_name="commune",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisme",
                "verbose_name_plural": "organismes",
                "ordering": ["nom", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalProjet",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(
                        db_index=True,
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Identifiant de la fiche dans l’API ; il ne change jamais.",
                        verbose_name="identifiant public",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Fin de l’adresse de la page publique. Elle ne change plus après la première publication.",
                        max_length=120,
                        verbose_name="adresse de la page",
                    ),
                ),
                (
                    "statut",
                    models.CharField(
                        choices=[
                            ("brouillon", "brouillon"),
                            ("a_relire", "à relire"),
                            ("publiee", "publiée"),
                            ("retiree", "retirée"),
                        ],
                        default="brouillon",
                        editable=False,
                        max_length=10,
                        verbose_name="statut",
                    ),
                ),
                (
                    "publiee_le",
                    models.DateTimeField(
                        editable=False,
                        help_text="Jour et heure de la mise en ligne en vigueur.",
                        null=True,
                        verbose_name="publiée le",
                    ),
                ),
                ("retiree_le", models.DateTimeField(editable=False, null=True, verbose_name="retirée le")),
                ("motif_retrait", models.TextField(blank=True, editable=False, verbose_name="motif du retrait")),
                (
                    "verifiee_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour où une personne du réseau a relu toute la fiche et confirmé son contenu.",
                        null=True,
                        verbose_name="vérifiée le",
                    ),
                ),
                (
                    "revoir_dans",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="Nombre de mois après la vérification au bout duquel la fiche est à revérifier.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="à revoir au bout de",
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les fiches fabriquées par « manage.py generer » : elles ne décrivent rien de réel.",
                        verbose_name="donnée synthétique",
                    ),
                ),
                ("creee_le", models.DateTimeField(blank=True, editable=False, verbose_name="créée le")),
                (
                    "modifiee_le",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Jour et heure de la dernière modification de la fiche.",
                        verbose_name="modifiée le",
                    ),
                ),
                (
                    "nom",
                    models.CharField(
                        help_text="Nom du projet, comme le public le connaît.", max_length=200, verbose_name="nom"
                    ),
                ),
                ("resume", models.TextField(blank=True, help_text="Le projet en deux phrases.", verbose_name="résumé")),
                (
                    "description",
                    models.TextField(
                        blank=True, help_text="Ce que fait le projet, pour qui, avec qui.", verbose_name="description"
                    ),
                ),
                (
                    "lieu",
                    models.CharField(
                        blank=True,
                        help_text="Quartier, pays ou territoire, si la commune ne suffit pas.",
                        max_length=150,
                        verbose_name="lieu",
                    ),
                ),
                (
                    "debut",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année du début du projet.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="première année",
                    ),
                ),
                (
                    "fin",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Vide si le projet se poursuit.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="dernière année",
                    ),
                ),
                (
                    "emplois",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Emplois créés ou maintenus, constatés.",
                        null=True,
                        verbose_name="emplois",
                    ),
                ),
                (
                    "personnes",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Personnes accompagnées ou associées, constatées.",
                        null=True,
                        verbose_name="personnes",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
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
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Commune où le projet se tient.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="collectivites.commune",
                        verbose_name="commune",
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="publication.publication",
                        verbose_name="publication",
                    ),
                ),
                (
                    "publiee_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="publiée par",
                    ),
                ),
                (
                    "retiree_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="retirée par",
                    ),
                ),
                (
                    "verifiee_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Qui a vérifié la fiche ; seul le nom public du compte est montré.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vérifiée par",
                    ),
                ),
                (
                    "organisme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Organisme qui porte le projet.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.organisme",
                        verbose_name="organisme porteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical projet soutenu",
                "verbose_name_plural": "historical projets soutenus",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPartenariat",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "nom",
                    models.CharField(
                        help_text="Nom du partenaire, tel qu’il sera montré.", max_length=200, verbose_name="nom"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("financeur", "financeur"),
                            ("operateur", "opérateur"),
                            ("animateur", "animateur"),
                            ("beneficiaire", "bénéficiaire"),
                            ("partenaire", "partenaire"),
                        ],
                        default="partenaire",
                        help_text="Ce qu’il apporte.",
                        max_length=15,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "montant",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, ce qu’il verse ou reçoit.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant",
                    ),
                ),
                (
                    "periodicite",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("par_an", "par an"),
                            ("total", "au total"),
                            ("par_an_et_beneficiaire", "par an et par bénéficiaire"),
                        ],
                        help_text="À quoi le montant se rapporte.",
                        max_length=25,
                        verbose_name="périodicité",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Ce qu’il faut ajouter.", max_length=250, verbose_name="précision"
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
                    "collectivite",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Si le partenaire est une collectivité du répertoire.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="collectivites.collectivite",
                        verbose_name="collectivité",
                    ),
                ),
                (
                    "dispositif",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.dispositif",
                        verbose_name="dispositif",
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
                    "organisme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Si le partenaire est un organisme du répertoire.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.organisme",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical partenariat",
                "verbose_name_plural": "historical partenariats",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Politique",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Identifiant de la fiche dans l’API ; il ne change jamais.",
                        unique=True,
                        verbose_name="identifiant public",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Fin de l’adresse de la page publique. Elle ne change plus après la première publication.",
                        max_length=120,
                        unique=True,
                        verbose_name="adresse de la page",
                    ),
                ),
                (
                    "statut",
                    models.CharField(
                        choices=[
                            ("brouillon", "brouillon"),
                            ("a_relire", "à relire"),
                            ("publiee", "publiée"),
                            ("retiree", "retirée"),
                        ],
                        default="brouillon",
                        editable=False,
                        max_length=10,
                        verbose_name="statut",
                    ),
                ),
                (
                    "publiee_le",
                    models.DateTimeField(
                        editable=False,
                        help_text="Jour et heure de la mise en ligne en vigueur.",
                        null=True,
                        verbose_name="publiée le",
                    ),
                ),
                ("retiree_le", models.DateTimeField(editable=False, null=True, verbose_name="retirée le")),
                ("motif_retrait", models.TextField(blank=True, editable=False, verbose_name="motif du retrait")),
                (
                    "verifiee_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour où une personne du réseau a relu toute la fiche et confirmé son contenu.",
                        null=True,
                        verbose_name="vérifiée le",
                    ),
                ),
                (
                    "revoir_dans",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="Nombre de mois après la vérification au bout duquel la fiche est à revérifier.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="à revoir au bout de",
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les fiches fabriquées par « manage.py generer » : elles ne décrivent rien de réel.",
                        verbose_name="donnée synthétique",
                    ),
                ),
                ("creee_le", models.DateTimeField(auto_now_add=True, verbose_name="créée le")),
                (
                    "modifiee_le",
                    models.DateTimeField(
                        auto_now=True,
                        help_text="Jour et heure de la dernière modification de la fiche.",
                        verbose_name="modifiée le",
                    ),
                ),
                (
                    "titre",
                    models.CharField(
                        help_text="« Politique ESS de la Région Grand Est ».", max_length=200, verbose_name="titre"
                    ),
                ),
                (
                    "resume",
                    models.TextField(
                        blank=True, help_text="Deux phrases, montrées dans les listes.", verbose_name="résumé"
                    ),
                ),
                (
                    "debut",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année où la politique commence.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="première année",
                    ),
                ),
                (
                    "fin",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Dernière année ; vide si la politique se poursuit.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="dernière année",
                    ),
                ),
                (
                    "panorama",
                    models.TextField(
                        blank=True,
                        help_text="Ce que pèse l’ESS sur le territoire, en quelques phrases.",
                        verbose_name="panorama de l’ESS",
                    ),
                ),
                (
                    "moyens",
                    models.TextField(
                        blank=True,
                        help_text="Ce qui entoure les montants : service, partenaires, conventions.",
                        verbose_name="moyens",
                    ),
                ),
                (
                    "programme",
                    models.TextField(
                        blank=True,
                        help_text="Ce que la collectivité veut faire, et comment.",
                        verbose_name="programme d’intervention",
                    ),
                ),
                (
                    "gouvernance",
                    models.CharField(
                        blank=True,
                        help_text="« Comité consultatif de l’ESS », « Conseil de l’ESS »…",
                        max_length=200,
                        verbose_name="instance de gouvernance",
                    ),
                ),
                (
                    "gouvernance_detail",
                    models.TextField(
                        blank=True,
                        help_text="Qui y siège, depuis quand, ce qu’elle fait.",
                        verbose_name="rôle de l’instance",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
                    ),
                ),
                (
                    "source_url",
                    models.URLField(
                        blank=True,
                        help_text="Délibération, schéma ou page d’origine.",
                        verbose_name="adresse de la source",
                    ),
                ),
                (
                    "collectivite",
                    models.ForeignKey(
                        help_text="Collectivité qui mène la politique.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="politiques",
                        to="collectivites.collectivite",
                        verbose_name="collectivité",
                    ),
                ),
                (
                    "contacts",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Personnes à appeler pour cette politique, parmi celles de la collectivité.",
                        related_name="politiques",
                        to="collectivites.contact",
                        verbose_name="contacts",
                    ),
                ),
                (
                    "publication",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="publication.publication",
                        verbose_name="publication",
                    ),
                ),
                (
                    "publiee_par",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="publiée par",
                    ),
                ),
                (
                    "retiree_par",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="retirée par",
                    ),
                ),
                (
                    "verifiee_par",
                    models.ForeignKey(
                        blank=True,
                        help_text="Qui a vérifié la fiche ; seul le nom public du compte est montré.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vérifiée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "politique ESS",
                "verbose_name_plural": "politiques ESS",
                "ordering": ["titre", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Orientation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "groupe",
                    models.CharField(
                        blank=True,
                        help_text="Titre commun à plusieurs orientations : « Objectifs ».",
                        max_length=150,
                        verbose_name="groupe",
                    ),
                ),
                (
                    "titre",
                    models.CharField(help_text="L’orientation en une phrase.", max_length=250, verbose_name="titre"),
                ),
                ("texte", models.TextField(blank=True, help_text="Ce qu’elle recouvre.", verbose_name="texte")),
                (
                    "politique",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="orientations",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
            ],
            options={
                "verbose_name": "orientation",
                "verbose_name_plural": "orientations",
                "ordering": ["ordre", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalOrientation",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "groupe",
                    models.CharField(
                        blank=True,
                        help_text="Titre commun à plusieurs orientations : « Objectifs ».",
                        max_length=150,
                        verbose_name="groupe",
                    ),
                ),
                (
                    "titre",
                    models.CharField(help_text="L’orientation en une phrase.", max_length=250, verbose_name="titre"),
                ),
                ("texte", models.TextField(blank=True, help_text="Ce qu’elle recouvre.", verbose_name="texte")),
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
                    "politique",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical orientation",
                "verbose_name_plural": "historical orientations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEngagement",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "genre",
                    models.CharField(
                        choices=[
                            ("label", "label"),
                            ("engagement", "engagement"),
                            ("adhesion", "adhésion à un réseau"),
                        ],
                        default="label",
                        help_text="Ce qui engage la collectivité.",
                        max_length=10,
                        verbose_name="genre",
                    ),
                ),
                (
                    "nom",
                    models.CharField(
                        help_text="Nom du label ou objet de l’engagement.", max_length=150, verbose_name="nom"
                    ),
                ),
                (
                    "depuis",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année du premier engagement.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="depuis",
                    ),
                ),
                (
                    "texte",
                    models.TextField(
                        blank=True, help_text="Ce que la collectivité fait à ce titre.", verbose_name="texte"
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
                    "politique",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical label ou engagement",
                "verbose_name_plural": "historical labels et engagements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEffectif",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année du décompte ; vide si la source ne le dit pas.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "etp",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Équivalents temps plein dédiés à l’ESS.",
                        max_digits=6,
                        verbose_name="ETP",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Qui sont ces personnes.", max_length=250, verbose_name="précision"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
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
                    "politique",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical effectif",
                "verbose_name_plural": "historical effectifs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDispositif",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(
                        db_index=True,
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Identifiant de la fiche dans l’API ; il ne change jamais.",
                        verbose_name="identifiant public",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Fin de l’adresse de la page publique. Elle ne change plus après la première publication.",
                        max_length=120,
                        verbose_name="adresse de la page",
                    ),
                ),
                (
                    "statut",
                    models.CharField(
                        choices=[
                            ("brouillon", "brouillon"),
                            ("a_relire", "à relire"),
                            ("publiee", "publiée"),
                            ("retiree", "retirée"),
                        ],
                        default="brouillon",
                        editable=False,
                        max_length=10,
                        verbose_name="statut",
                    ),
                ),
                (
                    "publiee_le",
                    models.DateTimeField(
                        editable=False,
                        help_text="Jour et heure de la mise en ligne en vigueur.",
                        null=True,
                        verbose_name="publiée le",
                    ),
                ),
                ("retiree_le", models.DateTimeField(editable=False, null=True, verbose_name="retirée le")),
                ("motif_retrait", models.TextField(blank=True, editable=False, verbose_name="motif du retrait")),
                (
                    "verifiee_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour où une personne du réseau a relu toute la fiche et confirmé son contenu.",
                        null=True,
                        verbose_name="vérifiée le",
                    ),
                ),
                (
                    "revoir_dans",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="Nombre de mois après la vérification au bout duquel la fiche est à revérifier.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="à revoir au bout de",
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les fiches fabriquées par « manage.py generer » : elles ne décrivent rien de réel.",
                        verbose_name="donnée synthétique",
                    ),
                ),
                ("creee_le", models.DateTimeField(blank=True, editable=False, verbose_name="créée le")),
                (
                    "modifiee_le",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Jour et heure de la dernière modification de la fiche.",
                        verbose_name="modifiée le",
                    ),
                ),
                (
                    "titre",
                    models.CharField(
                        help_text="Nom du dispositif, comme le public le connaît.", max_length=200, verbose_name="titre"
                    ),
                ),
                (
                    "resume",
                    models.TextField(
                        blank=True, help_text="Ce que le dispositif apporte, en deux phrases.", verbose_name="résumé"
                    ),
                ),
                (
                    "nature_aide",
                    models.CharField(
                        choices=[
                            ("subvention", "subvention"),
                            ("bourse", "bourse"),
                            ("pret", "prêt"),
                            ("garantie", "garantie"),
                            ("avance", "avance remboursable"),
                            ("prise_participation", "prise de participation"),
                            ("ingenierie", "ingénierie ou accompagnement"),
                            ("mise_a_disposition", "mise à disposition"),
                            ("convention", "convention de partenariat"),
                        ],
                        help_text="Ce que le bénéficiaire reçoit.",
                        max_length=20,
                        verbose_name="nature de l’aide",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("directe", "aide directe"), ("indirecte", "aide indirecte")],
                        default="directe",
                        help_text="Directe : versée au projet. Indirecte : versée à un partenaire qui aide les projets.",
                        max_length=10,
                        verbose_name="mode",
                    ),
                ),
                (
                    "instruction",
                    models.CharField(
                        choices=[
                            ("fil_de_leau", "au fil de l’eau"),
                            ("appel_a_projets", "appel à projets"),
                            ("ami", "appel à manifestation d’intérêt"),
                            ("permanent", "appel permanent"),
                        ],
                        help_text="Comment les demandes sont reçues.",
                        max_length=20,
                        verbose_name="instruction",
                    ),
                ),
                (
                    "objectifs",
                    models.TextField(blank=True, help_text="Ce que le dispositif vise.", verbose_name="objectifs"),
                ),
                ("cibles", models.TextField(blank=True, help_text="Qui peut en bénéficier.", verbose_name="cibles")),
                (
                    "eligibilite",
                    models.TextField(
                        blank=True, help_text="Ce qu’il faut remplir.", verbose_name="conditions d’éligibilité"
                    ),
                ),
                (
                    "modalites",
                    models.TextField(
                        blank=True, help_text="Comment le dispositif est mis en œuvre.", verbose_name="modalités"
                    ),
                ),
                (
                    "moyens",
                    models.TextField(
                        blank=True, help_text="Argent et personnes affectés, en clair.", verbose_name="moyens"
                    ),
                ),
                (
                    "evaluation",
                    models.TextField(
                        blank=True, help_text="Résultats constatés, façon d’évaluer.", verbose_name="évaluation"
                    ),
                ),
                (
                    "montant_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, par projet.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant minimal",
                    ),
                ),
                (
                    "montant_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, par projet.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant maximal",
                    ),
                ),
                (
                    "montant_par_beneficiaire",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, quand il est fixe.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant par bénéficiaire",
                    ),
                ),
                (
                    "enveloppe_annuelle",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, pour l’ensemble des bénéficiaires d’une année.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="enveloppe annuelle",
                    ),
                ),
                (
                    "enveloppe_totale",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, sur toute la durée, si la source la donne ainsi.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="enveloppe totale",
                    ),
                ),
                (
                    "taux",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Part du coût prise en charge, en pourcentage.",
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="taux",
                    ),
                ),
                (
                    "beneficiaires_par_an",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Nombre de projets aidés chaque année.",
                        null=True,
                        verbose_name="bénéficiaires par an",
                    ),
                ),
                (
                    "beneficiaires_total",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Nombre de projets aidés depuis l’origine.",
                        null=True,
                        verbose_name="bénéficiaires au total",
                    ),
                ),
                (
                    "ouverture_le",
                    models.DateField(
                        blank=True,
                        help_text="Premier jour des candidatures ; vide si toujours ouvert.",
                        null=True,
                        verbose_name="ouverture",
                    ),
                ),
                (
                    "cloture_le",
                    models.DateField(
                        blank=True,
                        help_text="Dernier jour des candidatures ; vide si sans fin prévue.",
                        null=True,
                        verbose_name="clôture",
                    ),
                ),
                (
                    "territoires",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=15,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^(PAYS-FR|REG-\\d{2}|DEP-(\\d{2,3}|2[AB])|EPCI-\\d{9}|COM-(\\d{5}|2[AB]\\d{3}))$",
                                    "Code de territoire attendu : PAYS-FR, REG-53, DEP-35, DEP-2A, EPCI-243500139 ou COM-35238.",
                                )
                            ],
                        ),
                        blank=True,
                        default=list,
                        help_text="Codes officiels séparés par des virgules : REG-53, DEP-35, DEP-2A, EPCI-243500139, COM-35238.",
                        size=None,
                        verbose_name="territoires couverts",
                    ),
                ),
                (
                    "exclusions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=15,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^(PAYS-FR|REG-\\d{2}|DEP-(\\d{2,3}|2[AB])|EPCI-\\d{9}|COM-(\\d{5}|2[AB]\\d{3}))$",
                                    "Code de territoire attendu : PAYS-FR, REG-53, DEP-35, DEP-2A, EPCI-243500139 ou COM-35238.",
                                )
                            ],
                        ),
                        blank=True,
                        default=list,
                        help_text="Mêmes codes ; une exclusion l’emporte sur un territoire couvert.",
                        size=None,
                        verbose_name="territoires exclus",
                    ),
                ),
                (
                    "page_officielle",
                    models.URLField(
                        blank=True,
                        help_text="Page où déposer une demande ou en savoir plus.",
                        verbose_name="page officielle",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
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
                    "collectivite",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Collectivité qui porte le dispositif.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="collectivites.collectivite",
                        verbose_name="collectivité",
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="publication.publication",
                        verbose_name="publication",
                    ),
                ),
                (
                    "publiee_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="publiée par",
                    ),
                ),
                (
                    "retiree_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="retirée par",
                    ),
                ),
                (
                    "verifiee_par",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Qui a vérifié la fiche ; seul le nom public du compte est montré.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vérifiée par",
                    ),
                ),
                (
                    "politique",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Politique dont le dispositif fait partie.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical dispositif",
                "verbose_name_plural": "historical dispositifs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBudget",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Exercice budgétaire ; vide si la source ne le dit pas.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros. À laisser vide si le fonctionnement et l’investissement suffisent.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="total",
                    ),
                ),
                (
                    "fonctionnement",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="fonctionnement",
                    ),
                ),
                (
                    "investissement",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="investissement",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Ce que le montant recouvre.", max_length=250, verbose_name="précision"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
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
                    "politique",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical budget",
                "verbose_name_plural": "historical budgets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAction",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "groupe",
                    models.CharField(
                        blank=True,
                        help_text="Titre commun à plusieurs actions : « ESS et ruralité ».",
                        max_length=150,
                        verbose_name="groupe",
                    ),
                ),
                ("titre", models.CharField(help_text="L’action en une phrase.", max_length=250, verbose_name="titre")),
                ("texte", models.TextField(blank=True, help_text="Ce qui a été fait, avec qui.", verbose_name="texte")),
                (
                    "annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année, ou première année, de l’action.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "annee_fin",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Vide si l’action tient en une année ou se poursuit.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="dernière année",
                    ),
                ),
                (
                    "date",
                    models.DateField(
                        blank=True, help_text="Jour précis, s’il est connu.", null=True, verbose_name="date"
                    ),
                ),
                (
                    "lieu",
                    models.CharField(
                        blank=True, help_text="Commune ou territoire de l’action.", max_length=150, verbose_name="lieu"
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
                    "politique",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical action soutenue",
                "verbose_name_plural": "historical actions soutenues",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "genre",
                    models.CharField(
                        choices=[
                            ("label", "label"),
                            ("engagement", "engagement"),
                            ("adhesion", "adhésion à un réseau"),
                        ],
                        default="label",
                        help_text="Ce qui engage la collectivité.",
                        max_length=10,
                        verbose_name="genre",
                    ),
                ),
                (
                    "nom",
                    models.CharField(
                        help_text="Nom du label ou objet de l’engagement.", max_length=150, verbose_name="nom"
                    ),
                ),
                (
                    "depuis",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année du premier engagement.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="depuis",
                    ),
                ),
                (
                    "texte",
                    models.TextField(
                        blank=True, help_text="Ce que la collectivité fait à ce titre.", verbose_name="texte"
                    ),
                ),
                (
                    "politique",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="engagements",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
            ],
            options={
                "verbose_name": "label ou engagement",
                "verbose_name_plural": "labels et engagements",
                "ordering": ["ordre", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="dispositif",
            name="politique",
            field=models.ForeignKey(
                blank=True,
                help_text="Politique dont le dispositif fait partie.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dispositifs",
                to="programmes.politique",
                verbose_name="politique",
            ),
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "groupe",
                    models.CharField(
                        blank=True,
                        help_text="Titre commun à plusieurs actions : « ESS et ruralité ».",
                        max_length=150,
                        verbose_name="groupe",
                    ),
                ),
                ("titre", models.CharField(help_text="L’action en une phrase.", max_length=250, verbose_name="titre")),
                ("texte", models.TextField(blank=True, help_text="Ce qui a été fait, avec qui.", verbose_name="texte")),
                (
                    "annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année, ou première année, de l’action.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "annee_fin",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Vide si l’action tient en une année ou se poursuit.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="dernière année",
                    ),
                ),
                (
                    "date",
                    models.DateField(
                        blank=True, help_text="Jour précis, s’il est connu.", null=True, verbose_name="date"
                    ),
                ),
                (
                    "lieu",
                    models.CharField(
                        blank=True, help_text="Commune ou territoire de l’action.", max_length=150, verbose_name="lieu"
                    ),
                ),
                (
                    "politique",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
            ],
            options={
                "verbose_name": "action soutenue",
                "verbose_name_plural": "actions soutenues",
                "ordering": ["ordre", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Projet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Identifiant de la fiche dans l’API ; il ne change jamais.",
                        unique=True,
                        verbose_name="identifiant public",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Fin de l’adresse de la page publique. Elle ne change plus après la première publication.",
                        max_length=120,
                        unique=True,
                        verbose_name="adresse de la page",
                    ),
                ),
                (
                    "statut",
                    models.CharField(
                        choices=[
                            ("brouillon", "brouillon"),
                            ("a_relire", "à relire"),
                            ("publiee", "publiée"),
                            ("retiree", "retirée"),
                        ],
                        default="brouillon",
                        editable=False,
                        max_length=10,
                        verbose_name="statut",
                    ),
                ),
                (
                    "publiee_le",
                    models.DateTimeField(
                        editable=False,
                        help_text="Jour et heure de la mise en ligne en vigueur.",
                        null=True,
                        verbose_name="publiée le",
                    ),
                ),
                ("retiree_le", models.DateTimeField(editable=False, null=True, verbose_name="retirée le")),
                ("motif_retrait", models.TextField(blank=True, editable=False, verbose_name="motif du retrait")),
                (
                    "verifiee_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour où une personne du réseau a relu toute la fiche et confirmé son contenu.",
                        null=True,
                        verbose_name="vérifiée le",
                    ),
                ),
                (
                    "revoir_dans",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="Nombre de mois après la vérification au bout duquel la fiche est à revérifier.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="à revoir au bout de",
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les fiches fabriquées par « manage.py generer » : elles ne décrivent rien de réel.",
                        verbose_name="donnée synthétique",
                    ),
                ),
                ("creee_le", models.DateTimeField(auto_now_add=True, verbose_name="créée le")),
                (
                    "modifiee_le",
                    models.DateTimeField(
                        auto_now=True,
                        help_text="Jour et heure de la dernière modification de la fiche.",
                        verbose_name="modifiée le",
                    ),
                ),
                (
                    "nom",
                    models.CharField(
                        help_text="Nom du projet, comme le public le connaît.", max_length=200, verbose_name="nom"
                    ),
                ),
                ("resume", models.TextField(blank=True, help_text="Le projet en deux phrases.", verbose_name="résumé")),
                (
                    "description",
                    models.TextField(
                        blank=True, help_text="Ce que fait le projet, pour qui, avec qui.", verbose_name="description"
                    ),
                ),
                (
                    "lieu",
                    models.CharField(
                        blank=True,
                        help_text="Quartier, pays ou territoire, si la commune ne suffit pas.",
                        max_length=150,
                        verbose_name="lieu",
                    ),
                ),
                (
                    "debut",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année du début du projet.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="première année",
                    ),
                ),
                (
                    "fin",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Vide si le projet se poursuit.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="dernière année",
                    ),
                ),
                (
                    "emplois",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Emplois créés ou maintenus, constatés.",
                        null=True,
                        verbose_name="emplois",
                    ),
                ),
                (
                    "personnes",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Personnes accompagnées ou associées, constatées.",
                        null=True,
                        verbose_name="personnes",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        help_text="Commune où le projet se tient.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projets",
                        to="collectivites.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "organisme",
                    models.ForeignKey(
                        blank=True,
                        help_text="Organisme qui porte le projet.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projets",
                        to="programmes.organisme",
                        verbose_name="organisme porteur",
                    ),
                ),
                (
                    "publication",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="publication.publication",
                        verbose_name="publication",
                    ),
                ),
                (
                    "publiee_par",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="publiée par",
                    ),
                ),
                (
                    "retiree_par",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="retirée par",
                    ),
                ),
                (
                    "verifiee_par",
                    models.ForeignKey(
                        blank=True,
                        help_text="Qui a vérifié la fiche ; seul le nom public du compte est montré.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vérifiée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "projet soutenu",
                "verbose_name_plural": "projets soutenus",
                "ordering": ["nom", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImageProjet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "image",
                    models.ImageField(help_text="JPEG, PNG ou WebP.", upload_to="projets/", verbose_name="image"),
                ),
                (
                    "texte_alternatif",
                    models.CharField(
                        help_text="Ce que montre l’image, pour qui ne la voit pas.",
                        max_length=250,
                        verbose_name="texte de remplacement",
                    ),
                ),
                (
                    "credit",
                    models.CharField(blank=True, help_text="Auteur et licence.", max_length=150, verbose_name="crédit"),
                ),
                (
                    "projet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="programmes.projet",
                        verbose_name="projet",
                    ),
                ),
            ],
            options={
                "verbose_name": "image",
                "verbose_name_plural": "images",
                "ordering": ["ordre", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalSubvention",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "objet",
                    models.CharField(
                        help_text="À quoi sert l’aide, en 256 caractères au plus (norme SCDL).",
                        max_length=256,
                        verbose_name="objet",
                    ),
                ),
                (
                    "nature_aide",
                    models.CharField(
                        choices=[
                            ("aide en numéraire", "aide en numéraire"),
                            ("aide en nature", "aide en nature"),
                            ("aide en numéraire;aide en nature", "aide en numéraire et en nature"),
                        ],
                        default="aide en numéraire",
                        help_text="En numéraire, en nature, ou les deux.",
                        max_length=40,
                        verbose_name="nature",
                    ),
                ),
                (
                    "montant_demande",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, ce que le porteur a demandé.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant demandé",
                    ),
                ),
                (
                    "montant_vote",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, ce que l’assemblée a voté.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant voté",
                    ),
                ),
                (
                    "montant_conventionne",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, ce que dit la convention.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant conventionné",
                    ),
                ),
                (
                    "montant_verse",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, ce qui a été payé.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant versé",
                    ),
                ),
                (
                    "pourcentage",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("1"),
                        help_text="Entre 0 et 1 : la part du montant qui revient à ce bénéficiaire.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.0001")),
                            django.core.validators.MaxValueValidator(Decimal("1")),
                        ],
                        verbose_name="part du bénéficiaire",
                    ),
                ),
                (
                    "date_convention",
                    models.DateField(
                        blank=True, help_text="Jour de la signature.", null=True, verbose_name="date de la convention"
                    ),
                ),
                (
                    "annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Exercice, quand la date de la convention n’est pas connue.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "reference_decision",
                    models.CharField(
                        blank=True,
                        help_text="Numéro de la délibération ou de l’arrêté.",
                        max_length=100,
                        verbose_name="référence de la décision",
                    ),
                ),
                (
                    "conditions_versement",
                    models.CharField(
                        blank=True,
                        help_text="« unique », « échelonné », ou une description en 256 caractères au plus (norme SCDL).",
                        max_length=256,
                        verbose_name="conditions de versement",
                    ),
                ),
                (
                    "versement_debut",
                    models.DateField(
                        blank=True,
                        help_text="Jour du versement, ou du premier.",
                        null=True,
                        verbose_name="début des versements",
                    ),
                ),
                (
                    "versement_fin",
                    models.DateField(
                        blank=True,
                        help_text="Jour du dernier versement, s’il y en a plusieurs.",
                        null=True,
                        verbose_name="fin des versements",
                    ),
                ),
                (
                    "id_rae",
                    models.CharField(
                        blank=True,
                        help_text="Numéro au Répertoire des aides aux entreprises.",
                        max_length=5,
                        verbose_name="numéro RAE",
                    ),
                ),
                (
                    "notification_ue",
                    models.BooleanField(
                        default=False,
                        help_text="Aide de minimis notifiée à la Commission.",
                        verbose_name="notifiée à l’Union européenne",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Ce qu’il faut ajouter.", max_length=250, verbose_name="précision"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les subventions fabriquées par « manage.py generer ».",
                        verbose_name="donnée synthétique",
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
                    "collectivite",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Collectivité qui attribue.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="collectivites.collectivite",
                        verbose_name="collectivité",
                    ),
                ),
                (
                    "dispositif",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Dispositif au titre duquel elle est attribuée.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.dispositif",
                        verbose_name="dispositif",
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
                    "beneficiaire",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Organisme qui reçoit l’aide ; jamais une personne physique.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.organisme",
                        verbose_name="bénéficiaire",
                    ),
                ),
                (
                    "projet",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Projet soutenu ; vide pour une subvention qui n’a pas de fiche de projet.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.projet",
                        verbose_name="projet",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical subvention",
                "verbose_name_plural": "historical subventions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalImageProjet",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                ("image", models.TextField(help_text="JPEG, PNG ou WebP.", max_length=100, verbose_name="image")),
                (
                    "texte_alternatif",
                    models.CharField(
                        help_text="Ce que montre l’image, pour qui ne la voit pas.",
                        max_length=250,
                        verbose_name="texte de remplacement",
                    ),
                ),
                (
                    "credit",
                    models.CharField(blank=True, help_text="Auteur et licence.", max_length=150, verbose_name="crédit"),
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
                    "projet",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.projet",
                        verbose_name="projet",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical image",
                "verbose_name_plural": "historical images",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Ressource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Identifiant de la fiche dans l’API ; il ne change jamais.",
                        unique=True,
                        verbose_name="identifiant public",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Fin de l’adresse de la page publique. Elle ne change plus après la première publication.",
                        max_length=120,
                        unique=True,
                        verbose_name="adresse de la page",
                    ),
                ),
                (
                    "statut",
                    models.CharField(
                        choices=[
                            ("brouillon", "brouillon"),
                            ("a_relire", "à relire"),
                            ("publiee", "publiée"),
                            ("retiree", "retirée"),
                        ],
                        default="brouillon",
                        editable=False,
                        max_length=10,
                        verbose_name="statut",
                    ),
                ),
                (
                    "publiee_le",
                    models.DateTimeField(
                        editable=False,
                        help_text="Jour et heure de la mise en ligne en vigueur.",
                        null=True,
                        verbose_name="publiée le",
                    ),
                ),
                ("retiree_le", models.DateTimeField(editable=False, null=True, verbose_name="retirée le")),
                ("motif_retrait", models.TextField(blank=True, editable=False, verbose_name="motif du retrait")),
                (
                    "verifiee_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour où une personne du réseau a relu toute la fiche et confirmé son contenu.",
                        null=True,
                        verbose_name="vérifiée le",
                    ),
                ),
                (
                    "revoir_dans",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="Nombre de mois après la vérification au bout duquel la fiche est à revérifier.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="à revoir au bout de",
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les fiches fabriquées par « manage.py generer » : elles ne décrivent rien de réel.",
                        verbose_name="donnée synthétique",
                    ),
                ),
                ("creee_le", models.DateTimeField(auto_now_add=True, verbose_name="créée le")),
                (
                    "modifiee_le",
                    models.DateTimeField(
                        auto_now=True,
                        help_text="Jour et heure de la dernière modification de la fiche.",
                        verbose_name="modifiée le",
                    ),
                ),
                (
                    "genre",
                    models.CharField(
                        choices=[
                            ("article", "article"),
                            ("conference", "conférence"),
                            ("temoignage", "témoignage"),
                            ("publication", "publication"),
                            ("video", "vidéo"),
                            ("kit", "boîte à outils"),
                        ],
                        help_text="Ce qu’est la ressource.",
                        max_length=15,
                        verbose_name="genre",
                    ),
                ),
                ("titre", models.CharField(help_text="Titre de la ressource.", max_length=250, verbose_name="titre")),
                (
                    "resume",
                    models.TextField(blank=True, help_text="L’essentiel en deux phrases.", verbose_name="résumé"),
                ),
                (
                    "texte",
                    models.TextField(blank=True, help_text="Contenu, s’il est sur la fiche.", verbose_name="texte"),
                ),
                (
                    "auteurs",
                    models.CharField(
                        blank=True,
                        help_text="Organisations à l’origine de la ressource.",
                        max_length=200,
                        verbose_name="auteurs",
                    ),
                ),
                (
                    "lieu",
                    models.CharField(
                        blank=True, help_text="Où un événement s’est tenu.", max_length=150, verbose_name="lieu"
                    ),
                ),
                (
                    "debut",
                    models.DateField(
                        blank=True,
                        help_text="Premier jour de l’événement, s’il est connu.",
                        null=True,
                        verbose_name="date",
                    ),
                ),
                (
                    "fin",
                    models.DateField(
                        blank=True,
                        help_text="Si l’événement dure plusieurs jours.",
                        null=True,
                        verbose_name="dernier jour",
                    ),
                ),
                (
                    "parue_le",
                    models.DateField(
                        blank=True, help_text="Date de la première parution.", null=True, verbose_name="parue le"
                    ),
                ),
                (
                    "mise_a_jour_le",
                    models.DateField(
                        blank=True,
                        help_text="Date de la dernière mise à jour par ses auteurs.",
                        null=True,
                        verbose_name="mise à jour le",
                    ),
                ),
                ("lien", models.URLField(blank=True, help_text="Où la lire ou la voir.", verbose_name="adresse")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
                    ),
                ),
                (
                    "collectivites",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Collectivités dont parle la ressource.",
                        related_name="ressources",
                        to="collectivites.collectivite",
                        verbose_name="collectivités",
                    ),
                ),
                (
                    "dispositifs",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Dispositifs dont parle la ressource.",
                        related_name="ressources",
                        to="programmes.dispositif",
                        verbose_name="dispositifs",
                    ),
                ),
                (
                    "politiques",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Politiques dont parle la ressource.",
                        related_name="ressources",
                        to="programmes.politique",
                        verbose_name="politiques",
                    ),
                ),
                (
                    "projets",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Projets dont parle la ressource.",
                        related_name="ressources",
                        to="programmes.projet",
                        verbose_name="projets",
                    ),
                ),
                (
                    "publication",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="publication.publication",
                        verbose_name="publication",
                    ),
                ),
                (
                    "publiee_par",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="publiée par",
                    ),
                ),
                (
                    "retiree_par",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="retirée par",
                    ),
                ),
                (
                    "verifiee_par",
                    models.ForeignKey(
                        blank=True,
                        help_text="Qui a vérifié la fiche ; seul le nom public du compte est montré.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vérifiée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "ressource",
                "verbose_name_plural": "ressources",
                "ordering": ["titre", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PieceJointe",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "titre",
                    models.CharField(help_text="Ce qu’on trouve en l’ouvrant.", max_length=200, verbose_name="titre"),
                ),
                (
                    "fichier",
                    models.FileField(
                        blank=True,
                        help_text="PDF de préférence, lisible par tous ; sinon document, tableur, image ou archive zip.",
                        upload_to="ressources/",
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                (
                                    "csv",
                                    "docx",
                                    "jpeg",
                                    "jpg",
                                    "json",
                                    "odp",
                                    "ods",
                                    "odt",
                                    "pdf",
                                    "png",
                                    "pptx",
                                    "webp",
                                    "xlsx",
                                    "zip",
                                )
                            )
                        ],
                        verbose_name="fichier",
                    ),
                ),
                (
                    "url",
                    models.URLField(blank=True, help_text="Adresse complète, https:// compris.", verbose_name="lien"),
                ),
                (
                    "ressource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="programmes.ressource",
                        verbose_name="ressource",
                    ),
                ),
            ],
            options={
                "verbose_name": "pièce jointe ou lien",
                "verbose_name_plural": "pièces jointes et liens",
                "ordering": ["ordre", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Intervention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "intervenant",
                    models.CharField(
                        blank=True,
                        help_text="Nom d’un·e élu·e ; laissez vide pour un·e agent·e, seule sa fonction est publiée.",
                        max_length=150,
                        verbose_name="intervenant·e",
                    ),
                ),
                (
                    "fonction",
                    models.CharField(
                        blank=True, help_text="À quel titre la personne parle.", max_length=250, verbose_name="fonction"
                    ),
                ),
                (
                    "titre",
                    models.CharField(
                        blank=True, help_text="Sujet de l’intervention.", max_length=250, verbose_name="titre"
                    ),
                ),
                ("texte", models.TextField(help_text="Ce qui a été dit, en substance.", verbose_name="texte")),
                (
                    "collectivite",
                    models.ForeignKey(
                        blank=True,
                        help_text="Collectivité au nom de laquelle la personne parle.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interventions",
                        to="collectivites.collectivite",
                        verbose_name="collectivité",
                    ),
                ),
                (
                    "ressource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interventions",
                        to="programmes.ressource",
                        verbose_name="ressource",
                    ),
                ),
            ],
            options={
                "verbose_name": "intervention",
                "verbose_name_plural": "interventions",
                "ordering": ["ordre", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalPieceJointe",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "titre",
                    models.CharField(help_text="Ce qu’on trouve en l’ouvrant.", max_length=200, verbose_name="titre"),
                ),
                (
                    "fichier",
                    models.TextField(
                        blank=True,
                        help_text="PDF de préférence, lisible par tous ; sinon document, tableur, image ou archive zip.",
                        max_length=100,
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                (
                                    "csv",
                                    "docx",
                                    "jpeg",
                                    "jpg",
                                    "json",
                                    "odp",
                                    "ods",
                                    "odt",
                                    "pdf",
                                    "png",
                                    "pptx",
                                    "webp",
                                    "xlsx",
                                    "zip",
                                )
                            )
                        ],
                        verbose_name="fichier",
                    ),
                ),
                (
                    "url",
                    models.URLField(blank=True, help_text="Adresse complète, https:// compris.", verbose_name="lien"),
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
                    "ressource",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.ressource",
                        verbose_name="ressource",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical pièce jointe ou lien",
                "verbose_name_plural": "historical pièces jointes et liens",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIntervention",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "intervenant",
                    models.CharField(
                        blank=True,
                        help_text="Nom d’un·e élu·e ; laissez vide pour un·e agent·e, seule sa fonction est publiée.",
                        max_length=150,
                        verbose_name="intervenant·e",
                    ),
                ),
                (
                    "fonction",
                    models.CharField(
                        blank=True, help_text="À quel titre la personne parle.", max_length=250, verbose_name="fonction"
                    ),
                ),
                (
                    "titre",
                    models.CharField(
                        blank=True, help_text="Sujet de l’intervention.", max_length=250, verbose_name="titre"
                    ),
                ),
                ("texte", models.TextField(help_text="Ce qui a été dit, en substance.", verbose_name="texte")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "collectivite",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Collectivité au nom de laquelle la personne parle.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="collectivites.collectivite",
                        verbose_name="collectivité",
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
                    "ressource",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.ressource",
                        verbose_name="ressource",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical intervention",
                "verbose_name_plural": "historical interventions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalChiffreCle",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "libelle",
                    models.CharField(help_text="Ce que le chiffre compte.", max_length=200, verbose_name="libellé"),
                ),
                (
                    "valeur",
                    models.DecimalField(
                        decimal_places=2, help_text="Sans unité ni espace.", max_digits=18, verbose_name="valeur"
                    ),
                ),
                (
                    "valeur_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Si la source donne une fourchette.",
                        max_digits=18,
                        null=True,
                        verbose_name="valeur haute",
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("exacte", "exacte"),
                            ("environ", "environ"),
                            ("pres_de", "près de"),
                            ("plus_de", "plus de"),
                            ("moins_de", "moins de"),
                            ("maximum", "jusqu’à"),
                        ],
                        default="exacte",
                        help_text="Comment la source nuance la valeur.",
                        max_length=10,
                        verbose_name="précision",
                    ),
                ),
                (
                    "unite",
                    models.CharField(
                        blank=True, help_text="« % », « € », « km² », « h ».", max_length=30, verbose_name="unité"
                    ),
                ),
                (
                    "annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année que le chiffre décrit.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Ce qu’il faut savoir pour bien lire.",
                        max_length=250,
                        verbose_name="note",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
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
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.action",
                        verbose_name="action",
                    ),
                ),
                (
                    "dispositif",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.dispositif",
                        verbose_name="dispositif",
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
                    "politique",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
                (
                    "projet",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.projet",
                        verbose_name="projet",
                    ),
                ),
                (
                    "ressource",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.ressource",
                        verbose_name="ressource",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical chiffre clé",
                "verbose_name_plural": "historical chiffres clés",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ChiffreCle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "libelle",
                    models.CharField(help_text="Ce que le chiffre compte.", max_length=200, verbose_name="libellé"),
                ),
                (
                    "valeur",
                    models.DecimalField(
                        decimal_places=2, help_text="Sans unité ni espace.", max_digits=18, verbose_name="valeur"
                    ),
                ),
                (
                    "valeur_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Si la source donne une fourchette.",
                        max_digits=18,
                        null=True,
                        verbose_name="valeur haute",
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("exacte", "exacte"),
                            ("environ", "environ"),
                            ("pres_de", "près de"),
                            ("plus_de", "plus de"),
                            ("moins_de", "moins de"),
                            ("maximum", "jusqu’à"),
                        ],
                        default="exacte",
                        help_text="Comment la source nuance la valeur.",
                        max_length=10,
                        verbose_name="précision",
                    ),
                ),
                (
                    "unite",
                    models.CharField(
                        blank=True, help_text="« % », « € », « km² », « h ».", max_length=30, verbose_name="unité"
                    ),
                ),
                (
                    "annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année que le chiffre décrit.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Ce qu’il faut savoir pour bien lire.",
                        max_length=250,
                        verbose_name="note",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chiffres",
                        to="programmes.action",
                        verbose_name="action",
                    ),
                ),
                (
                    "dispositif",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chiffres",
                        to="programmes.dispositif",
                        verbose_name="dispositif",
                    ),
                ),
                (
                    "politique",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chiffres",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
                (
                    "projet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chiffres",
                        to="programmes.projet",
                        verbose_name="projet",
                    ),
                ),
                (
                    "ressource",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chiffres",
                        to="programmes.ressource",
                        verbose_name="ressource",
                    ),
                ),
            ],
            options={
                "verbose_name": "chiffre clé",
                "verbose_name_plural": "chiffres clés",
                "ordering": ["ordre", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Subvention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "objet",
                    models.CharField(
                        help_text="À quoi sert l’aide, en 256 caractères au plus (norme SCDL).",
                        max_length=256,
                        verbose_name="objet",
                    ),
                ),
                (
                    "nature_aide",
                    models.CharField(
                        choices=[
                            ("aide en numéraire", "aide en numéraire"),
                            ("aide en nature", "aide en nature"),
                            ("aide en numéraire;aide en nature", "aide en numéraire et en nature"),
                        ],
                        default="aide en numéraire",
                        help_text="En numéraire, en nature, ou les deux.",
                        max_length=40,
                        verbose_name="nature",
                    ),
                ),
                (
                    "montant_demande",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, ce que le porteur a demandé.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant demandé",
                    ),
                ),
                (
                    "montant_vote",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, ce que l’assemblée a voté.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant voté",
                    ),
                ),
                (
                    "montant_conventionne",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, ce que dit la convention.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant conventionné",
                    ),
                ),
                (
                    "montant_verse",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, ce qui a été payé.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant versé",
                    ),
                ),
                (
                    "pourcentage",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("1"),
                        help_text="Entre 0 et 1 : la part du montant qui revient à ce bénéficiaire.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.0001")),
                            django.core.validators.MaxValueValidator(Decimal("1")),
                        ],
                        verbose_name="part du bénéficiaire",
                    ),
                ),
                (
                    "date_convention",
                    models.DateField(
                        blank=True, help_text="Jour de la signature.", null=True, verbose_name="date de la convention"
                    ),
                ),
                (
                    "annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Exercice, quand la date de la convention n’est pas connue.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "reference_decision",
                    models.CharField(
                        blank=True,
                        help_text="Numéro de la délibération ou de l’arrêté.",
                        max_length=100,
                        verbose_name="référence de la décision",
                    ),
                ),
                (
                    "conditions_versement",
                    models.CharField(
                        blank=True,
                        help_text="« unique », « échelonné », ou une description en 256 caractères au plus (norme SCDL).",
                        max_length=256,
                        verbose_name="conditions de versement",
                    ),
                ),
                (
                    "versement_debut",
                    models.DateField(
                        blank=True,
                        help_text="Jour du versement, ou du premier.",
                        null=True,
                        verbose_name="début des versements",
                    ),
                ),
                (
                    "versement_fin",
                    models.DateField(
                        blank=True,
                        help_text="Jour du dernier versement, s’il y en a plusieurs.",
                        null=True,
                        verbose_name="fin des versements",
                    ),
                ),
                (
                    "id_rae",
                    models.CharField(
                        blank=True,
                        help_text="Numéro au Répertoire des aides aux entreprises.",
                        max_length=5,
                        verbose_name="numéro RAE",
                    ),
                ),
                (
                    "notification_ue",
                    models.BooleanField(
                        default=False,
                        help_text="Aide de minimis notifiée à la Commission.",
                        verbose_name="notifiée à l’Union européenne",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Ce qu’il faut ajouter.", max_length=250, verbose_name="précision"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
                    ),
                ),
                (
                    "est_synthetique",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Vrai pour les subventions fabriquées par « manage.py generer ».",
                        verbose_name="donnée synthétique",
                    ),
                ),
                (
                    "beneficiaire",
                    models.ForeignKey(
                        blank=True,
                        help_text="Organisme qui reçoit l’aide ; jamais une personne physique.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subventions",
                        to="programmes.organisme",
                        verbose_name="bénéficiaire",
                    ),
                ),
                (
                    "collectivite",
                    models.ForeignKey(
                        help_text="Collectivité qui attribue.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subventions",
                        to="collectivites.collectivite",
                        verbose_name="collectivité",
                    ),
                ),
                (
                    "dispositif",
                    models.ForeignKey(
                        blank=True,
                        help_text="Dispositif au titre duquel elle est attribuée.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subventions",
                        to="programmes.dispositif",
                        verbose_name="dispositif",
                    ),
                ),
                (
                    "projet",
                    models.ForeignKey(
                        blank=True,
                        help_text="Projet soutenu ; vide pour une subvention qui n’a pas de fiche de projet.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subventions",
                        to="programmes.projet",
                        verbose_name="projet",
                    ),
                ),
            ],
            options={
                "verbose_name": "subvention",
                "verbose_name_plural": "subventions",
                "ordering": [models.OrderBy(models.F("date_convention"), descending=True, nulls_last=True), "pk"],
            },
        ),
        migrations.CreateModel(
            name="Thematique",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "nom",
                    models.CharField(
                        help_text="Nom court, montré dans les filtres.", max_length=80, unique=True, verbose_name="nom"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Valeur du filtre dans les adresses.",
                        max_length=80,
                        unique=True,
                        verbose_name="adresse",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True, help_text="Ce que la thématique recouvre.", verbose_name="description"
                    ),
                ),
                (
                    "parente",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vide pour une thématique de premier niveau.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enfants",
                        to="programmes.thematique",
                        verbose_name="thématique parente",
                    ),
                ),
            ],
            options={
                "verbose_name": "thématique",
                "verbose_name_plural": "thématiques",
                "ordering": ["nom"],
            },
        ),
        migrations.AddField(
            model_name="ressource",
            name="thematiques",
            field=models.ManyToManyField(
                blank=True,
                help_text="Domaines dont parle la ressource.",
                related_name="ressources",
                to="programmes.thematique",
                verbose_name="thématiques",
            ),
        ),
        migrations.AddField(
            model_name="projet",
            name="thematiques",
            field=models.ManyToManyField(
                blank=True,
                help_text="Domaines du projet.",
                related_name="projets",
                to="programmes.thematique",
                verbose_name="thématiques",
            ),
        ),
        migrations.AddField(
            model_name="politique",
            name="thematiques",
            field=models.ManyToManyField(
                blank=True,
                help_text="Domaines où la politique intervient.",
                related_name="politiques",
                to="programmes.thematique",
                verbose_name="thématiques",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalThematique",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "nom",
                    models.CharField(
                        db_index=True,
                        help_text="Nom court, montré dans les filtres.",
                        max_length=80,
                        verbose_name="nom",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Valeur du filtre dans les adresses.", max_length=80, verbose_name="adresse"
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True, help_text="Ce que la thématique recouvre.", verbose_name="description"
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
                    "parente",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Vide pour une thématique de premier niveau.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.thematique",
                        verbose_name="thématique parente",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical thématique",
                "verbose_name_plural": "historical thématiques",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="dispositif",
            name="thematiques",
            field=models.ManyToManyField(
                blank=True,
                help_text="Domaines que le dispositif soutient.",
                related_name="dispositifs",
                to="programmes.thematique",
                verbose_name="thématiques",
            ),
        ),
        migrations.CreateModel(
            name="Partenariat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "nom",
                    models.CharField(
                        help_text="Nom du partenaire, tel qu’il sera montré.", max_length=200, verbose_name="nom"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("financeur", "financeur"),
                            ("operateur", "opérateur"),
                            ("animateur", "animateur"),
                            ("beneficiaire", "bénéficiaire"),
                            ("partenaire", "partenaire"),
                        ],
                        default="partenaire",
                        help_text="Ce qu’il apporte.",
                        max_length=15,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "montant",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros, ce qu’il verse ou reçoit.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="montant",
                    ),
                ),
                (
                    "periodicite",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("par_an", "par an"),
                            ("total", "au total"),
                            ("par_an_et_beneficiaire", "par an et par bénéficiaire"),
                        ],
                        help_text="À quoi le montant se rapporte.",
                        max_length=25,
                        verbose_name="périodicité",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Ce qu’il faut ajouter.", max_length=250, verbose_name="précision"
                    ),
                ),
                (
                    "collectivite",
                    models.ForeignKey(
                        blank=True,
                        help_text="Si le partenaire est une collectivité du répertoire.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partenariats",
                        to="collectivites.collectivite",
                        verbose_name="collectivité",
                    ),
                ),
                (
                    "dispositif",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partenariats",
                        to="programmes.dispositif",
                        verbose_name="dispositif",
                    ),
                ),
                (
                    "organisme",
                    models.ForeignKey(
                        blank=True,
                        help_text="Si le partenaire est un organisme du répertoire.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partenariats",
                        to="programmes.organisme",
                        verbose_name="organisme",
                    ),
                ),
            ],
            options={
                "verbose_name": "partenariat",
                "verbose_name_plural": "partenariats",
                "ordering": ["ordre", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("collectivite", None), ("organisme", None), _connector="OR"),
                        name="un_partenaire_est_une_collectivite_ou_un_organisme",
                        violation_error_message="Choisissez une collectivité ou un organisme, pas les deux.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("montant", None), models.Q(("periodicite", ""), _negated=True), _connector="OR"
                        ),
                        name="le_montant_dun_partenariat_dit_sa_periodicite",
                        violation_error_message="Dites à quoi le montant se rapporte.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Effectif",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année du décompte ; vide si la source ne le dit pas.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "etp",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Équivalents temps plein dédiés à l’ESS.",
                        max_digits=6,
                        verbose_name="ETP",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Qui sont ces personnes.", max_length=250, verbose_name="précision"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
                    ),
                ),
                (
                    "politique",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="effectifs",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
            ],
            options={
                "verbose_name": "effectif",
                "verbose_name_plural": "effectifs",
                "ordering": [models.OrderBy(models.F("annee"), descending=True, nulls_last=True), "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("etp__gte", 0)),
                        name="un_effectif_nest_pas_negatif",
                        violation_error_message="Un effectif ne peut pas être négatif.",
                    ),
                    models.UniqueConstraint(
                        fields=("politique", "annee"),
                        name="une_politique_a_un_effectif_par_annee",
                        nulls_distinct=False,
                        violation_error_message="Cette politique a déjà un effectif pour cette année.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Budget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Exercice budgétaire ; vide si la source ne le dit pas.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                (
                    "total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros. À laisser vide si le fonctionnement et l’investissement suffisent.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="total",
                    ),
                ),
                (
                    "fonctionnement",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="fonctionnement",
                    ),
                ),
                (
                    "investissement",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En euros.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="investissement",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Ce que le montant recouvre.", max_length=250, verbose_name="précision"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Document ou personne d’où vient l’information.",
                        max_length=250,
                        verbose_name="source",
                    ),
                ),
                (
                    "politique",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budgets",
                        to="programmes.politique",
                        verbose_name="politique",
                    ),
                ),
            ],
            options={
                "verbose_name": "budget",
                "verbose_name_plural": "budgets",
                "ordering": [models.OrderBy(models.F("annee"), descending=True, nulls_last=True), "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("total__isnull", False),
                            ("fonctionnement__isnull", False),
                            ("investissement__isnull", False),
                            _connector="OR",
                        ),
                        name="un_budget_a_au_moins_un_montant",
                        violation_error_message="Indiquez au moins un montant.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("total", None),
                            ("fonctionnement", None),
                            ("investissement", None),
                            (
                                "total",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("fonctionnement"), "+", models.F("investissement")
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="un_budget_est_la_somme_de_ses_parts",
                        violation_error_message="Le total n’est pas la somme du fonctionnement et de l’investissement.",
                    ),
                    models.UniqueConstraint(
                        fields=("politique", "annee"),
                        name="une_politique_a_un_budget_par_annee",
                        nulls_distinct=False,
                        violation_error_message="Cette politique a déjà un budget pour cette année.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("annee_fin", None), ("annee_fin__gte", models.F("annee")), _connector="OR"),
                name="une_action_finit_apres_avoir_commence",
                violation_error_message="La dernière année ne peut pas précéder la première.",
            ),
        ),
        migrations.AddConstraint(
            model_name="piecejointe",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fichier", ""), models.Q(("url", ""), _negated=True)),
                    models.Q(models.Q(("fichier", ""), _negated=True), ("url", "")),
                    _connector="OR",
                ),
                name="une_piece_est_un_fichier_ou_un_lien",
                violation_error_message="Joignez un fichier ou indiquez un lien, l’un des deux.",
            ),
        ),
        migrations.AddConstraint(
            model_name="intervention",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("intervenant", ""), _negated=True),
                    models.Q(("fonction", ""), _negated=True),
                    _connector="OR",
                ),
                name="une_intervention_a_un_nom_ou_une_fonction",
                violation_error_message="Indiquez au moins le nom ou la fonction de la personne.",
            ),
        ),
        migrations.AddConstraint(
            model_name="chiffrecle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("action__isnull", True),
                        ("dispositif__isnull", True),
                        ("politique__isnull", False),
                        ("projet__isnull", True),
                        ("ressource__isnull", True),
                    ),
                    models.Q(
                        ("action__isnull", False),
                        ("dispositif__isnull", True),
                        ("politique__isnull", True),
                        ("projet__isnull", True),
                        ("ressource__isnull", True),
                    ),
                    models.Q(
                        ("action__isnull", True),
                        ("dispositif__isnull", False),
                        ("politique__isnull", True),
                        ("projet__isnull", True),
                        ("ressource__isnull", True),
                    ),
                    models.Q(
                        ("action__isnull", True),
                        ("dispositif__isnull", True),
                        ("politique__isnull", True),
                        ("projet__isnull", False),
                        ("ressource__isnull", True),
                    ),
                    models.Q(
                        ("action__isnull", True),
                        ("dispositif__isnull", True),
                        ("politique__isnull", True),
                        ("projet__isnull", True),
                        ("ressource__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="un_chiffre_cle_appartient_a_une_seule_fiche",
                violation_error_message="Un chiffre clé appartient à une fiche, et à une seule.",
            ),
        ),
        migrations.AddConstraint(
            model_name="chiffrecle",
            constraint=models.CheckConstraint(
                condition=models.Q(("valeur_max", None), ("valeur_max__gt", models.F("valeur")), _connector="OR"),
                name="une_fourchette_va_du_bas_vers_le_haut",
                violation_error_message="La valeur haute doit dépasser la valeur.",
            ),
        ),
        migrations.AddConstraint(
            model_name="subvention",
            constraint=models.CheckConstraint(
                condition=models.Q(("pourcentage__gt", 0), ("pourcentage__lte", 1)),
                name="la_part_dun_beneficiaire_est_entre_zero_et_un",
                violation_error_message="La part du bénéficiaire est comprise entre 0 et 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="subvention",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("versement_fin", None),
                    models.Q(("versement_debut__isnull", False), ("versement_fin__gte", models.F("versement_debut"))),
                    _connector="OR",
                ),
                name="les_versements_finissent_apres_avoir_commence",
                violation_error_message="La fin des versements ne peut pas précéder leur début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="subvention",
            constraint=models.CheckConstraint(
                condition=models.Q(("projet__isnull", False), ("beneficiaire__isnull", False), _connector="OR"),
                name="une_subvention_va_a_un_projet_ou_a_un_beneficiaire",
                violation_error_message="Indiquez le projet ou le bénéficiaire.",
            ),
        ),
        migrations.AddConstraint(
            model_name="thematique",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parente", None), models.Q(("parente", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="une_thematique_nest_pas_sa_propre_parente",
                violation_error_message="Une thématique ne peut pas être sa propre parente.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ressource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("publiee_le__isnull", True), ("publiee_par__isnull", True)),
                    models.Q(("publiee_le__isnull", False), ("publiee_par__isnull", False)),
                    _connector="OR",
                ),
                name="ressource_publiee_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ressource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retiree_le__isnull", True), ("retiree_par__isnull", True)),
                    models.Q(("retiree_le__isnull", False), ("retiree_par__isnull", False)),
                    _connector="OR",
                ),
                name="ressource_retiree_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ressource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verifiee_le__isnull", True), ("verifiee_par__isnull", True)),
                    models.Q(("verifiee_le__isnull", False), ("verifiee_par__isnull", False)),
                    _connector="OR",
                ),
                name="ressource_verifiee_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ressource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("statut", "publiee"), _negated=True),
                    models.Q(("publication__isnull", False), ("publiee_le__isnull", False)),
                    _connector="OR",
                ),
                name="ressource_publiee_a_une_publication",
                violation_error_message="Une fiche publiée garde la date et la trace de sa publication.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ressource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("retiree_le__isnull", False),
                        ("statut", "retiree"),
                        models.Q(("motif_retrait", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("statut", "retiree"), _negated=True),
                        ("motif_retrait", ""),
                        ("retiree_le__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="ressource_retiree_a_une_date_et_un_motif",
                violation_error_message="Une fiche retirée, et elle seule, porte la date et le motif du retrait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ressource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fin", None), models.Q(("debut__isnull", False), ("fin__gte", models.F("debut"))), _connector="OR"
                ),
                name="un_evenement_finit_apres_avoir_commence",
                violation_error_message="Le dernier jour ne peut pas précéder le premier.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ressource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mise_a_jour_le", None),
                    ("parue_le", None),
                    ("mise_a_jour_le__gte", models.F("parue_le")),
                    _connector="OR",
                ),
                name="une_ressource_est_mise_a_jour_apres_sa_parution",
                violation_error_message="La mise à jour ne peut pas précéder la parution.",
            ),
        ),
        migrations.AddConstraint(
            model_name="projet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("publiee_le__isnull", True), ("publiee_par__isnull", True)),
                    models.Q(("publiee_le__isnull", False), ("publiee_par__isnull", False)),
                    _connector="OR",
                ),
                name="projet_publiee_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="projet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retiree_le__isnull", True), ("retiree_par__isnull", True)),
                    models.Q(("retiree_le__isnull", False), ("retiree_par__isnull", False)),
                    _connector="OR",
                ),
                name="projet_retiree_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="projet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verifiee_le__isnull", True), ("verifiee_par__isnull", True)),
                    models.Q(("verifiee_le__isnull", False), ("verifiee_par__isnull", False)),
                    _connector="OR",
                ),
                name="projet_verifiee_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="projet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("statut", "publiee"), _negated=True),
                    models.Q(("publication__isnull", False), ("publiee_le__isnull", False)),
                    _connector="OR",
                ),
                name="projet_publiee_a_une_publication",
                violation_error_message="Une fiche publiée garde la date et la trace de sa publication.",
            ),
        ),
        migrations.AddConstraint(
            model_name="projet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("retiree_le__isnull", False),
                        ("statut", "retiree"),
                        models.Q(("motif_retrait", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("statut", "retiree"), _negated=True),
                        ("motif_retrait", ""),
                        ("retiree_le__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="projet_retiree_a_une_date_et_un_motif",
                violation_error_message="Une fiche retirée, et elle seule, porte la date et le motif du retrait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="projet",
            constraint=models.CheckConstraint(
                condition=models.Q(("debut", None), ("fin", None), ("fin__gte", models.F("debut")), _connector="OR"),
                name="un_projet_finit_apres_avoir_commence",
                violation_error_message="La dernière année ne peut pas précéder la première.",
            ),
        ),
        migrations.AddConstraint(
            model_name="politique",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("publiee_le__isnull", True), ("publiee_par__isnull", True)),
                    models.Q(("publiee_le__isnull", False), ("publiee_par__isnull", False)),
                    _connector="OR",
                ),
                name="politique_publiee_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="politique",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retiree_le__isnull", True), ("retiree_par__isnull", True)),
                    models.Q(("retiree_le__isnull", False), ("retiree_par__isnull", False)),
                    _connector="OR",
                ),
                name="politique_retiree_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="politique",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verifiee_le__isnull", True), ("verifiee_par__isnull", True)),
                    models.Q(("verifiee_le__isnull", False), ("verifiee_par__isnull", False)),
                    _connector="OR",
                ),
                name="politique_verifiee_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="politique",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("statut", "publiee"), _negated=True),
                    models.Q(("publication__isnull", False), ("publiee_le__isnull", False)),
                    _connector="OR",
                ),
                name="politique_publiee_a_une_publication",
                violation_error_message="Une fiche publiée garde la date et la trace de sa publication.",
            ),
        ),
        migrations.AddConstraint(
            model_name="politique",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("retiree_le__isnull", False),
                        ("statut", "retiree"),
                        models.Q(("motif_retrait", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("statut", "retiree"), _negated=True),
                        ("motif_retrait", ""),
                        ("retiree_le__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="politique_retiree_a_une_date_et_un_motif",
                violation_error_message="Une fiche retirée, et elle seule, porte la date et le motif du retrait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="politique",
            constraint=models.CheckConstraint(
                condition=models.Q(("debut", None), ("fin", None), ("fin__gte", models.F("debut")), _connector="OR"),
                name="une_politique_finit_apres_avoir_commence",
                violation_error_message="La dernière année ne peut pas précéder la première.",
            ),
        ),
        migrations.AddIndex(
            model_name="dispositif",
            index=models.Index(fields=["cloture_le", "ouverture_le"], name="dispositif_calendrier"),
        ),
        migrations.AddConstraint(
            model_name="dispositif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("publiee_le__isnull", True), ("publiee_par__isnull", True)),
                    models.Q(("publiee_le__isnull", False), ("publiee_par__isnull", False)),
                    _connector="OR",
                ),
                name="dispositif_publiee_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispositif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retiree_le__isnull", True), ("retiree_par__isnull", True)),
                    models.Q(("retiree_le__isnull", False), ("retiree_par__isnull", False)),
                    _connector="OR",
                ),
                name="dispositif_retiree_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispositif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verifiee_le__isnull", True), ("verifiee_par__isnull", True)),
                    models.Q(("verifiee_le__isnull", False), ("verifiee_par__isnull", False)),
                    _connector="OR",
                ),
                name="dispositif_verifiee_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispositif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("statut", "publiee"), _negated=True),
                    models.Q(("publication__isnull", False), ("publiee_le__isnull", False)),
                    _connector="OR",
                ),
                name="dispositif_publiee_a_une_publication",
                violation_error_message="Une fiche publiée garde la date et la trace de sa publication.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispositif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("retiree_le__isnull", False),
                        ("statut", "retiree"),
                        models.Q(("motif_retrait", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("statut", "retiree"), _negated=True),
                        ("motif_retrait", ""),
                        ("retiree_le__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="dispositif_retiree_a_une_date_et_un_motif",
                violation_error_message="Une fiche retirée, et elle seule, porte la date et le motif du retrait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispositif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ouverture_le", None),
                    ("cloture_le", None),
                    ("cloture_le__gte", models.F("ouverture_le")),
                    _connector="OR",
                ),
                name="un_dispositif_ferme_apres_avoir_ouvert",
                violation_error_message="La clôture ne peut pas précéder l’ouverture.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispositif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("montant_min", None),
                    ("montant_max", None),
                    ("montant_max__gte", models.F("montant_min")),
                    _connector="OR",
                ),
                name="le_montant_maximal_dun_dispositif_depasse_le_minimal",
                violation_error_message="Le montant maximal doit dépasser le montant minimal.",
            ),
        ),
    ]
