"""Keep the rows of publications narrow, their long texts apart, and read what a territory comes to from an index alone.

Documents and search vectors leave the row once it is over 256 bytes: what is counted, sorted or joined then lies on few
pages.
"""

from django.db import migrations, models


def du_territoire(lieu: str) -> migrations.AddIndex:
    return migrations.AddIndex(
        model_name="publication",
        index=models.Index(
            models.F(lieu),
            models.F("nature"),
            models.OrderBy(models.F("adherente"), descending=True, nulls_last=True),
            models.F("titre_cle"),
            models.F("uid"),
            name=f"publication_du_{lieu}"[:30],
            include=("debut", "fin", "montant"),
            condition=models.Q(retiree_le=None),
        ),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0023_liens_prives"),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE publication_publication SET (toast_tuple_target = 256)",
            "ALTER TABLE publication_publication RESET (toast_tuple_target)",
        ),
        # A text that is written again is measured again: the values do not change.
        migrations.RunSQL("UPDATE publication_publication SET document = document || ''", migrations.RunSQL.noop),
        du_territoire("region"),
        du_territoire("departement"),
    ]
