"""A code ends where it ends: no line break after it."""

import django.contrib.postgres.fields
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_tables"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dispositif",
            name="exclusions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    max_length=15,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^(PAYS-FR|REG-\\d{2}|DEP-(\\d{2,3}|2[AB])|EPCI-\\d{9}|COM-(\\d{5}|2[AB]\\d{3}))\\Z",
                            "Code de territoire attendu : PAYS-FR, REG-53, DEP-35, DEP-2A, EPCI-243500139 ou COM-35238.",
                        )
                    ],
                ),
                blank=True,
                default=list,
                help_text="Mêmes codes ; une exclusion l’emporte sur un territoire couvert.",
                size=None,
                verbose_name="territoires exclus",
            ),
        ),
        migrations.AlterField(
            model_name="dispositif",
            name="territoires",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    max_length=15,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^(PAYS-FR|REG-\\d{2}|DEP-(\\d{2,3}|2[AB])|EPCI-\\d{9}|COM-(\\d{5}|2[AB]\\d{3}))\\Z",
                            "Code de territoire attendu : PAYS-FR, REG-53, DEP-35, DEP-2A, EPCI-243500139 ou COM-35238.",
                        )
                    ],
                ),
                blank=True,
                default=list,
                help_text="Codes officiels séparés par des virgules : REG-53, DEP-35, DEP-2A, EPCI-243500139, COM-35238.",
                size=None,
                verbose_name="territoires couverts",
            ),
        ),
        migrations.AlterField(
            model_name="historicaldispositif",
            name="exclusions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    max_length=15,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^(PAYS-FR|REG-\\d{2}|DEP-(\\d{2,3}|2[AB])|EPCI-\\d{9}|COM-(\\d{5}|2[AB]\\d{3}))\\Z",
                            "Code de territoire attendu : PAYS-FR, REG-53, DEP-35, DEP-2A, EPCI-243500139 ou COM-35238.",
                        )
                    ],
                ),
                blank=True,
                default=list,
                help_text="Mêmes codes ; une exclusion l’emporte sur un territoire couvert.",
                size=None,
                verbose_name="territoires exclus",
            ),
        ),
        migrations.AlterField(
            model_name="historicaldispositif",
            name="territoires",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    max_length=15,
                    validators=[
                        django.core.validators.RegexValidator(
                            "^(PAYS-FR|REG-\\d{2}|DEP-(\\d{2,3}|2[AB])|EPCI-\\d{9}|COM-(\\d{5}|2[AB]\\d{3}))\\Z",
                            "Code de territoire attendu : PAYS-FR, REG-53, DEP-35, DEP-2A, EPCI-243500139 ou COM-35238.",
                        )
                    ],
                ),
                blank=True,
                default=list,
                help_text="Codes officiels séparés par des virgules : REG-53, DEP-35, DEP-2A, EPCI-243500139, COM-35238.",
                size=None,
                verbose_name="territoires couverts",
            ),
        ),
    ]
