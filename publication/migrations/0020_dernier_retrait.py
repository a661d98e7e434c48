from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0019_liens_verifies"),
    ]

    operations = [
        migrations.AddField(
            model_name="etatpublic",
            name="recul",
            field=models.BigIntegerField(db_default=0, verbose_name="numéro du dernier retrait"),
        ),
    ]
