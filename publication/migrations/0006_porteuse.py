"""The authority that leads a policy or a scheme, beside them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0005_recherche"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="porteuse",
            field=models.UUIDField(blank=True, null=True, verbose_name="collectivité porteuse"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["porteuse", "nature"], name="publication_porteuse"),
        ),
    ]
