"""Let the authorities of a near population be read from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("collectivites", "0005_adresse_qui_change"),
        ("publication", "0010_anciennes_adresses"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="collectivite",
            name="collectivite_type",
        ),
        migrations.AddIndex(
            model_name="collectivite",
            index=models.Index(fields=["type", "population", "id"], name="collectivite_type"),
        ),
        migrations.AddIndex(
            model_name="collectivite",
            index=models.Index(fields=["population", "id"], name="collectivite_population"),
        ),
    ]
