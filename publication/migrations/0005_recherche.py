"""Search: exact names, places and themes beside the text, words apart even across a slash or a hyphen."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import migrations, models
from django.db.models import F, Func, Value

# Kept in the row as long as it fits: to rank is to read it, and a value stored apart costs a second read.
DANS_LA_LIGNE = "ALTER TABLE publication_publication ALTER COLUMN recherche SET STORAGE MAIN;"


def mots(champ: str) -> Func:
    signes = "/-_.@:'’"
    return Func(
        F(champ), Value(signes), Value(" " * len(signes)), function="translate", output_field=models.TextField()
    )


class Migration(migrations.Migration):
    dependencies = [("publication", "0004_facettes")]
    operations = [
        migrations.RemoveIndex(model_name="publication", name="publication_recherche"),
        migrations.RemoveField(model_name="publication", name="recherche"),
        migrations.AddField(
            model_name="publication",
            name="contexte",
            field=models.TextField(blank=True, verbose_name="lieux et thématiques"),
        ),
        migrations.AddField(
            model_name="publication",
            name="noms",
            field=ArrayField(
                base_field=models.CharField(max_length=200),
                blank=True,
                default=list,
                size=None,
                verbose_name="noms exacts",
            ),
        ),
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
        migrations.AddIndex(model_name="publication", index=GinIndex(fields=["noms"], name="publication_noms")),
    ]
