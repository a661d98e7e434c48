"""What the maps of the natures of this floor can be shaded by."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from collectivites.carte_liste import CarteDeListe, fiches, montant, part

CARTE_DES_POLITIQUES = CarteDeListe(
    points="programmes:politiques_carte",
    adherentes=_("Portées par une adhérente"),
    adherente=_("portée par une adhérente"),
    figures=(
        fiches(_("Politiques"), _("Nombre de politiques de la liste, là où est la collectivité qui les porte.")),
        montant(_("Budgets"), _("Somme du dernier budget connu des politiques de la liste.")),
        part(_("Part portée par des adhérentes"), _("Part des politiques de la liste que porte une adhérente.")),
    ),
)
CARTE_DES_DISPOSITIFS = CarteDeListe(
    points="programmes:dispositifs_carte",
    adherentes=_("Portés par une adhérente"),
    adherente=_("porté par une adhérente"),
    figures=(
        fiches(_("Dispositifs"), _("Nombre de dispositifs de la liste, là où est la collectivité qui les porte.")),
        part(_("Part portée par des adhérentes"), _("Part des dispositifs de la liste que porte une adhérente.")),
    ),
)
CARTE_DES_PROJETS = CarteDeListe(
    points="programmes:projets_carte",
    adherentes=_("Soutenus par une adhérente"),
    adherente=_("soutenu par une adhérente"),
    figures=(
        fiches(_("Projets soutenus"), _("Nombre de projets de la liste, là où ils ont lieu.")),
        montant(_("Montants accordés"), _("Somme des montants accordés connus, tous financeurs publiés confondus.")),
        part(_("Part soutenue par des adhérentes"), _("Part des projets de la liste que soutient une adhérente.")),
    ),
)
