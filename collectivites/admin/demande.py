"""What is asked before the chosen authorities are asked to update their sheets."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publication.admin.lots import EnLot
from publication.admin.lots_formulaires import SansQuestion

LONGUEUR_DU_MOT = 2_000


class MotDAccompagnement(SansQuestion):
    """Words that go with the requests."""

    message = forms.CharField(
        label=_("Mot d’accompagnement, facultatif"),
        max_length=LONGUEUR_DU_MOT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
    )


DEMANDE = EnLot("demander_mise_a_jour", MotDAccompagnement)
