"""Let the usual orders of a list be read from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0008_mots_separes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                models.F("nature"),
                models.OrderBy(models.F("montant"), descending=True, nulls_last=True),
                models.F("uid"),
                name="publication_par_montant",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                models.F("nature"),
                models.OrderBy(models.F("population"), descending=True, nulls_last=True),
                models.F("uid"),
                name="publication_par_population",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["nature", "population", "uid"], name="publication_population_asc"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                models.F("nature"),
                models.OrderBy(models.F("modifiee_le"), descending=True, nulls_last=True),
                models.F("uid"),
                name="publication_par_date",
            ),
        ),
    ]
