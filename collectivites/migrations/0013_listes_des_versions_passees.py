"""Give the versions that came before the lists were kept those of today: nothing then seems to have come or gone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("collectivites", "0012_listes_dans_l_historique")]

    operations = [
        migrations.RunSQL(
            """
            INSERT INTO collectivites_historicalcollectivite_communes (id, collectivite_id, commune_id, history_id)
            SELECT liste.id, liste.collectivite_id, liste.commune_id, version.history_id
            FROM collectivites_collectivite_communes AS liste
            JOIN collectivites_historicalcollectivite AS version ON version.id = liste.collectivite_id
            """,
            migrations.RunSQL.noop,
            elidable=True,
        )
    ]
