"""Records that belong to an authority, of every model that has a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests import factories as f

if TYPE_CHECKING:
    from collections.abc import Callable

    from collectivites.models import Collectivite, Utilisateur


def projet(collectivite: Collectivite) -> Any:
    """A draft project that the authority alone funds."""
    fait = f.ProjetFactory()
    f.SubventionFactory(projet=fait, collectivite=collectivite)
    return fait


def organisme(collectivite: Collectivite) -> Any:
    return f.PartenariatFactory(dispositif=f.DispositifFactory(collectivite=collectivite)).organisme or (
        f.SubventionFactory(collectivite=collectivite, projet=None, beneficiaire=f.OrganismeFactory()).beneficiaire
    )


def de_la_politique(fabrique: Any) -> Callable[[Collectivite, Utilisateur], Any]:
    return lambda collectivite, _compte: fabrique(politique=f.PolitiqueFactory(collectivite=collectivite))


SIENS: dict[str, Callable[[Any, Any], Any]] = {
    "collectivites.Adhesion": lambda c, _u: f.AdhesionFactory(collectivite=c),
    "collectivites.Collectivite": lambda c, _u: c,
    "collectivites.Consentement": lambda c, _u: f.ConsentementFactory(contact=f.ContactFactory(collectivite=c)),
    "collectivites.Contact": lambda c, _u: f.ContactFactory(collectivite=c),
    "programmes.Action": de_la_politique(f.ActionFactory),
    "programmes.Budget": de_la_politique(f.BudgetFactory),
    "programmes.ChiffreCle": de_la_politique(f.ChiffreCleFactory),
    "programmes.Dispositif": lambda c, _u: f.DispositifFactory(collectivite=c),
    "programmes.Effectif": de_la_politique(f.EffectifFactory),
    "programmes.Engagement": de_la_politique(f.EngagementFactory),
    "programmes.ImageProjet": lambda c, _u: f.ImageProjetFactory(projet=projet(c)),
    "programmes.Organisme": lambda c, _u: organisme(c),
    "programmes.Orientation": de_la_politique(f.OrientationFactory),
    "programmes.Partenariat": lambda c, _u: f.PartenariatFactory(dispositif=f.DispositifFactory(collectivite=c)),
    "programmes.Politique": lambda c, _u: f.PolitiqueFactory(collectivite=c),
    "programmes.Projet": lambda c, _u: projet(c),
    "programmes.Subvention": lambda c, _u: f.SubventionFactory(collectivite=c, projet=f.ProjetFactory()),
    "publication.Lot": lambda _c, u: f.LotFactory(fait_par=u),
    "publication.Proposition": lambda _c, u: f.PropositionFactory(auteur=u),
    "publication.VueEnregistree": lambda _c, u: f.VueEnregistreeFactory(compte=u, est_partagee=False),
}
"""For each model of the perimeter, a record of an authority, its sheet a draft."""
