"""One address of each type of public page, with what a full sheet, a bare one and a very long name do to it."""

from __future__ import annotations

from collectivites.models import Commune
from programmes.models import Organisme, Thematique
from publication.alertes.jetons import Usage, signer
from publication.editions.editer import editer
from publication.models import Publication
from tests import factories as f
from tests.monde_public import creer_un_monde_complet

NOM_TRES_LONG = (
    "Communauté de communes des Monts, Vallées et Grands Plateaux de l’Arrière-Pays "
    "de Saint-Christophe-en-Bazelle-lès-Hautes-Rivières-et-Environs"
)
LISTES = ("collectivites", "politiques", "dispositifs", "projets", "ressources")
CARTES = ("/collectivites/?vue=carte&figure=part", "/projets/?vue=carte&mailles=departements&figure=montant")


def creer_les_pages() -> list[str]:
    """Create what the pages show, and return their addresses."""
    f.RegionFactory(code="44", nom="Grand Est")
    collectivite = creer_un_monde_complet()
    nue = f.CollectiviteFactory(publie=True, nom=NOM_TRES_LONG, slug="nom-tres-long")
    retiree = f.CollectiviteFactory(retire=True)
    territoires = [collectivite.region.get_absolute_url(), collectivite.departement.get_absolute_url()]
    editer()
    un_de_chaque = (Thematique.objects.first(), Organisme.objects.cites().first())
    return [
        *("/", "/regions/", "/a-propos/", "/chiffres/", "/flux/", "/thematiques/", "/organismes/", "/subventions/"),
        *("/donnees/", "/donnees/dictionnaire/", "/api/"),
        *(f"/{nom}/" for nom in LISTES),
        *("/collectivites/?vue=tableau", "/collectivites/?type=-region&type=commune", "/projets/?vue=tableau", *CARTES),
        *("/collectivites/?tri=faux", "/collectivites/?q=xyzzy", "/subventions/?q=xyzzy"),
        *("/recherche/", "/recherche/?q=épicerie", "/recherche/?q=xyzzy"),
        *(publication.get_absolute_url() for publication in Publication.objects.vivantes()),
        *(page.get_absolute_url() for page in un_de_chaque if page is not None),
        *(adresse for territoire in territoires for adresse in (territoire, f"{territoire}document/")),
        *("/ma-commune/", "/ma-commune/?q=zzz", *(f"/ma-commune/{une.pk}/" for une in Commune.objects.all()[:1])),
        *("/collectivites/comparer/", f"/collectivites/comparer/?c={collectivite.slug}&c={nue.slug}"),
        *(f"/signaler/collectivite/{collectivite.slug}/{fin}" for fin in ("", "merci/")),
        *_alertes(),
        *("/rien-ici/", retiree.get_absolute_url()),
        *("/en/", "/en/collectivites/", f"/en{collectivite.get_absolute_url()}"),
    ]


def _alertes() -> list[str]:
    alerte = f.AlerteFactory(confirmee=True)
    liens = {"confirmer": Usage.CONFIRMER, "arreter": Usage.DESABONNER, "les-miennes": Usage.GERER}
    return [
        "/alertes/",
        "/alertes/collectivites/?type=region",
        "/alertes/recherche/?q=commerce",
        "/alertes/retrouver/",
        "/alertes/envoye/",
        "/alertes/confirmer/faux/",
        *(f"/alertes/{ecran}/{signer(alerte, usage)}/" for ecran, usage in liens.items()),
    ]
