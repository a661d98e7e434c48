"""The authorities floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from publication.natures import registre
from publication.recherche import sources
from publication.vocabulaires import fournir


class CollectivitesConfig(AppConfig):
    """Territories, authorities, memberships, contacts, accounts."""

    name = "collectivites"
    verbose_name = _("Collectivités")

    def ready(self) -> None:
        """Declare the natures of this floor, and what it teaches to search."""
        from collectivites import couverture, doublons
        from collectivites.accueil import taches
        from collectivites.actions.demandes import DemanderMiseAJour
        from collectivites.actions.mandats import SUR_LES_MANDATS
        from collectivites.fichiers import inscrire
        from collectivites.models import Collectivite, Departement, Region
        from collectivites.models.territoire import noms_des_regions
        from collectivites.perimetres import declarer
        from collectivites.recherche import lieux, proches, suggestions, voisins
        from publication import plan_du_site
        from publication.accueil import bureau
        from publication.actions.lots import gestes
        from publication.editions.jeux import sommaire
        from publication.integration import fabriques

        sources.inscrire(self.name, lieux=lieux, voisins=voisins, suggestions=suggestions, proches=proches)
        registre.inscrire(
            Collectivite,
            serialiseur="collectivites.api.serializers.CollectiviteSerializer",
            filtre="collectivites.filters.CollectiviteFilter",
            liste="collectivites:collectivites",
        )
        fournir("regions", noms_des_regions)
        plan_du_site.declarer("regions", lambda: Region.objects.de_plein_exercice().order_by("slug"))
        plan_du_site.declarer("departements", lambda: Departement.objects.de_plein_exercice().order_by("slug"))
        fabriques["collectivites:region"] = "collectivites.views_integration.integration_du_slug"
        declarer()
        inscrire()
        doublons.inscrire()
        gestes.inscrire(DemanderMiseAJour(), *SUR_LES_MANDATS)
        for nom, titre, vue in (
            ("collectivites", _("Collectivités"), "CollectiviteViewSet"),
            ("regions", _("Régions"), "RegionViewSet"),
            ("departements", _("Départements"), "DepartementViewSet"),
            ("communes", _("Communes"), "CommuneViewSet"),
        ):
            sommaire.inscrire(nom, titre, f"collectivites.api.views.{vue}")
        bureau.taches.append(taches)
        bureau.graphiques.append(couverture.couverture)
        bureau.raccourcis.append(couverture.raccourcis)
