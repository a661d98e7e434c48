"""Keep in the rows of publications the short columns by which they are sorted, filtered and named.

Rows of more than 2,000 bytes put apart all that they can, titles included: each comparison of two titles then read
two other rows.
"""

from django.db import migrations

COURTES = ("titre", "titre_cle", "slug", "liens", "thematiques")


def ranger(ou: str) -> str:
    gestes = (f"ALTER COLUMN {colonne} SET STORAGE {ou}" for colonne in COURTES)
    return f"ALTER TABLE publication_publication {', '.join(gestes)}"


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0028_lieux_et_dernieres"),
    ]

    operations = [
        migrations.RunSQL(ranger("MAIN"), ranger("EXTENDED")),
        # What is written again is stored again: the values do not change.
        migrations.RunSQL(
            "UPDATE publication_publication"
            " SET titre = titre || '', slug = slug || '', liens = liens || '{}', thematiques = thematiques || '{}'",
            migrations.RunSQL.noop,
        ),
    ]
