"""What the page that confirms a gesture asks: nothing for most, a reason, a delay."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from publication.actions.publier import LONGUEUR_DU_MOTIF

LONGUEUR_DU_RETRAIT = 500
MOIS_AU_PLUS = 120


class SansQuestion(forms.Form):
    """Nothing to answer."""

    def reponses(self) -> dict[str, Any]:
        """Answers as the journal keeps them, once valid."""
        return dict(self.cleaned_data)


class MotifDuRetrait(SansQuestion):
    """Why sheets are withdrawn."""

    motif = forms.CharField(
        label=_("Motif, montré au public"),
        max_length=LONGUEUR_DU_RETRAIT,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=_("Par exemple : « Collectivité fusionnée », « Informations périmées, en cours de mise à jour »."),
        error_messages={"required": _("Indiquez le motif du retrait : il est montré au public.")},
    )


class MotifDuRenvoi(SansQuestion):
    """What the authors must take up again."""

    motif = forms.CharField(
        label=_("Ce qu’il faut reprendre"),
        max_length=LONGUEUR_DU_MOTIF,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=_("Par exemple : « Le budget 2024 manque de source », en cent caractères au plus."),
        error_messages={"required": _("Dites à l’auteur ce qu’il faut reprendre.")},
    )


class Delai(SansQuestion):
    """After how many months sheets are due for review."""

    mois = forms.IntegerField(
        label=_("À revoir au bout de, en mois"),
        validators=[MinValueValidator(1), MaxValueValidator(MOIS_AU_PLUS)],
        widget=forms.NumberInput(attrs={"min": 1, "max": MOIS_AU_PLUS}),
        help_text=_("De 1 à 120 mois après la vérification ; 12 pour la plupart des fiches."),
    )
