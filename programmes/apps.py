"""The programmes floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from publication.natures import registre
from publication.recherche import sources
from publication.vocabulaires import fournir

SERIALISEURS = "programmes.api.serializers"


class ProgrammesConfig(AppConfig):
    """Policies, schemes, projects, grants, organisations, themes, resources."""

    name = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Declare the natures of this floor, and what it teaches to search."""
        from programmes import doublons
        from programmes.accueil import taches
        from programmes.fichiers import inscrire
        from programmes.models import Dispositif, Organisme, Politique, Projet, Ressource, Thematique
        from programmes.perimetres import declarer
        from programmes.recherche import proches, suggestions, synonymes, voisins
        from publication import plan_du_site
        from publication.accueil import bureau

        sources.inscrire(self.name, synonymes=synonymes, voisins=voisins, suggestions=suggestions, proches=proches)
        from programmes.models.thematique import noms_des_thematiques

        fournir("thematiques", noms_des_thematiques)
        plan_du_site.declarer("thematiques", lambda: Thematique.objects.order_by("slug"))
        plan_du_site.declarer("organismes", lambda: Organisme.objects.cites().only("nom", "uid"))
        declarer()
        inscrire()
        doublons.inscrire()
        bureau.taches.append(taches)
        for modele in (Politique, Dispositif, Projet, Ressource):
            registre.inscrire(
                modele,
                serialiseur=f"{SERIALISEURS}.{modele.__name__}Serializer",
                filtre=f"programmes.filters.{modele.__name__}Filter",
                liste=f"programmes:{modele.nature.value}s",
            )
