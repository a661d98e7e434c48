"""Find the schemes of a territory without reading the others."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0011_ordres_de_l_administration"),
    ]

    operations = [
        migrations.AddIndex("dispositif", GinIndex(fields=["territoires"], name="dispositif_territoires")),
    ]
