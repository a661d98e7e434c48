"""What the documents of all natures share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.text import format_lazy
from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers

from publication.models import Fiche, Publication, TexteRiche
from publication.natures import Nature

if TYPE_CHECKING:
    from collections.abc import Iterable

F = TypeVar("F", bound=Fiche)

LICENCE = "etalab-2.0"
DIALECTE = "Texte en CommonMark restreint."


def reference(fiche: Fiche | None) -> dict[str, Any] | None:
    """Short form of a sheet inside another's document; ``None`` when the public may not read it."""
    if fiche is None or not fiche.est_publique:
        return None
    return {
        "uid": str(fiche.uid),
        "nature": fiche.nature.value,
        "titre": str(fiche),
        "url": fiche.get_absolute_url(),
    }


REFERENCE = inline_serializer(
    "Reference",
    {
        "uid": serializers.UUIDField(help_text="Identifiant public de la fiche citée ; il ne change jamais."),
        "nature": serializers.ChoiceField(Nature.choices, help_text="Nature de la fiche citée."),
        "titre": serializers.CharField(help_text="Titre de la fiche citée."),
        "url": serializers.CharField(help_text="Adresse de la page publique, relative à la racine du site."),
    },
)


@extend_schema_field(REFERENCE)
class ReferenceField(serializers.Field[Any, Any, Any, Any]):
    """A sheet in short; ``null`` when it is not public."""

    def __init__(self, **kwargs: Any) -> None:
        """Read-only, and possibly null."""
        super().__init__(read_only=True, **kwargs)
        self.allow_null = True

    def to_representation(self, value: Fiche) -> dict[str, Any] | None:
        """Give the short form."""
        return reference(value)


@extend_schema_field(serializers.ListSerializer(child=REFERENCE))
class ReferencesField(serializers.Field[Any, Any, Any, Any]):
    """Sheets in short, those that are public, by title."""

    def __init__(self, **kwargs: Any) -> None:
        """Read-only."""
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        """Give the short forms; ``value`` is a prefetched relation."""
        fiches: Iterable[Fiche] = value.all()
        return [courte for fiche in sorted(fiches, key=str) if (courte := reference(fiche))]


class LibelleField(serializers.CharField):
    """French label of a choice field, beside its code."""

    def __init__(self, champ: str, **kwargs: Any) -> None:
        """``champ`` is the name of the choice field."""
        kwargs.setdefault("help_text", f"Libellé français de « {champ} ».")
        super().__init__(source=f"get_{champ}_display", read_only=True, **kwargs)


class TexteRicheField(serializers.CharField):
    """Long text, whose description says what it is written in."""

    def __init__(self, **kwargs: Any) -> None:
        """Complete the description of the model field."""
        kwargs["help_text"] = format_lazy("{} {}", kwargs.get("help_text", ""), DIALECTE)
        super().__init__(**kwargs)


serializers.ModelSerializer.serializer_field_mapping[TexteRiche] = TexteRicheField

SourceField: Any = serializers.SerializerMethodField
"""Field named ``source``, as the attribute of every field is; a call is all that differs for type checkers."""


class FicheSerializer(serializers.ModelSerializer[F]):
    """Base of the five documents: identity, licence, verification, dates."""

    nature = serializers.CharField(read_only=True, help_text="Nature de la fiche.")
    url = serializers.CharField(
        source="get_absolute_url",
        read_only=True,
        help_text="Adresse de la page publique, relative à la racine du site.",
    )
    verifiee_par = serializers.SerializerMethodField(help_text="Nom public de la personne qui a vérifié la fiche.")
    a_revoir_le = serializers.DateField(
        read_only=True,
        allow_null=True,
        help_text="Jour à partir duquel la fiche compte comme périmée ; nul si jamais vérifiée.",
    )
    licence = serializers.SerializerMethodField(help_text="Licence des données (identifiant SPDX).")

    def get_verifiee_par(self, fiche: F) -> str:
        """Never the user name nor the address: an account shows its public name or nothing."""
        return fiche.verifiee_par.nom_public if fiche.verifiee_par else ""

    def get_licence(self, _fiche: F) -> str:
        """Licence Ouverte 2.0."""
        return LICENCE


class ResultatSerializer(serializers.ModelSerializer[Publication]):
    """A search result: enough to choose, and the address of the rest."""

    url = serializers.CharField(
        source="get_absolute_url",
        read_only=True,
        help_text="Adresse de la page publique, relative à la racine du site.",
    )

    verifiee_le = serializers.SerializerMethodField(help_text="Jour de la dernière vérification de la fiche, ou nul.")
    source = SourceField(help_text="D’où vient ce que dit la fiche.")
    licence = serializers.SerializerMethodField(help_text="Licence des données (identifiant SPDX).")

    class Meta:
        model = Publication
        fields = (
            "uid",
            "nature",
            "titre",
            "resume",
            "url",
            "region",
            "departement",
            "source",
            "verifiee_le",
            "a_revoir_le",
            "modifiee_le",
            "licence",
        )
        extra_kwargs = {
            "uid": {"help_text": "Identifiant public de la fiche ; il ne change jamais."},
            "nature": {"help_text": "Nature de la fiche."},
            "titre": {"help_text": "Titre de la fiche."},
            "resume": {"help_text": "Résumé de la fiche."},
            "region": {"help_text": "Code de la région, ou vide."},
            "departement": {"help_text": "Code du département, ou vide."},
            "a_revoir_le": {
                "help_text": "Jour à partir duquel la fiche compte comme périmée ; nul si jamais vérifiée."
            },
            "modifiee_le": {"help_text": "Jour et heure de la dernière modification de la fiche."},
        }

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_verifiee_le(self, publication: Publication) -> Any:
        """As the document says."""
        return publication.contenu["verifiee_le"]

    def get_source(self, publication: Publication) -> str:
        """As the document says."""
        source: str = publication.contenu["source"]
        return source

    def get_licence(self, _publication: Publication) -> str:
        """Licence Ouverte 2.0."""
        return LICENCE


IDENTITE = ("uid", "nature", "slug", "url")
SUIVI = (
    "verifiee_le",
    "verifiee_par",
    "a_revoir_le",
    "publiee_le",
    "modifiee_le",
    "est_synthetique",
    "licence",
)
