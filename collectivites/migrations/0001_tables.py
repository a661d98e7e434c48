"""Territories, authorities, memberships, contacts, accounts: the tables."""

import uuid

import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.core.validators
import django.utils.timezone
import phonenumber_field.modelfields
import simple_history.models
from django.db import migrations, models

import collectivites.validateurs


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Adhesion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "debut",
                    models.PositiveSmallIntegerField(
                        help_text="Année, par exemple 2012.", verbose_name="année d’adhésion"
                    ),
                ),
                (
                    "fin",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Dernière année d’adhésion ; vide si l’adhésion se poursuit.",
                        null=True,
                        verbose_name="année de départ",
                    ),
                ),
            ],
            options={
                "verbose_name": "adhésion",
                "verbose_name_plural": "adhésions",
                "ordering": ["collectivite", "debut"],
            },
        ),
        migrations.CreateModel(
            name="Collectivite",
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
                    "type",
                    models.CharField(
                        choices=[
                            ("region", "région"),
                            ("departement", "département"),
                            ("metropole", "métropole"),
                            ("metropole_lyon", "métropole de Lyon"),
                            ("communaute_urbaine", "communauté urbaine"),
                            ("communaute_agglomeration", "communauté d’agglomération"),
                            ("communaute_communes", "communauté de communes"),
                            ("commune", "commune"),
                            ("ept", "établissement public territorial"),
                            ("petr", "pays ou PETR"),
                            ("syndicat_mixte", "syndicat mixte"),
                            ("statut_particulier", "collectivité à statut particulier"),
                        ],
                        help_text="Catégorie juridique.",
                        max_length=30,
                        verbose_name="type",
                    ),
                ),
                (
                    "nom",
                    models.CharField(
                        help_text="Nom usuel complet, sans abréviation.", max_length=200, verbose_name="nom"
                    ),
                ),
                (
                    "sigle",
                    models.CharField(
                        blank=True, help_text="Sigle usuel : m2A, CD35.", max_length=30, verbose_name="sigle"
                    ),
                ),
                (
                    "siren",
                    models.CharField(
                        blank=True,
                        help_text="Neuf chiffres, sans espace ; la clé est vérifiée.",
                        max_length=9,
                        null=True,
                        unique=True,
                        validators=[collectivites.validateurs.valider_siren],
                        verbose_name="SIREN",
                    ),
                ),
                (
                    "code_insee",
                    models.CharField(
                        blank=True,
                        help_text="Code officiel géographique de la région, du département ou de la commune.",
                        max_length=5,
                        verbose_name="code INSEE",
                    ),
                ),
                (
                    "population",
                    models.PositiveIntegerField(
                        blank=True, help_text="En habitants.", null=True, verbose_name="population"
                    ),
                ),
                (
                    "population_annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année du décompte, si elle est connue.",
                        null=True,
                        verbose_name="année de la population",
                    ),
                ),
                (
                    "population_source",
                    models.CharField(
                        blank=True,
                        help_text="D’où vient le chiffre de population.",
                        max_length=200,
                        verbose_name="source de la population",
                    ),
                ),
                (
                    "adresse",
                    models.CharField(
                        blank=True, help_text="Numéro, voie, boîte postale.", max_length=250, verbose_name="adresse"
                    ),
                ),
                (
                    "code_postal",
                    models.CharField(blank=True, help_text="Cinq chiffres.", max_length=5, verbose_name="code postal"),
                ),
                (
                    "ville",
                    models.CharField(
                        blank=True, help_text="Ville du siège, Cedex compris.", max_length=120, verbose_name="ville"
                    ),
                ),
                (
                    "site_web",
                    models.URLField(
                        blank=True, help_text="Adresse complète, https:// compris.", verbose_name="site web"
                    ),
                ),
                (
                    "logo",
                    models.ImageField(
                        blank=True,
                        help_text="PNG, JPEG ou WebP, 200 pixels de large au moins.",
                        upload_to="logos/",
                        verbose_name="logo",
                    ),
                ),
                (
                    "presentation",
                    models.TextField(
                        blank=True,
                        help_text="Ce qu’est le territoire, en deux ou trois phrases.",
                        verbose_name="présentation",
                    ),
                ),
                (
                    "latitude",
                    models.FloatField(
                        blank=True,
                        help_text="En degrés, WGS 84.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.FloatField(
                        blank=True,
                        help_text="En degrés, WGS 84.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                (
                    "redaction_en_cours",
                    models.BooleanField(
                        default=False,
                        help_text="Montre le bandeau « Fiche en cours de rédaction » sur la page publique.",
                        verbose_name="fiche en cours de rédaction",
                    ),
                ),
                (
                    "connaissance_politique",
                    models.CharField(
                        choices=[
                            ("connue", "politique connue"),
                            ("aucune", "vérifié : aucune politique"),
                            ("inconnue", "pas encore demandé"),
                        ],
                        default="inconnue",
                        help_text="Politique connue, absence vérifiée, ou question pas encore posée.",
                        max_length=10,
                        verbose_name="connaissance de la politique",
                    ),
                ),
                (
                    "creee_en",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année de création de la collectivité.",
                        null=True,
                        verbose_name="créée en",
                    ),
                ),
                (
                    "dissoute_en",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année de dissolution ou de fusion.",
                        null=True,
                        verbose_name="dissoute en",
                    ),
                ),
            ],
            options={
                "verbose_name": "collectivité",
                "verbose_name_plural": "collectivités",
                "ordering": ["nom", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Commune",
            fields=[
                ("nom", models.CharField(help_text="Nom officiel.", max_length=120, verbose_name="nom")),
                (
                    "millesime",
                    models.PositiveSmallIntegerField(
                        help_text="Dernière année du code officiel géographique où le territoire figure.",
                        verbose_name="millésime",
                    ),
                ),
                (
                    "supprime_en",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Premier millésime où le territoire ne figure plus ; vide s’il existe toujours.",
                        null=True,
                        verbose_name="supprimé en",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="35238, 2A004, 97411.",
                        max_length=5,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(?:\\d{2}|2[AB])\\d{3}$",
                                "Le code d’une commune compte cinq caractères : 35238, 2A004, 97411.",
                            )
                        ],
                        verbose_name="code INSEE",
                    ),
                ),
                (
                    "siren",
                    models.CharField(
                        blank=True, help_text="Numéro SIREN de la commune.", max_length=9, verbose_name="SIREN"
                    ),
                ),
                (
                    "codes_postaux",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        help_text="Codes postaux qui desservent la commune.",
                        size=None,
                        verbose_name="codes postaux",
                    ),
                ),
                (
                    "population",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Population municipale du millésime, en habitants.",
                        null=True,
                        verbose_name="population",
                    ),
                ),
                (
                    "latitude",
                    models.FloatField(blank=True, help_text="En degrés, WGS 84.", null=True, verbose_name="latitude"),
                ),
                (
                    "longitude",
                    models.FloatField(blank=True, help_text="En degrés, WGS 84.", null=True, verbose_name="longitude"),
                ),
            ],
            options={
                "verbose_name": "commune",
                "verbose_name_plural": "communes",
                "ordering": ["nom"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Consentement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "champ",
                    models.CharField(
                        choices=[("identite", "prénom et nom"), ("email", "courriel"), ("telephone", "téléphone")],
                        help_text="Ce qui peut être publié.",
                        max_length=10,
                        verbose_name="champ",
                    ),
                ),
                (
                    "base_legale",
                    models.CharField(
                        choices=[
                            ("consentement", "consentement de la personne"),
                            ("mandat_public", "mandat électif public"),
                            ("interet_public", "mission d’intérêt public"),
                        ],
                        help_text="Ce qui autorise la publication.",
                        max_length=15,
                        verbose_name="base légale",
                    ),
                ),
                (
                    "accorde_le",
                    models.DateField(help_text="Jour de l’accord, ou du début du mandat.", verbose_name="accordé le"),
                ),
                (
                    "expire_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour à partir duquel l’accord ne vaut plus.",
                        null=True,
                        verbose_name="expire le",
                    ),
                ),
                (
                    "retire_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour où la personne a retiré son accord.",
                        null=True,
                        verbose_name="retiré le",
                    ),
                ),
            ],
            options={
                "verbose_name": "accord de publication",
                "verbose_name_plural": "accords de publication",
                "ordering": ["contact", "champ"],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("elu", "élu·e"), ("agent", "agent·e"), ("autre", "autre")],
                        help_text="Élu·e, agent·e ou autre.",
                        max_length=10,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "prenom",
                    models.CharField(
                        blank=True,
                        help_text="Publié avec le nom, si la personne y consent.",
                        max_length=80,
                        verbose_name="prénom",
                    ),
                ),
                (
                    "nom",
                    models.CharField(
                        blank=True, help_text="Publié si la personne y consent.", max_length=80, verbose_name="nom"
                    ),
                ),
                (
                    "fonction",
                    models.CharField(
                        blank=True,
                        help_text="Titre ou poste, publié tel quel : « Vice-présidente déléguée à l’ESS ».",
                        max_length=250,
                        verbose_name="fonction",
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        blank=True, help_text="Direction ou service, publié.", max_length=250, verbose_name="service"
                    ),
                ),
                (
                    "autres_mandats",
                    models.CharField(
                        blank=True,
                        help_text="Autres mandats publics d’un·e élu·e, publiés.",
                        max_length=250,
                        verbose_name="autres mandats",
                    ),
                ),
                (
                    "mandat_debut",
                    models.DateField(
                        blank=True,
                        help_text="Premier jour du mandat ou de la prise de poste.",
                        null=True,
                        verbose_name="début du mandat",
                    ),
                ),
                (
                    "mandat_fin",
                    models.DateField(
                        blank=True,
                        help_text="Dernier jour du mandat ; vide s’il est en cours.",
                        null=True,
                        verbose_name="fin du mandat",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Publié si la personne y consent.",
                        max_length=254,
                        verbose_name="courriel",
                    ),
                ),
                (
                    "telephone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True,
                        help_text="Publié si la personne y consent.",
                        max_length=128,
                        region=None,
                        verbose_name="téléphone",
                    ),
                ),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "est_archive",
                    models.BooleanField(
                        default=False,
                        help_text="Un contact archivé n’est plus publié, quels que soient ses accords.",
                        verbose_name="archivé",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "ordering": ["ordre", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Departement",
            fields=[
                ("nom", models.CharField(help_text="Nom officiel.", max_length=120, verbose_name="nom")),
                (
                    "millesime",
                    models.PositiveSmallIntegerField(
                        help_text="Dernière année du code officiel géographique où le territoire figure.",
                        verbose_name="millésime",
                    ),
                ),
                (
                    "supprime_en",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Premier millésime où le territoire ne figure plus ; vide s’il existe toujours.",
                        null=True,
                        verbose_name="supprimé en",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Code officiel : 35, 2A, 974.",
                        max_length=3,
                        primary_key=True,
                        serialize=False,
                        verbose_name="code",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Fin de l’adresse de la page publique.", unique=True, verbose_name="adresse"
                    ),
                ),
            ],
            options={
                "verbose_name": "département",
                "verbose_name_plural": "départements",
                "ordering": ["nom"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalAdhesion",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "debut",
                    models.PositiveSmallIntegerField(
                        help_text="Année, par exemple 2012.", verbose_name="année d’adhésion"
                    ),
                ),
                (
                    "fin",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Dernière année d’adhésion ; vide si l’adhésion se poursuit.",
                        null=True,
                        verbose_name="année de départ",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical adhésion",
                "verbose_name_plural": "historical adhésions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCollectivite",
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
                    "type",
                    models.CharField(
                        choices=[
                            ("region", "région"),
                            ("departement", "département"),
                            ("metropole", "métropole"),
                            ("metropole_lyon", "métropole de Lyon"),
                            ("communaute_urbaine", "communauté urbaine"),
                            ("communaute_agglomeration", "communauté d’agglomération"),
                            ("communaute_communes", "communauté de communes"),
                            ("commune", "commune"),
                            ("ept", "établissement public territorial"),
                            ("petr", "pays ou PETR"),
                            ("syndicat_mixte", "syndicat mixte"),
                            ("statut_particulier", "collectivité à statut particulier"),
                        ],
                        help_text="Catégorie juridique.",
                        max_length=30,
                        verbose_name="type",
                    ),
                ),
                (
                    "nom",
                    models.CharField(
                        help_text="Nom usuel complet, sans abréviation.", max_length=200, verbose_name="nom"
                    ),
                ),
                (
                    "sigle",
                    models.CharField(
                        blank=True, help_text="Sigle usuel : m2A, CD35.", max_length=30, verbose_name="sigle"
                    ),
                ),
                (
                    "siren",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="Neuf chiffres, sans espace ; la clé est vérifiée.",
                        max_length=9,
                        null=True,
                        validators=[collectivites.validateurs.valider_siren],
                        verbose_name="SIREN",
                    ),
                ),
                (
                    "code_insee",
                    models.CharField(
                        blank=True,
                        help_text="Code officiel géographique de la région, du département ou de la commune.",
                        max_length=5,
                        verbose_name="code INSEE",
                    ),
                ),
                (
                    "population",
                    models.PositiveIntegerField(
                        blank=True, help_text="En habitants.", null=True, verbose_name="population"
                    ),
                ),
                (
                    "population_annee",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année du décompte, si elle est connue.",
                        null=True,
                        verbose_name="année de la population",
                    ),
                ),
                (
                    "population_source",
                    models.CharField(
                        blank=True,
                        help_text="D’où vient le chiffre de population.",
                        max_length=200,
                        verbose_name="source de la population",
                    ),
                ),
                (
                    "adresse",
                    models.CharField(
                        blank=True, help_text="Numéro, voie, boîte postale.", max_length=250, verbose_name="adresse"
                    ),
                ),
                (
                    "code_postal",
                    models.CharField(blank=True, help_text="Cinq chiffres.", max_length=5, verbose_name="code postal"),
                ),
                (
                    "ville",
                    models.CharField(
                        blank=True, help_text="Ville du siège, Cedex compris.", max_length=120, verbose_name="ville"
                    ),
                ),
                (
                    "site_web",
                    models.URLField(
                        blank=True, help_text="Adresse complète, https:// compris.", verbose_name="site web"
                    ),
                ),
                (
                    "logo",
                    models.TextField(
                        blank=True,
                        help_text="PNG, JPEG ou WebP, 200 pixels de large au moins.",
                        max_length=100,
                        verbose_name="logo",
                    ),
                ),
                (
                    "presentation",
                    models.TextField(
                        blank=True,
                        help_text="Ce qu’est le territoire, en deux ou trois phrases.",
                        verbose_name="présentation",
                    ),
                ),
                (
                    "latitude",
                    models.FloatField(
                        blank=True,
                        help_text="En degrés, WGS 84.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.FloatField(
                        blank=True,
                        help_text="En degrés, WGS 84.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                (
                    "redaction_en_cours",
                    models.BooleanField(
                        default=False,
                        help_text="Montre le bandeau « Fiche en cours de rédaction » sur la page publique.",
                        verbose_name="fiche en cours de rédaction",
                    ),
                ),
                (
                    "connaissance_politique",
                    models.CharField(
                        choices=[
                            ("connue", "politique connue"),
                            ("aucune", "vérifié : aucune politique"),
                            ("inconnue", "pas encore demandé"),
                        ],
                        default="inconnue",
                        help_text="Politique connue, absence vérifiée, ou question pas encore posée.",
                        max_length=10,
                        verbose_name="connaissance de la politique",
                    ),
                ),
                (
                    "creee_en",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année de création de la collectivité.",
                        null=True,
                        verbose_name="créée en",
                    ),
                ),
                (
                    "dissoute_en",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Année de dissolution ou de fusion.",
                        null=True,
                        verbose_name="dissoute en",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical collectivité",
                "verbose_name_plural": "historical collectivités",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalConsentement",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "champ",
                    models.CharField(
                        choices=[("identite", "prénom et nom"), ("email", "courriel"), ("telephone", "téléphone")],
                        help_text="Ce qui peut être publié.",
                        max_length=10,
                        verbose_name="champ",
                    ),
                ),
                (
                    "base_legale",
                    models.CharField(
                        choices=[
                            ("consentement", "consentement de la personne"),
                            ("mandat_public", "mandat électif public"),
                            ("interet_public", "mission d’intérêt public"),
                        ],
                        help_text="Ce qui autorise la publication.",
                        max_length=15,
                        verbose_name="base légale",
                    ),
                ),
                (
                    "accorde_le",
                    models.DateField(help_text="Jour de l’accord, ou du début du mandat.", verbose_name="accordé le"),
                ),
                (
                    "expire_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour à partir duquel l’accord ne vaut plus.",
                        null=True,
                        verbose_name="expire le",
                    ),
                ),
                (
                    "retire_le",
                    models.DateField(
                        blank=True,
                        help_text="Jour où la personne a retiré son accord.",
                        null=True,
                        verbose_name="retiré le",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical accord de publication",
                "verbose_name_plural": "historical accords de publication",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContact",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("elu", "élu·e"), ("agent", "agent·e"), ("autre", "autre")],
                        help_text="Élu·e, agent·e ou autre.",
                        max_length=10,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "prenom",
                    models.CharField(
                        blank=True,
                        help_text="Publié avec le nom, si la personne y consent.",
                        max_length=80,
                        verbose_name="prénom",
                    ),
                ),
                (
                    "nom",
                    models.CharField(
                        blank=True, help_text="Publié si la personne y consent.", max_length=80, verbose_name="nom"
                    ),
                ),
                (
                    "fonction",
                    models.CharField(
                        blank=True,
                        help_text="Titre ou poste, publié tel quel : « Vice-présidente déléguée à l’ESS ».",
                        max_length=250,
                        verbose_name="fonction",
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        blank=True, help_text="Direction ou service, publié.", max_length=250, verbose_name="service"
                    ),
                ),
                (
                    "autres_mandats",
                    models.CharField(
                        blank=True,
                        help_text="Autres mandats publics d’un·e élu·e, publiés.",
                        max_length=250,
                        verbose_name="autres mandats",
                    ),
                ),
                (
                    "mandat_debut",
                    models.DateField(
                        blank=True,
                        help_text="Premier jour du mandat ou de la prise de poste.",
                        null=True,
                        verbose_name="début du mandat",
                    ),
                ),
                (
                    "mandat_fin",
                    models.DateField(
                        blank=True,
                        help_text="Dernier jour du mandat ; vide s’il est en cours.",
                        null=True,
                        verbose_name="fin du mandat",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Publié si la personne y consent.",
                        max_length=254,
                        verbose_name="courriel",
                    ),
                ),
                (
                    "telephone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True,
                        help_text="Publié si la personne y consent.",
                        max_length=128,
                        region=None,
                        verbose_name="téléphone",
                    ),
                ),
                (
                    "ordre",
                    models.PositiveSmallIntegerField(default=0, help_text="Rang sur la fiche.", verbose_name="ordre"),
                ),
                (
                    "est_archive",
                    models.BooleanField(
                        default=False,
                        help_text="Un contact archivé n’est plus publié, quels que soient ses accords.",
                        verbose_name="archivé",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical contact",
                "verbose_name_plural": "historical contacts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalUtilisateur",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        db_index=True,
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                (
                    "nom_public",
                    models.CharField(
                        blank=True,
                        help_text="Nom montré au public comme vérificateur d’une fiche, par exemple « Équipe du réseau ».",
                        max_length=120,
                        verbose_name="nom public",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical utilisateur",
                "verbose_name_plural": "historical utilisateurs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("nom", models.CharField(help_text="Nom officiel.", max_length=120, verbose_name="nom")),
                (
                    "millesime",
                    models.PositiveSmallIntegerField(
                        help_text="Dernière année du code officiel géographique où le territoire figure.",
                        verbose_name="millésime",
                    ),
                ),
                (
                    "supprime_en",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Premier millésime où le territoire ne figure plus ; vide s’il existe toujours.",
                        null=True,
                        verbose_name="supprimé en",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Code officiel : 53, 44, 01.",
                        max_length=3,
                        primary_key=True,
                        serialize=False,
                        verbose_name="code",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Fin de l’adresse de la page publique.", unique=True, verbose_name="adresse"
                    ),
                ),
            ],
            options={
                "verbose_name": "région",
                "verbose_name_plural": "régions",
                "ordering": ["nom"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Utilisateur",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                (
                    "nom_public",
                    models.CharField(
                        blank=True,
                        help_text="Nom montré au public comme vérificateur d’une fiche, par exemple « Équipe du réseau ».",
                        max_length=120,
                        verbose_name="nom public",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "utilisateur",
                "verbose_name_plural": "utilisateurs",
                "ordering": ["username"],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
    ]
