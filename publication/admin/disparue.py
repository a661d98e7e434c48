"""A record deleted while someone had its form open: what was typed is shown, and can be put back with the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publication.admin.formulaires import montrer
from publication.models.historique import histoire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from publication.admin.formulaires import Formulaires
    from publication.fusion import Etat

RETABLIR = "_retablir"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saisie:
    """Something that was typed, and whether it differs from what the form was opened with."""

    libelle: str
    texte: str
    est_nouvelle: bool


class DisparueMixin:
    """Screens that lose no text when what they edit was deleted meanwhile."""

    model: Any
    opts: Any
    admin_site: Any

    def rendre_la_saisie(
        self, request: HttpRequest, cle: str, formulaires: Formulaires, origine: Etat, envoyees: list[tuple[str, Any]]
    ) -> HttpResponse:
        """Show what was typed; ``envoyees`` are the fields to send again when the record may come back."""
        fin = histoire(self.model).filter(**{self.opts.pk.attname: cle}).select_related("history_user").first()
        retablissable = self.se_retablit(request, cle)
        contexte = {
            **self.admin_site.each_context(request),
            "title": _("Supprimé pendant que vous l’écriviez"),
            "opts": self.opts,
            "fin": fin if retablissable else None,
            "saisies": list(_saisies(formulaires, request, origine)),
            "fichiers": [request.FILES.getlist(nom)[-1].name for nom in request.FILES],
            "envoyees": envoyees if retablissable else (),
            "retablissable": retablissable,
        }
        return TemplateResponse(request, "admin/publication/disparue.html", contexte, status=410)

    def retablir_si_demande(self, request: HttpRequest, cle: str) -> Any:
        """Bring the record back when the button asks for it; ``None`` when it does not come back."""
        ecran: Any = self
        demande = RETABLIR in request.POST and self.se_retablit(request, cle)
        if not demande or not ecran.faire(request, lambda: ecran.retablir(request, int(cle))):
            return None
        return ecran.get_object(request, cle)

    def se_retablit(self, request: HttpRequest, cle: str) -> bool:
        """Whether this account may bring the record back: it was deleted, and its history can be written again."""
        ecran: Any = self
        if not cle.isdecimal() or not ecran.peut_restaurer(request, None):
            return False
        return not self.model._base_manager.filter(pk=cle).exists() and (
            histoire(self.model).filter(**{self.opts.pk.attname: cle, "history_type": "-"}).exists()
        )


def _saisies(formulaires: Formulaires, request: HttpRequest, origine: Etat) -> Iterator[Saisie]:
    """Fields of the record, then a line for each row of its parts."""
    etat = formulaires.etat_envoye(request, origine)
    for nom, champ in formulaires.champs.items():
        if valeur := etat.champs[nom]:
            yield Saisie(
                libelle=capfirst(str(champ.label or nom)),
                texte=montrer(champ, valeur),
                est_nouvelle=valeur != origine.champs.get(nom, ()),
            )
    for nom, partie in formulaires.parties.items():
        for cle, ligne in etat.lignes[nom].items():
            dits = [(c.label or n, montrer(c, ligne[n])) for n, c in partie.champs.items() if ligne.get(n)]
            if dits:
                yield Saisie(
                    libelle=partie.nom,
                    texte="\n".join(f"{capfirst(str(libelle))} : {texte}" for libelle, texte in dits),
                    est_nouvelle=ligne != origine.lignes.get(nom, {}).get(cle),
                )
