"""The programmes floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from publication.natures import registre
from publication.recherche import sources
from publication.vocabulaires import fournir

SERIALISEURS = "programmes.api.serializers"
SCDL = "https://gitlab.com/opendatafrance/scdl/subventions/raw/v2.1.1/schema.json"
AIDE = "https://github.com/etalab/schema-dispositif-aide/raw/v0.2.0/build/dispositif-aide/schema.json"


class ProgrammesConfig(AppConfig):
    """Policies, schemes, projects, grants, organisations, themes, resources."""

    name = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Declare the natures of this floor, and what it teaches to search."""
        from programmes import doublons
        from programmes.accueil import taches
        from programmes.actions.lots import SUR_LES_THEMATIQUES
        from programmes.fichiers import inscrire
        from programmes.models import Dispositif, Organisme, Politique, Projet, Ressource, Thematique
        from programmes.perimetres import declarer
        from programmes.recherche import proches, suggestions, synonymes, voisins
        from programmes.soutiens import compter_les_soutiens
        from publication import plan_du_site, soutiens
        from publication.accueil import bureau
        from publication.actions.lots import gestes
        from publication.editions.jeux import sommaire

        sources.inscrire(self.name, synonymes=synonymes, voisins=voisins, suggestions=suggestions, proches=proches)
        from programmes.models.thematique import noms_des_thematiques

        fournir("thematiques", noms_des_thematiques)
        plan_du_site.declarer("thematiques", lambda: Thematique.objects.order_by("slug"))
        plan_du_site.declarer("organismes", lambda: Organisme.objects.cites().only("nom", "uid"))
        soutiens.inscrire(compter_les_soutiens)
        declarer()
        inscrire()
        doublons.inscrire()
        gestes.inscrire(*SUR_LES_THEMATIQUES)
        bureau.taches.append(taches)
        for nom, titre, vue in (
            ("politiques", _("Politiques ESS"), "views.PolitiqueViewSet"),
            ("dispositifs", _("Dispositifs"), "views.DispositifViewSet"),
            ("projets", _("Projets soutenus"), "views.ProjetViewSet"),
            ("ressources", _("Ressources"), "views.RessourceViewSet"),
            ("subventions", _("Subventions"), "views_listes.SubventionViewSet"),
            ("organismes", _("Organismes"), "views_listes.OrganismeViewSet"),
            ("thematiques", _("Thématiques"), "views.ThematiqueViewSet"),
        ):
            sommaire.inscrire(nom, titre, f"programmes.api.{vue}")
        for nom, titre, fonction, norme in (
            ("subventions-scdl.csv", _("Subventions, fichier national (SCDL 2.1.1)"), "toutes_les_subventions", SCDL),
            (
                "dispositif-aide.csv",
                _("Dispositifs, fichier national (dispositif-aide 0.2.0)"),
                "tous_les_dispositifs",
                AIDE,
            ),
        ):
            sommaire.inscrire_fichier(nom, titre, f"programmes.nationaux.{fonction}", norme=norme)
        for modele in (Politique, Dispositif, Projet, Ressource):
            registre.inscrire(
                modele,
                serialiseur=f"{SERIALISEURS}.{modele.__name__}Serializer",
                filtre=f"programmes.filters.{modele.__name__}Filter",
                liste=f"programmes:{modele.nature.value}s",
            )
