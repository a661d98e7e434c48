"""Give the versions that came before the lists were kept those of today: nothing then seems to have come or gone."""

from django.db import migrations

LISTES = {
    "dispositif": {"contacts": "contact", "thematiques": "thematique"},
    "politique": {"contacts": "contact", "thematiques": "thematique"},
    "projet": {"thematiques": "thematique"},
    "ressource": {
        "collectivites": "collectivite",
        "dispositifs": "dispositif",
        "politiques": "politique",
        "projets": "projet",
        "thematiques": "thematique",
    },
}


def remplir(modele: str, liste: str, cible: str) -> migrations.RunSQL:
    """Copy the list of today into each version of its record."""
    return migrations.RunSQL(
        f"""
        INSERT INTO programmes_historical{modele}_{liste} (id, {modele}_id, {cible}_id, history_id)
        SELECT liste.id, liste.{modele}_id, liste.{cible}_id, version.history_id
        FROM programmes_{modele}_{liste} AS liste
        JOIN programmes_historical{modele} AS version ON version.id = liste.{modele}_id
        """,  # noqa: S608  # the names are those above
        migrations.RunSQL.noop,
        elidable=True,
    )


class Migration(migrations.Migration):
    dependencies = [("programmes", "0009_listes_dans_l_historique")]

    operations = [remplir(modele, liste, cible) for modele, listes in LISTES.items() for liste, cible in listes.items()]
