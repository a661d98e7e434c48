"""Keep the folded words that the searches of the administration look for, and the folded names given whole."""

from django.db import migrations, models

from publication.operations import AjouterMots


class Migration(migrations.Migration):
    dependencies = [
        ("collectivites", "0016_lieu_et_type"),
        ("publication", "0030_mots_cherches"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="collectivite",
            index=models.Index(
                models.Func(models.F("nom"), function="public.plier", output_field=models.TextField()),
                name="collectivite_nom_plie",
            ),
        ),
        migrations.AddIndex(
            model_name="collectivite",
            index=models.Index(
                models.Func(models.F("sigle"), function="public.plier", output_field=models.TextField()),
                name="collectivite_sigle_plie",
            ),
        ),
        AjouterMots("collectivites_collectivite", ["nom", "sigle", "siren", "siret", "code_insee"]),
        AjouterMots("collectivites_contact", ["nom", "prenom", "fonction"]),
        AjouterMots("collectivites_commune", ["nom", "code"]),
    ]
