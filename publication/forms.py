"""Forms that visitors fill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publication.natures import registre

if TYPE_CHECKING:
    from publication.models import Publication

SEL = "publication.signaler"
DUREE_MINIMALE, DUREE_MAXIMALE = 3, 86_400
"""Seconds between the form shown and the form sent."""
LONGUEUR = 5_000


def parties(publication: Publication) -> list[tuple[str, str]]:
    """Parts of a sheet that hold a text or a number, with their French names."""
    modele = registre[publication.nature].modele
    trouvees = []
    for cle, valeur in publication.contenu.items():
        if isinstance(valeur, bool | list | dict) or cle in {"uid", "slug", "url", "nature", "licence"}:
            continue
        try:
            champ = modele._meta.get_field(cle)
        except FieldDoesNotExist:
            continue
        if getattr(champ, "editable", False):
            trouvees.append((cle, capfirst(str(champ.verbose_name))))  # type: ignore[union-attr]  # not a relation
    return trouvees


class SignalementForm(forms.Form):
    """What is wrong, where, and what should be said instead. Nothing personal is asked."""

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
    site = forms.CharField(required=False, label=_("Laissez ce champ vide"))
    jeton = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, publication: Publication, **kwargs: Any) -> None:
        """Offer the parts of the sheet, and remember when the form was shown."""
        super().__init__(*args, **kwargs)
        champ = self.fields["champ"]
        assert isinstance(champ, forms.ChoiceField)
        champ.choices = [("", _("Autre chose, ou toute la fiche")), *parties(publication)]
        self.initial["jeton"] = signing.TimestampSigner(salt=SEL).sign(str(publication.pk))

    def clean_site(self) -> str:
        """Refuse who fills what people do not see."""
        if self.cleaned_data["site"]:
            raise ValidationError(_("Ce champ doit rester vide."))
        return ""

    def clean_jeton(self) -> str:
        """Refuse a form sent too fast to have been read, or shown too long ago."""
        jeton: str = self.cleaned_data["jeton"]
        signataire = signing.TimestampSigner(salt=SEL)
        try:
            signataire.unsign(jeton, max_age=DUREE_MAXIMALE)
        except signing.BadSignature as erreur:
            raise ValidationError(_("Ce formulaire a trop attendu. Renvoyez-le : rien n’est perdu.")) from erreur
        try:
            signataire.unsign(jeton, max_age=DUREE_MINIMALE)
        except signing.SignatureExpired:
            return jeton
        raise ValidationError(_("Envoi trop rapide. Attendez quelques secondes, puis renvoyez."))

    def clean(self) -> dict[str, Any]:
        """A text is proposed for a part."""
        if self.cleaned_data.get("apres") and not self.cleaned_data.get("champ"):
            self.add_error("champ", _("Choisissez la partie que ce texte remplace."))
        return self.cleaned_data
