"""French full-text search without accents: configuration ``public.fr`` and the folding function ``public.plier``."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION public.fr (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION public.fr
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.french_stem;
"""

# unaccent() is STABLE only because its dictionary could change; ours is named and never does, so the wrapper may be
# IMMUTABLE, which generated columns and indexes need.
PLIER = """
CREATE FUNCTION public.plier(texte text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN trim(BOTH ' ' FROM regexp_replace(
        lower(public.unaccent('public.unaccent'::regdictionary, texte)), '[^a-z0-9]+', ' ', 'g'));
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION public.fr;"),
        migrations.RunSQL(PLIER, "DROP FUNCTION public.plier(text);"),
    ]
