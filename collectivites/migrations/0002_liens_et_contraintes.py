"""Territories, authorities, memberships, contacts, accounts: links and constraints."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("collectivites", "0001_tables"),
        ("publication", "0002_publication"),
    ]

    operations = [
        migrations.AddField(
            model_name="collectivite",
            name="publication",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s",
                to="publication.publication",
                verbose_name="publication",
            ),
        ),
        migrations.AddField(
            model_name="collectivite",
            name="publiee_par",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="publiée par",
            ),
        ),
        migrations.AddField(
            model_name="collectivite",
            name="remplacee_par",
            field=models.ForeignKey(
                blank=True,
                help_text="Collectivité qui lui succède : les anciennes adresses et les anciens codes y mènent.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="remplace",
                to="collectivites.collectivite",
                verbose_name="remplacée par",
            ),
        ),
        migrations.AddField(
            model_name="collectivite",
            name="retiree_par",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="retirée par",
            ),
        ),
        migrations.AddField(
            model_name="collectivite",
            name="verifiee_par",
            field=models.ForeignKey(
                blank=True,
                help_text="Qui a vérifié la fiche ; seul le nom public du compte est montré.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="vérifiée par",
            ),
        ),
        migrations.AddField(
            model_name="adhesion",
            name="collectivite",
            field=models.ForeignKey(
                help_text="Collectivité adhérente.",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="adhesions",
                to="collectivites.collectivite",
                verbose_name="collectivité",
            ),
        ),
        migrations.AddField(
            model_name="utilisateur",
            name="collectivite",
            field=models.ForeignKey(
                blank=True,
                help_text="Collectivité dont le compte est le référent ; vide pour l’équipe du réseau.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referents",
                to="collectivites.collectivite",
                verbose_name="collectivité",
            ),
        ),
        migrations.AddField(
            model_name="commune",
            name="epci",
            field=models.ForeignKey(
                blank=True,
                help_text="Intercommunalité à fiscalité propre dont la commune est membre.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="communes_epci",
                to="collectivites.collectivite",
                verbose_name="EPCI",
            ),
        ),
        migrations.AddField(
            model_name="collectivite",
            name="communes",
            field=models.ManyToManyField(
                blank=True,
                help_text="Pour un pays, un PETR, un EPT ou un syndicat ; celles d’un EPCI viennent du code officiel.",
                related_name="groupements",
                to="collectivites.commune",
                verbose_name="communes membres",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="collectivite",
            field=models.ForeignKey(
                help_text="Collectivité où joindre la personne.",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contacts",
                to="collectivites.collectivite",
                verbose_name="collectivité",
            ),
        ),
        migrations.AddField(
            model_name="consentement",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="consentements",
                to="collectivites.contact",
                verbose_name="contact",
            ),
        ),
        migrations.AddField(
            model_name="commune",
            name="departement",
            field=models.ForeignKey(
                help_text="Département de la commune.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="communes",
                to="collectivites.departement",
                verbose_name="département",
            ),
        ),
        migrations.AddField(
            model_name="collectivite",
            name="departement",
            field=models.ForeignKey(
                blank=True,
                help_text="Département du siège ; vide pour une région.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="collectivites",
                to="collectivites.departement",
                verbose_name="département",
            ),
        ),
        migrations.AddField(
            model_name="historicaladhesion",
            name="collectivite",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Collectivité adhérente.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="collectivites.collectivite",
                verbose_name="collectivité",
            ),
        ),
        migrations.AddField(
            model_name="historicaladhesion",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalcollectivite",
            name="departement",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Département du siège ; vide pour une région.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="collectivites.departement",
                verbose_name="département",
            ),
        ),
        migrations.AddField(
            model_name="historicalcollectivite",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalcollectivite",
            name="publication",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="historicalcollectivite",
            name="publiee_par",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="historicalcollectivite",
            name="remplacee_par",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Collectivité qui lui succède : les anciennes adresses et les anciens codes y mènent.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="collectivites.collectivite",
                verbose_name="remplacée par",
            ),
        ),
        migrations.AddField(
            model_name="historicalcollectivite",
            name="retiree_par",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="historicalcollectivite",
            name="verifiee_par",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="historicalconsentement",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="collectivites.contact",
                verbose_name="contact",
            ),
        ),
        migrations.AddField(
            model_name="historicalconsentement",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalcontact",
            name="collectivite",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Collectivité où joindre la personne.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="collectivites.collectivite",
                verbose_name="collectivité",
            ),
        ),
        migrations.AddField(
            model_name="historicalcontact",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalutilisateur",
            name="collectivite",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Collectivité dont le compte est le référent ; vide pour l’équipe du réseau.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="collectivites.collectivite",
                verbose_name="collectivité",
            ),
        ),
        migrations.AddField(
            model_name="historicalutilisateur",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalcollectivite",
            name="region",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Région du siège.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="collectivites.region",
                verbose_name="région",
            ),
        ),
        migrations.AddField(
            model_name="departement",
            name="region",
            field=models.ForeignKey(
                help_text="Région du département.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="departements",
                to="collectivites.region",
                verbose_name="région",
            ),
        ),
        migrations.AddField(
            model_name="commune",
            name="region",
            field=models.ForeignKey(
                help_text="Région de la commune.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="communes",
                to="collectivites.region",
                verbose_name="région",
            ),
        ),
        migrations.AddField(
            model_name="collectivite",
            name="region",
            field=models.ForeignKey(
                blank=True,
                help_text="Région du siège.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="collectivites",
                to="collectivites.region",
                verbose_name="région",
            ),
        ),
        migrations.AddConstraint(
            model_name="adhesion",
            constraint=models.CheckConstraint(
                condition=models.Q(("fin", None), ("fin__gte", models.F("debut")), _connector="OR"),
                name="une_adhesion_finit_apres_avoir_commence",
                violation_error_message="L’année de départ ne peut pas précéder l’année d’adhésion.",
            ),
        ),
        migrations.AddConstraint(
            model_name="adhesion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fin", None)),
                fields=("collectivite",),
                name="une_collectivite_na_quune_adhesion_en_cours",
                violation_error_message="Cette collectivité a déjà une adhésion en cours.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nom", ""), _negated=True), models.Q(("fonction", ""), _negated=True), _connector="OR"
                ),
                name="un_contact_a_un_nom_ou_une_fonction",
                violation_error_message="Indiquez au moins le nom ou la fonction.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mandat_debut", None),
                    ("mandat_fin", None),
                    ("mandat_fin__gte", models.F("mandat_debut")),
                    _connector="OR",
                ),
                name="un_mandat_finit_apres_avoir_commence",
                violation_error_message="La fin du mandat ne peut pas précéder son début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentement",
            constraint=models.UniqueConstraint(
                fields=("contact", "champ"),
                name="un_champ_dun_contact_na_quun_accord",
                violation_error_message="Ce champ a déjà un accord : modifiez-le.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentement",
            constraint=models.CheckConstraint(
                condition=models.Q(("expire_le", None), ("expire_le__gt", models.F("accorde_le")), _connector="OR"),
                name="un_accord_expire_apres_avoir_ete_donne",
                violation_error_message="L’accord ne peut pas expirer avant d’avoir été donné.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentement",
            constraint=models.CheckConstraint(
                condition=models.Q(("retire_le", None), ("retire_le__gte", models.F("accorde_le")), _connector="OR"),
                name="un_accord_est_retire_apres_avoir_ete_donne",
                violation_error_message="L’accord ne peut pas être retiré avant d’avoir été donné.",
            ),
        ),
        migrations.AddIndex(
            model_name="commune",
            index=django.contrib.postgres.indexes.GinIndex(fields=["codes_postaux"], name="commune_codes_postaux"),
        ),
        migrations.AddConstraint(
            model_name="commune",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^(\\d{2}|2[AB])\\d{3}$")),
                name="le_code_dune_commune_a_cinq_caracteres",
                violation_error_message="Le code d’une commune compte cinq caractères : 35238, 2A004, 97411.",
            ),
        ),
        migrations.AddIndex(
            model_name="collectivite",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("nom"), "gin_trgm_ops"),
                name="collectivite_nom_trigrammes",
            ),
        ),
        migrations.AddIndex(
            model_name="collectivite",
            index=models.Index(fields=["type"], name="collectivite_type"),
        ),
        migrations.AddConstraint(
            model_name="collectivite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("publiee_le__isnull", True), ("publiee_par__isnull", True)),
                    models.Q(("publiee_le__isnull", False), ("publiee_par__isnull", False)),
                    _connector="OR",
                ),
                name="collectivite_publiee_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectivite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retiree_le__isnull", True), ("retiree_par__isnull", True)),
                    models.Q(("retiree_le__isnull", False), ("retiree_par__isnull", False)),
                    _connector="OR",
                ),
                name="collectivite_retiree_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectivite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verifiee_le__isnull", True), ("verifiee_par__isnull", True)),
                    models.Q(("verifiee_le__isnull", False), ("verifiee_par__isnull", False)),
                    _connector="OR",
                ),
                name="collectivite_verifiee_a_une_date_et_une_personne",
                violation_error_message="La date et la personne se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectivite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("statut", "publiee"), _negated=True),
                    models.Q(("publication__isnull", False), ("publiee_le__isnull", False)),
                    _connector="OR",
                ),
                name="collectivite_publiee_a_une_publication",
                violation_error_message="Une fiche publiée garde la date et la trace de sa publication.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectivite",
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
                name="collectivite_retiree_a_une_date_et_un_motif",
                violation_error_message="Une fiche retirée, et elle seule, porte la date et le motif du retrait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectivite",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code_insee", ""), _negated=True),
                fields=("type", "code_insee"),
                name="un_code_insee_designe_une_collectivite_de_chaque_type",
                violation_error_message="Une collectivité de ce type porte déjà ce code INSEE.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectivite",
            constraint=models.CheckConstraint(
                condition=models.Q(("siren", None), ("siren__regex", "^\\d{9}$"), _connector="OR"),
                name="un_siren_compte_neuf_chiffres",
                violation_error_message="Un SIREN compte neuf chiffres.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectivite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                    _connector="OR",
                ),
                name="une_collectivite_est_situee_par_ses_deux_coordonnees",
                violation_error_message="Latitude et longitude se renseignent ensemble.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectivite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dissoute_en", None),
                    ("creee_en", None),
                    ("dissoute_en__gte", models.F("creee_en")),
                    _connector="OR",
                ),
                name="une_collectivite_est_dissoute_apres_sa_creation",
                violation_error_message="L’année de dissolution ne peut pas précéder l’année de création.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectivite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("remplacee_par", None), models.Q(("remplacee_par", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="une_collectivite_ne_se_remplace_pas_elle_meme",
                violation_error_message="Une collectivité ne peut pas se remplacer elle-même.",
            ),
        ),
    ]
