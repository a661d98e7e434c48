"""Read from an index alone what a territory comes to, the first records around a commune, and those modified last."""

from django.db import migrations, models

PUBLIQUES = models.Q(retiree_le=None)


def du_territoire(lieu: str) -> list[migrations.RemoveIndex | migrations.AddIndex]:
    """Let the index of a place tell also when its records are due for review."""
    nom = f"publication_du_{lieu}"[:30]
    index = models.Index(
        models.F(lieu),
        models.F("nature"),
        models.OrderBy(models.F("adherente"), descending=True, nulls_last=True),
        models.F("titre_cle"),
        models.F("uid"),
        name=nom,
        include=("debut", "fin", "a_revoir_le", "montant"),
        condition=PUBLIQUES,
    )
    return [migrations.RemoveIndex("publication", nom), migrations.AddIndex("publication", index)]


def ordonne(nom: str, *champs: str) -> migrations.AddIndex:
    return migrations.AddIndex("publication", models.Index(fields=champs, name=nom, condition=PUBLIQUES))


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0027_titres_des_publications"),
    ]

    operations = [
        *du_territoire("region"),
        *du_territoire("departement"),
        ordonne("publication_de_epci", "epci", "nature", "titre_cle", "uid"),
        ordonne("publication_de_commune", "commune", "nature", "titre_cle", "uid"),
        ordonne("publication_dernieres", "-modifiee_le", "uid"),
    ]
