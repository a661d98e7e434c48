"""The read model: one row per record that is, or once was, public."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("publication", "0001_recherche_en_francais")]
    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "uid",
                    models.UUIDField(
                        editable=False, primary_key=True, serialize=False, verbose_name="identifiant public"
                    ),
                ),
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
                ("titre", models.CharField(blank=True, max_length=300, verbose_name="titre")),
                ("resume", models.TextField(blank=True, verbose_name="résumé")),
                ("mots_cles", models.TextField(blank=True, verbose_name="autres noms et codes")),
                ("texte", models.TextField(blank=True, verbose_name="texte recherché")),
                ("document", models.TextField(blank=True, verbose_name="document JSON")),
                ("empreinte", models.CharField(blank=True, max_length=64, verbose_name="empreinte du document")),
                (
                    "fichiers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="fichiers cités",
                    ),
                ),
                (
                    "liens",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="identifiants cités",
                    ),
                ),
                ("region", models.CharField(blank=True, max_length=3, verbose_name="code de région")),
                ("departement", models.CharField(blank=True, max_length=3, verbose_name="code de département")),
                (
                    "thematiques",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(), blank=True, default=list, size=None, verbose_name="thématiques"
                    ),
                ),
                (
                    "montant",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="montant (€)"
                    ),
                ),
                ("debut", models.DateField(blank=True, null=True, verbose_name="début")),
                ("fin", models.DateField(blank=True, null=True, verbose_name="fin")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("population", models.PositiveIntegerField(blank=True, null=True, verbose_name="population")),
                ("adherente", models.BooleanField(blank=True, null=True, verbose_name="adhérente")),
                ("a_revoir_le", models.DateField(blank=True, null=True, verbose_name="à revoir le")),
                ("revision", models.BigIntegerField(unique=True, verbose_name="révision")),
                ("publiee_le", models.DateTimeField(verbose_name="publiée le")),
                ("modifiee_le", models.DateTimeField(verbose_name="modifiée le")),
                ("retiree_le", models.DateTimeField(blank=True, null=True, verbose_name="retirée le")),
                ("motif", models.TextField(blank=True, verbose_name="motif du retrait")),
                ("remplacee_par", models.UUIDField(blank=True, null=True, verbose_name="remplacée par")),
                (
                    "titre_cle",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("titre"), function="public.plier"),
                        output_field=models.CharField(max_length=300),
                        verbose_name="titre replié",
                    ),
                ),
                (
                    "recherche",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector(
                                    "titre", "mots_cles", config="public.fr", weight="A"
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector("resume", config="public.fr", weight="B"),
                                django.contrib.postgres.search.SearchConfig("public.fr"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector("texte", config="public.fr", weight="C"),
                            django.contrib.postgres.search.SearchConfig("public.fr"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                        verbose_name="vecteur de recherche",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication",
                "verbose_name_plural": "publications",
                "ordering": ["nature", "titre_cle", "pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["recherche"], name="publication_recherche"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("titre_cle"), "gin_trgm_ops"),
                        name="publication_titre_trigrammes",
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["liens"], name="publication_liens"),
                    django.contrib.postgres.indexes.GinIndex(fields=["fichiers"], name="publication_fichiers"),
                    models.Index(fields=["nature", "titre_cle", "uid"], name="publication_ordre_public"),
                    models.Index(fields=["region", "departement"], name="publication_territoire"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("nature", "slug"),
                        name="une_adresse_designe_une_seule_publication",
                        violation_error_message="Une autre fiche publique a déjà cette adresse.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retiree_le", None),
                            models.Q(("document", ""), ("mots_cles", ""), ("resume", ""), ("texte", ""), ("titre", "")),
                            _connector="OR",
                        ),
                        name="une_publication_retiree_na_plus_de_contenu",
                        violation_error_message="Une fiche retirée ne garde aucun contenu public.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision__gt", 0)),
                        name="une_revision_est_positive",
                        violation_error_message="La révision commence à 1.",
                    ),
                ],
            },
        ),
    ]
