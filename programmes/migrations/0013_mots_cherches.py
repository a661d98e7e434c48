"""Keep the folded words that the searches of the administration look for, and the folded names given whole."""

from django.conf import settings
from django.db import migrations, models

from publication.operations import AjouterMots


class Migration(migrations.Migration):
    dependencies = [
        ("collectivites", "0017_mots_cherches"),
        ("programmes", "0012_dispositifs_par_territoire"),
        ("publication", "0030_mots_cherches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dispositif",
            index=models.Index(
                models.Func(models.F("titre"), function="public.plier", output_field=models.TextField()),
                name="dispositif_titre_plie",
            ),
        ),
        migrations.AddIndex(
            model_name="organisme",
            index=models.Index(
                models.Func(models.F("nom"), function="public.plier", output_field=models.TextField()),
                name="organisme_nom_plie",
            ),
        ),
        migrations.AddIndex(
            model_name="politique",
            index=models.Index(
                models.Func(models.F("titre"), function="public.plier", output_field=models.TextField()),
                name="politique_titre_plie",
            ),
        ),
        migrations.AddIndex(
            model_name="projet",
            index=models.Index(
                models.Func(models.F("nom"), function="public.plier", output_field=models.TextField()),
                name="projet_nom_plie",
            ),
        ),
        migrations.AddIndex(
            model_name="ressource",
            index=models.Index(
                models.Func(models.F("titre"), function="public.plier", output_field=models.TextField()),
                name="ressource_titre_plie",
            ),
        ),
        AjouterMots("programmes_projet", ["nom"]),
        AjouterMots("programmes_imageprojet", ["texte_alternatif"]),
        AjouterMots("programmes_organisme", ["nom", "siret", "rna"]),
        AjouterMots("programmes_subvention", ["reference_decision", "objet"]),
        AjouterMots("programmes_dispositif", ["titre"]),
        AjouterMots("programmes_partenariat", ["nom"]),
        AjouterMots("programmes_politique", ["titre"]),
        AjouterMots("programmes_ressource", ["titre", "auteurs"]),
        AjouterMots("programmes_intervention", ["intervenant", "titre"]),
        AjouterMots("programmes_piecejointe", ["titre"]),
        AjouterMots("programmes_chiffrecle", ["libelle", "note"]),
        AjouterMots("programmes_budget", ["note"]),
        AjouterMots("programmes_effectif", ["note"]),
        AjouterMots("programmes_orientation", ["titre"]),
        AjouterMots("programmes_action", ["titre"]),
        AjouterMots("programmes_engagement", ["nom"]),
    ]
