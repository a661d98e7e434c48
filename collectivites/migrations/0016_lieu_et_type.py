"""Find the authorities of a department and of a type without reading those of one or of the other."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("collectivites", "0015_ordres_de_l_administration"),
    ]

    operations = [
        migrations.AddIndex("collectivite", models.Index(fields=["departement", "type"], name="collectivite_lieu")),
    ]
