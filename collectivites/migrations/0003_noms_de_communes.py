"""Communes are found by the beginning of any word of their names, accents aside."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations
from django.db.models import F, Func


class Migration(migrations.Migration):
    dependencies = [
        ("collectivites", "0002_liens_et_contraintes"),
        ("publication", "0001_recherche_en_francais"),
    ]
    operations = [
        migrations.AddIndex(
            model_name="commune",
            index=GinIndex(OpClass(Func(F("nom"), function="public.plier"), "gin_trgm_ops"), name="commune_nom_replie"),
        ),
    ]
