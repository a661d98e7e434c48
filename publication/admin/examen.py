"""The page where staff decide upon a proposal, field by field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publication.actions import ExamenImpossible, appliquer, refuser, repondre
from publication.admin.base import compte
from publication.models import Proposition
from publication.propositions.comparaison import comparer
from publication.valeurs import champ_de_saisie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.admin import ModelAdmin
    from django.http import HttpRequest, HttpResponse

    from publication.models import Fiche
    from publication.propositions.comparaison import Comparaison

ACCEPTER, REFUSER = "accepter", "refuser"
FORMAT_ISO = "%Y-%m-%d"


class ExamenForm(forms.Form):
    """A decision and a value a field, and the answer to the author."""

    reponse = forms.CharField(
        label=_("Réponse à l’auteur"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
        help_text=_("Obligatoire pour tout refuser. Gardée avec la proposition, et envoyée si une adresse est connue."),
    )

    def __init__(self, *args: Any, comparaisons: list[Comparaison], **kwargs: Any) -> None:
        """One decision for each compared field."""
        super().__init__(*args, **kwargs)
        self.comparaisons = comparaisons
        for comparaison in comparaisons:
            nom = comparaison.changement.champ
            garder = _("Refuser : garder la valeur d’aujourd’hui")
            prendre = _("Remplacer la valeur d’aujourd’hui") if comparaison.est_en_conflit else _("Accepter")
            self.fields[f"decision-{nom}"] = forms.ChoiceField(
                label=comparaison.libelle,
                choices=[(ACCEPTER, prendre), (REFUSER, garder)],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"valeur-{nom}"] = _saisie(comparaison)

    def champs(self) -> Iterator[dict[str, Any]]:
        """What the page shows of each field."""
        for comparaison in self.comparaisons:
            nom = comparaison.changement.champ
            valeur = self[f"valeur-{nom}"]
            yield {
                "comparaison": comparaison,
                "decision": self[f"decision-{nom}"],
                "valeur": valeur,
                "est_ouvert": bool(valeur.errors) or ("valeur-" + nom in self.changed_data and self.is_bound),
                "constatee": json.dumps(comparaison.constatee),
            }

    def clean(self) -> dict[str, Any]:
        """Every field is decided upon: none is left aside in silence."""
        for comparaison in self.comparaisons:
            nom = f"decision-{comparaison.changement.champ}"
            if not self.cleaned_data.get(nom) and nom not in self.errors:
                self.add_error(nom, _("Acceptez ou refusez."))
        return self.cleaned_data

    def retenues(self) -> dict[str, Any]:
        """Accepted values by field."""
        noms = [comparaison.changement.champ for comparaison in self.comparaisons]
        acceptes = [nom for nom in noms if self.cleaned_data[f"decision-{nom}"] == ACCEPTER]
        return {nom: self.cleaned_data[f"valeur-{nom}"] for nom in acceptes}

    def constatees(self) -> dict[str, Any]:
        """Present values that the page showed, by field."""
        noms = [comparaison.changement.champ for comparaison in self.comparaisons]
        envoyees = {nom: self.data.get(f"constatee-{nom}", "") for nom in noms}
        return {nom: json.loads(envoyee) for nom, envoyee in envoyees.items() if _est_du_json(envoyee)}

    def ajouter(self, erreurs: dict[str, list[str]]) -> None:
        """Show beside each field why the action refused it."""
        for nom, phrases in erreurs.items():
            cible = f"valeur-{nom}" if f"valeur-{nom}" in self.fields else None
            for phrase in phrases:
                self.add_error(cible, phrase)


def _saisie(comparaison: Comparaison) -> forms.Field:
    champ = champ_de_saisie(comparaison.champ)
    champ.label, champ.help_text = _("Valeur à écrire"), ""
    propose = comparaison.changement.apres
    champ.initial = ", ".join(map(str, propose)) if isinstance(propose, list) else propose
    if isinstance(champ, forms.DateField):
        champ.widget = forms.DateInput(format=FORMAT_ISO, attrs={"type": "date"})
    elif isinstance(champ.widget, forms.Textarea):
        champ.widget.attrs.update(rows=8, cols=60)
    return champ


def _est_du_json(texte: str) -> bool:
    try:
        json.loads(texte)
    except ValueError:
        return False
    return True


def examiner(ecran: ModelAdmin[Any], request: HttpRequest, object_id: str) -> HttpResponse:
    """Show a proposal beside the sheet, and take the decision; what was typed survives a refusal."""
    propositions = Proposition.objects.select_related("publication", "auteur", "examinee_par")
    trouvee = propositions.filter(pk=object_id).first() if object_id.isdecimal() else None
    if trouvee is None:
        raise Http404
    decide = ecran.has_change_permission(request, trouvee)
    if not decide and (request.method == "POST" or not ecran.has_view_permission(request, trouvee)):
        raise PermissionDenied
    if request.method == "POST" and "_renvoyer" in request.POST:
        return _renvoyer(request, trouvee)
    fiche = trouvee.fiche()
    comparaisons = [comparer(fiche, changement) for changement in trouvee.changements.all()]
    formulaire = ExamenForm(request.POST or None, comparaisons=comparaisons)
    if request.method == "POST" and _decider(request, trouvee, formulaire):
        return HttpResponseRedirect(reverse("admin:publication_proposition_changelist"))
    return TemplateResponse(
        request, "admin/publication/examiner.html", _contexte(ecran, request, trouvee, formulaire, fiche)
    )


def _decider(request: HttpRequest, proposition: Proposition, formulaire: ExamenForm) -> bool:
    """Take the decision of the form; whether it was taken."""
    tout_refuser = "_refuser" in request.POST
    if not formulaire.is_valid() and not tout_refuser:
        return False
    reponse = formulaire.cleaned_data.get("reponse", "")
    retenues = {} if tout_refuser else formulaire.retenues()
    try:
        if tout_refuser or (formulaire.comparaisons and not retenues):
            refuser(proposition=proposition, reponse=reponse, par=compte(request))
            fait = _("Proposition refusée.")
        else:
            appliquer(
                proposition=proposition,
                retenues=retenues,
                constatees=formulaire.constatees(),
                reponse=reponse,
                par=compte(request),
            )
            fait = _("Proposition appliquée : la fiche est à jour.") if retenues else _("Proposition traitée.")
    except ExamenImpossible as refus:
        formulaire.ajouter(refus.erreurs)
        return False
    _dire(request, proposition, fait)
    return True


def _dire(request: HttpRequest, proposition: Proposition, fait: Any) -> None:
    """Say what was done, and whether the author was told."""
    proposition.refresh_from_db()
    if proposition.reponse_envoyee_le:
        messages.success(request, f"{fait} {_('La réponse est partie.')}")
    elif proposition.adresse_de_reponse:
        messages.success(request, fait)
        messages.warning(request, _("La réponse n’a pas pu partir : rouvrez la proposition pour la renvoyer."))
    else:
        messages.success(request, f"{fait} {_('Aucune adresse connue : personne n’est prévenu.')}")


def _renvoyer(request: HttpRequest, proposition: Proposition) -> HttpResponse:
    if not proposition.est_a_examiner and repondre(proposition=proposition):
        messages.success(request, _("La réponse est partie."))
    else:
        messages.error(request, _("La réponse n’a pas pu partir. Réessayez plus tard."))
    return HttpResponseRedirect(request.path)


def _contexte(
    ecran: ModelAdmin[Any], request: HttpRequest, proposition: Proposition, formulaire: ExamenForm, fiche: Fiche
) -> dict[str, Any]:
    meta = fiche._meta
    decide = ecran.has_change_permission(request, proposition)
    return {
        **ecran.admin_site.each_context(request),
        "title": _("Examiner une proposition"),
        "opts": ecran.opts,
        "proposition": proposition,
        "formulaire": formulaire,
        "champs": list(formulaire.champs()),
        "autres": Proposition.objects.autres_de(proposition) if decide else (),
        "fiche_url": reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[fiche.pk]),
        "decide": decide,
        "modifiable": decide and proposition.est_a_examiner,
    }
