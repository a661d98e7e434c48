"""Let the sheets that share a theme be read from an index."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0010_anciennes_adresses"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=django.contrib.postgres.indexes.GinIndex(fields=["thematiques"], name="publication_thematiques"),
        ),
    ]
