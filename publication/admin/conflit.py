"""Two people on the same record: the second save is refused, and the three versions are compared field by field.

When the record was deleted meanwhile, what was typed is given back (``publication.admin.disparue``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core import signing
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publication.actions import verrouiller_revisions
from publication.admin.disparue import RETABLIR, DisparueMixin
from publication.admin.formulaires import Formulaires, Partie, montrer
from publication.fusion import Cas, Difference, Etat, differences, est_un_conflit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest, HttpResponse, QueryDict

    from publication.fusion import Ligne

CHAMP_ORIGINE = "_origine"
CHOIX = "_choix."
SANS_CONFLIT = frozenset({"_apercu"})
"""Buttons that write nothing."""
SEL = "publication.admin.conflit"
A_NOUVEAU = frozenset({"csrfmiddlewaretoken", CHAMP_ORIGINE, RETABLIR})
"""What the comparison does not send back as it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparaison:
    """A line of the comparison, as people read it."""

    nom: str
    libelle: str
    cas: Cas
    origine: str
    leur: str
    mienne: str


class ConflitMixin(DisparueMixin):
    """Screens whose forms carry what they were opened with, and refuse to undo what was saved since."""

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Put in the form what it is opened with; a form shown again keeps what it was first opened with."""
        if context.get("original") is not None and self.has_change_permission(request, context["original"]):  # type: ignore[attr-defined]
            context["origine"] = request.POST.get(CHAMP_ORIGINE) or self._origine_affichee(request, context)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]  # ModelAdmin has it

    def _origine_affichee(self, request: HttpRequest, context: dict[str, Any]) -> str:
        parties = [
            Partie(lignes.formset, lignes.opts.opts.verbose_name)
            for lignes in context["inline_admin_formsets"]
            if lignes.has_change_permission
        ]
        return signer(Formulaires(context["adminform"].form, parties).etat())

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Compare instead of saving when somebody else saved since the form was opened."""
        suite: Any = super().changeform_view  # type: ignore[misc]  # ModelAdmin has it
        ecrit = request.method == "POST" and not request.POST.keys() & SANS_CONFLIT
        if not ecrit or object_id is None or CHAMP_ORIGINE not in request.POST:
            reponse: HttpResponse = suite(request, object_id, form_url, extra_context)
            return reponse
        with transaction.atomic():
            verrouiller_revisions()
            comparaison = self._comparer(request, unquote(object_id))
            return comparaison or suite(request, object_id, form_url, extra_context)

    def _comparer(self, request: HttpRequest, cle: str) -> HttpResponse | None:
        ecran: Any = self
        objet = ecran.get_object(request, cle) or self.retablir_si_demande(request, cle)
        if not ecran.has_change_permission(request, objet):
            return None
        if objet is None:
            origine = lire(request.POST[CHAMP_ORIGINE])
            envoyees = [(CHAMP_ORIGINE, request.POST[CHAMP_ORIGINE]), *envoyees_de(request.POST)]
            return self.rendre_la_saisie(request, cle, self._formulaires(request, None), origine, envoyees)
        formulaires = self._formulaires(request, objet)
        origine, leur = lire(request.POST[CHAMP_ORIGINE]), formulaires.etat()
        trouvees = differences(origine=origine, leur=leur, mien=formulaires.etat_envoye(request, origine))
        choix = choix_de(request.POST)
        if choix:
            fusionner(request, formulaires, trouvees, choix)
            trouvees = differences(origine=origine, leur=leur, mien=formulaires.etat_envoye(request, origine))
        if not est_un_conflit(trouvees):
            return None
        contexte = {
            **self.admin_site.each_context(request),
            "title": _("Quelqu’un d’autre a enregistré avant vous"),
            "subtitle": str(objet),
            "opts": self.opts,
            "original": objet,
            "derniere": objet.history.select_related("history_user").first(),
            "origine": signer(leur),
            "comparaisons": [comparer(formulaires, difference) for difference in trouvees],
            "fichiers": [(nom, request.FILES.getlist(nom)[-1].name) for nom in request.FILES],
            "envoyees": envoyees_de(request.POST),
        }
        return TemplateResponse(request, "admin/publication/conflit.html", contexte, status=409)

    def _formulaires(self, request: HttpRequest, objet: Any) -> Formulaires:
        """The forms as a first visit would show them now; empty without a record."""
        ecran: Any = self
        champs = flatten_fieldsets(ecran.get_fieldsets(request, objet))
        formulaire = ecran.get_form(request, objet, change=True, fields=champs)(instance=objet or self.model())
        return Formulaires(formulaire, self._parties(request, objet))

    def _parties(self, request: HttpRequest, objet: Any) -> Iterator[Partie]:
        ecran: Any = self
        prefixes: dict[str, int] = {}
        for classe, part in ecran.get_formsets_with_inlines(request, objet):
            prefixe = classe.get_default_prefix()
            prefixes[prefixe] = prefixes.get(prefixe, 0) + 1
            if prefixes[prefixe] > 1:
                prefixe = f"{prefixe}-{prefixes[prefixe]}"
            if part.has_change_permission(request, objet):
                parametres = ecran.get_formset_kwargs(request, objet or self.model(), part, prefixe)
                for envoye in ("data", "files", "save_as_new"):
                    parametres.pop(envoye, None)
                yield Partie(classe(**parametres), part.opts.verbose_name)


def signer(etat: Etat) -> str:
    """Write a version so that a form can carry it."""
    return signing.dumps(etat.en_json(), salt=SEL, compress=True)


def lire(texte: str) -> Etat:
    """Version that a form carries; unknown, so that everything is asked, when its signature is not ours."""
    try:
        return Etat.de_json(signing.loads(texte, salt=SEL))
    except signing.BadSignature:
        return Etat()


def choix_de(envoye: QueryDict) -> dict[str, str]:
    """Side chosen for each difference."""
    return {nom.removeprefix(CHOIX): str(valeur) for nom, valeur in envoye.items() if nom.startswith(CHOIX)}


def envoyees_de(envoye: QueryDict) -> list[tuple[str, Any]]:
    """Fields to send back as they came."""
    return [
        (nom, valeur)
        for nom, valeurs in envoye.lists()
        for valeur in valeurs
        if nom not in A_NOUVEAU and not nom.startswith(CHOIX)
    ]


def comparer(formulaires: Formulaires, difference: Difference) -> Comparaison:
    """Write a difference for people."""
    partie = formulaires.parties.get(difference.partie)
    champs = partie.champs if partie else formulaires.champs
    versions = (difference.leur, difference.mienne, difference.origine)
    if difference.champ:
        champ = champs[difference.champ]
        textes = [montrer(champ, version) for version in versions]
        libelle = str(capfirst(str(champ.label or difference.champ)))
    else:
        textes = [_montrer_la_ligne(champs, version) for version in versions]
        libelle = _("Ligne entière")
    entetes = (
        [partie.nommer(difference.cle, *(v for v in versions if isinstance(v, dict))), libelle] if partie else [libelle]
    )
    leur, mienne, origine = textes
    return Comparaison(
        nom=f"{CHOIX}{difference.nom}",
        libelle=" · ".join(entetes),
        cas=difference.cas,
        origine=origine,
        leur=leur,
        mienne=mienne,
    )


def _montrer_la_ligne(champs: dict[str, Any], ligne: Ligne | None) -> str:
    if ligne is None:
        return _("(absente)")
    dits = ((champ.label or nom, montrer(champ, ligne[nom])) for nom, champ in champs.items() if ligne.get(nom))
    return "\n".join(f"{capfirst(str(libelle))} : {texte}" for libelle, texte in dits)


def fusionner(
    request: HttpRequest, formulaires: Formulaires, trouvees: Iterable[Difference], choix: dict[str, str]
) -> None:
    """Write the sides chosen into the request, as if they had been typed."""
    envoye, fichiers = request.POST.copy(), request.FILES.copy()
    leurs = [difference for difference in trouvees if choix.get(difference.nom) == Cas.EUX]
    for difference in leurs:
        if not difference.partie:
            _poser(envoye, formulaires.champs[difference.champ], difference.champ, difference.leur)
            fichiers.pop(difference.champ, None)
    for nom, partie in formulaires.parties.items():
        _Rangement(partie, envoye, fichiers).ranger([d for d in leurs if d.partie == nom], partie.total(request))
    request.POST, request._files = envoye, fichiers  # type: ignore[assignment, attr-defined]  # where FILES reads them


def _poser(envoye: QueryDict, champ: Any, nom: str, valeur: tuple[str, ...]) -> None:
    """Put a value where its field reads it."""
    if hasattr(champ.widget, "widgets"):
        for rang in range(len(champ.widget.widgets)):
            envoye[f"{nom}_{rang}"] = valeur[rang] if valeur else ""
    else:
        envoye.setlist(nom, list(valeur))


class _Rangement:
    """The rows of a part of a request, put in order again: those that the base has first, then the new ones."""

    def __init__(self, partie: Partie, envoye: QueryDict, fichiers: Any) -> None:
        self.partie = partie
        self.envoye = envoye
        self.fichiers = fichiers
        self.prefixe = partie.jeu.prefix
        self.stockees = {str(f.instance.pk) for f in partie.jeu.initial_forms}

    def ranger(self, leurs: list[Difference], total: int) -> None:
        """Take the rows out, change what was chosen, and write them back with consecutive numbers."""
        lignes = self._sortir(total)
        for difference in leurs:
            self._prendre_la_leur(lignes, difference)
        for cle in self.stockees - set(lignes):
            lignes[cle] = {self.partie.cle: [cle], "DELETE": ["on"]}
        connues = [ligne for cle, ligne in lignes.items() if cle in self.stockees]
        nouvelles = [ligne for cle, ligne in lignes.items() if cle not in self.stockees]
        for ligne in nouvelles:
            ligne[self.partie.cle] = [""]
        for rang, ligne in enumerate([*connues, *nouvelles]):
            for nom, valeur in ligne.items():
                self._ecrire(f"{self.prefixe}-{rang}-{nom}", valeur)
        self.envoye[f"{self.prefixe}-TOTAL_FORMS"] = str(len(lignes))
        self.envoye[f"{self.prefixe}-INITIAL_FORMS"] = str(len(connues))

    def _sortir(self, total: int) -> dict[str, dict[str, Any]]:
        lignes: dict[str, dict[str, Any]] = {}
        motif = re.compile(rf"{re.escape(self.prefixe)}-(\d+)-(.+)")
        brutes: dict[int, dict[str, Any]] = {rang: {} for rang in range(total)}
        for source in (self.envoye, self.fichiers):
            for nom in list(source):
                trouve = motif.fullmatch(nom)
                if trouve and int(trouve[1]) in brutes:
                    valeurs = source.getlist(nom)
                    del source[nom]
                    brutes[int(trouve[1])][trouve[2]] = valeurs
        for rang, brute in brutes.items():
            cle = next(iter(brute.get(self.partie.cle, [])), "") or f"+{rang}"
            lignes[cle] = brute
        return {cle: ligne for cle, ligne in lignes.items() if "DELETE" not in ligne}

    def _prendre_la_leur(self, lignes: dict[str, dict[str, Any]], difference: Difference) -> None:
        if difference.champ:
            self._completer(lignes[difference.cle], {difference.champ: difference.leur})
        elif difference.leur is None:
            lignes.pop(difference.cle, None)
        else:
            lignes[difference.cle] = {self.partie.cle: [difference.cle]}
            self._completer(lignes[difference.cle], difference.leur)

    def _completer(self, ligne: dict[str, Any], valeurs: Ligne) -> None:
        for nom, valeur in valeurs.items():
            champ = self.partie.champs[nom]
            if hasattr(champ.widget, "widgets"):
                ligne |= {
                    f"{nom}_{rang}": [valeur[rang] if valeur else ""] for rang in range(len(champ.widget.widgets))
                }
            else:
                ligne[nom] = list(valeur)

    def _ecrire(self, nom: str, valeurs: list[Any]) -> None:
        cible = self.fichiers if any(hasattr(valeur, "chunks") for valeur in valeurs) else self.envoye
        cible.setlist(nom, valeurs)
