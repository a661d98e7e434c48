"""Forms that visitors fill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publication.models import Frequence
from publication.natures import registre
from publication.valeurs import libelle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from publication.models import Publication

DUREE_MINIMALE, DUREE_MAXIMALE = 3, 86_400
"""Seconds between the form shown and the form sent."""
LONGUEUR = 5_000


def parties(publication: Publication) -> list[tuple[str, str]]:
    """Fields of a sheet that a visitor may propose to change, with their French names."""
    modele = registre[publication.nature].modele
    return [(nom, libelle(modele._meta.get_field(nom))) for nom in modele.proposables]


class FormulaireDeVisiteur(forms.Form):
    """Anyone may send it: a field that people do not see, and the moment when it was shown, keep robots away."""

    sel: ClassVar[str]
    site = forms.CharField(required=False, label=_("Laissez ce champ vide"))
    jeton = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Remember when the form was shown."""
        super().__init__(*args, **kwargs)
        self.order_fields([nom for nom in self.fields if nom not in {"site", "jeton"}])
        self.initial["jeton"] = self._nouveau_jeton()

    def clean_site(self) -> str:
        """Refuse who fills what people do not see."""
        if self.cleaned_data["site"]:
            raise ValidationError(_("Ce champ doit rester vide."))
        return ""

    def clean_jeton(self) -> str:
        """Refuse a form sent too fast to have been read, or shown too long ago."""
        jeton: str = self.cleaned_data["jeton"]
        signataire = signing.TimestampSigner(salt=self.sel)
        try:
            signataire.unsign(jeton, max_age=DUREE_MAXIMALE)
        except signing.BadSignature as erreur:
            envoi = cast("QueryDict", self.data).copy()
            envoi["jeton"] = self._nouveau_jeton()
            self.data = envoi
            raise ValidationError(_("Ce formulaire a trop attendu. Renvoyez-le : rien n’est perdu.")) from erreur
        try:
            signataire.unsign(jeton, max_age=DUREE_MINIMALE)
        except signing.SignatureExpired:
            return jeton
        raise ValidationError(_("Envoi trop rapide. Attendez quelques secondes, puis renvoyez."))

    def _nouveau_jeton(self) -> str:
        return signing.TimestampSigner(salt=self.sel).sign("montre")


class SignalementForm(FormulaireDeVisiteur):
    """What is wrong, where, and what should be said instead. Nothing personal is asked."""

    sel = "publication.signaler"
    champ = forms.ChoiceField(label=_("Partie de la fiche concernée"), required=False)
    apres = forms.CharField(
        label=_("Ce qu’il faudrait lire à la place"),
        required=False,
        max_length=LONGUEUR,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Facultatif, si vous avez choisi une partie."),
    )
    message = forms.CharField(
        label=_("Ce qui ne va pas, et d’où vous le savez"),
        max_length=LONGUEUR,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Une adresse de page ou un document aide à vérifier. N’écrivez rien de personnel."),
    )

    def __init__(self, *args: Any, publication: Publication, **kwargs: Any) -> None:
        """Offer the parts of the sheet."""
        super().__init__(*args, **kwargs)
        champ = self.fields["champ"]
        assert isinstance(champ, forms.ChoiceField)
        champ.choices = [("", _("Autre chose, ou toute la fiche")), *parties(publication)]

    def clean(self) -> dict[str, Any]:
        """A text is proposed for a part."""
        if self.cleaned_data.get("apres") and not self.cleaned_data.get("champ"):
            self.add_error("champ", _("Choisissez la partie que ce texte remplace."))
        return self.cleaned_data


class CourrielForm(FormulaireDeVisiteur):
    """An address, to find one's alerts again."""

    sel = "publication.alertes.retrouver"
    email = forms.EmailField(
        label=_("Votre adresse électronique"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class AlerteForm(CourrielForm):
    """An address and how often, for a search that is known."""

    sel = "publication.alertes.creer"
    frequence = forms.ChoiceField(
        label=_("Fréquence"),
        choices=Frequence.choices,
        initial=Frequence.HEBDOMADAIRE,
        help_text=_("Un courriel ne part que s’il y a du nouveau."),
    )


class AlerteGeneraleForm(AlerteForm):
    """The same, for a whole list or for everything."""

    sujet = forms.ChoiceField(label=_("Ce que vous suivez"))
    field_order = ("sujet", "email", "frequence")

    def __init__(self, *args: Any, sujets: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        """``sujets`` are the searches without filters, everything first."""
        super().__init__(*args, **kwargs)
        champ = self.fields["sujet"]
        assert isinstance(champ, forms.ChoiceField)
        champ.choices = list(sujets)


class FrequenceForm(forms.Form):
    """How often one of one's alerts may write."""

    frequence = forms.ChoiceField(label=_("Fréquence"), choices=Frequence.choices)
