"""The form by which an authority updates its sheets: what they say now, to correct."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from publication.models import TexteRiche
from publication.models.lien import DUREE_DU_LIEN
from publication.valeurs import actuelle, champ_de_saisie, en_json, libelle

if TYPE_CHECKING:
    from publication.models import Fiche

SEL = "publication.mise_a_jour.vues"
LONGUEUR = 5_000
FORMAT_ISO = "%Y-%m-%d"
MARQUES = _(
    "Vous pouvez écrire **gras**, *italique*, [lien](https://…), et commencer une ligne par « - » pour une liste."
)


class FicheForm(forms.Form):
    """The proposable fields of a sheet, filled with what it says; ``vues`` remembers what was shown."""

    vues = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, envoi: Any, *, fiche: Fiche) -> None:
        """Read the sheet; ``envoi`` is what was sent, ``None`` at first."""
        super().__init__(envoi, prefix=fiche.uid.hex)
        self.fiche = fiche
        actuelles = {nom: actuelle(fiche, nom) for nom in fiche.proposables}
        self.initial["vues"] = signing.dumps(actuelles, salt=SEL, compress=True)
        for nom, valeur in actuelles.items():
            self.fields[nom] = _saisie(fiche, nom)
            self.initial[nom] = ", ".join(map(str, valeur)) if isinstance(valeur, list) else valeur

    def clean_vues(self) -> dict[str, Any]:
        """Values that the form showed; they come back signed."""
        try:
            lues: dict[str, Any] = signing.loads(self.cleaned_data["vues"], salt=SEL, max_age=DUREE_DU_LIEN)
        except signing.BadSignature as erreur:
            raise ValidationError(_("Ce formulaire a trop attendu. Rouvrez le lien pour recommencer.")) from erreur
        return lues

    def changements(self) -> dict[str, Any]:
        """Values that differ from those shown."""
        vues = self.cleaned_data["vues"]
        proposes = {nom: self.cleaned_data[nom] for nom in self.fiche.proposables}
        return {
            nom: valeur
            for nom, valeur in proposes.items()
            if en_json(self.fiche._meta.get_field(nom), valeur) != vues.get(nom)
        }

    def ajouter(self, erreurs: dict[str, list[str]]) -> None:
        """Show beside each field why the proposal is refused."""
        for nom, phrases in erreurs.items():
            for phrase in phrases:
                self.add_error(nom if nom in self.fields else None, phrase)


class ReponseForm(forms.Form):
    """What does not fit in a field, and who answers."""

    message = forms.CharField(
        label=_("Autres changements, sources, remarques"),
        required=False,
        max_length=LONGUEUR,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Contacts, budgets, actions, dispositifs absents : dites-le ici."),
    )
    nom = forms.CharField(
        label=_("Votre nom et votre fonction"),
        required=False,
        max_length=150,
        help_text=_("Facultatif. Jamais publié : sert à l’équipe si elle a une question."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


def _saisie(fiche: Fiche, nom: str) -> forms.Field:
    champ = fiche._meta.get_field(nom)
    saisie = champ_de_saisie(champ)
    saisie.label = libelle(champ)
    if isinstance(saisie, forms.DateField):
        saisie.widget = forms.DateInput(format=FORMAT_ISO, attrs={"type": "date"})
    elif isinstance(saisie.widget, forms.Textarea):
        saisie.widget.attrs["rows"] = 5
    if isinstance(champ, TexteRiche):
        saisie.help_text = format_lazy("{} {}", saisie.help_text, MARQUES)
    return saisie
