"""Words are apart in the search vector whatever sign stands between them, in any locale of the server."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import migrations, models
from django.db.models import F, Func, Value

SIGNES = (
    "/-_.@:'’\N{LEFT SINGLE QUOTATION MARK}“”«»–—…·•€°²"
    "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{ZERO WIDTH SPACE}"
)
DANS_LA_LIGNE = "ALTER TABLE publication_publication ALTER COLUMN recherche SET STORAGE MAIN;"


def mots(champ: str) -> Func:
    espaces = " " * len(SIGNES)
    return Func(F(champ), Value(SIGNES), Value(espaces), function="translate", output_field=models.TextField())


class Migration(migrations.Migration):
    dependencies = [("publication", "0007_historique_public")]
    operations = [
        migrations.RemoveIndex(model_name="publication", name="publication_recherche"),
        migrations.RemoveField(model_name="publication", name="recherche"),
        migrations.AddField(
            model_name="publication",
            name="recherche",
            field=models.GeneratedField(
                db_persist=True,
                expression=SearchVector(mots("titre"), mots("mots_cles"), config="public.fr", weight="A")
                + SearchVector(mots("resume"), config="public.fr", weight="B")
                + SearchVector(mots("texte"), config="public.fr", weight="C")
                + SearchVector(mots("contexte"), config="public.fr", weight="D"),
                output_field=SearchVectorField(),
                verbose_name="vecteur de recherche",
            ),
        ),
        migrations.RunSQL(DANS_LA_LIGNE, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="publication", index=GinIndex(fields=["recherche"], name="publication_recherche")
        ),
    ]
