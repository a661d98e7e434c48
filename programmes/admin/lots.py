"""The gestures on sheets that have themes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from programmes.models import Thematique
from publication.admin.fiche import FicheAdmin
from publication.admin.lots import EnLot
from publication.admin.lots_formulaires import SansQuestion


class Thematiques(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Themes, each after the one above it."""

    def label_from_instance(self, obj: Any) -> str:
        """Both levels."""
        return f"{obj.parente} : {obj}" if obj.parente else str(obj)


class ChoixDeThematique(SansQuestion):
    """Which theme."""

    thematique = Thematiques(
        label=_("Thématique"),
        queryset=Thematique.objects.select_related("parente").order_by(Coalesce("parente__nom", "nom"), "nom", "pk"),
    )

    def reponses(self) -> dict[str, Any]:
        """Its key."""
        return {"thematique": self.cleaned_data["thematique"].pk}


AVEC_THEMATIQUES = (
    *FicheAdmin.lots,
    EnLot("mettre_thematique", ChoixDeThematique),
    EnLot("oter_thematique", ChoixDeThematique),
)
