"""What synthetic rows are made of: frequencies near those of the real directory, and plain sentences."""

from collectivites.models import TypeCollectivite
from programmes.models import Dispositif
from programmes.models.organisme import FormeJuridique

Type = TypeCollectivite

TYPES: dict[TypeCollectivite, int] = {
    Type.COMMUNAUTE_COMMUNES: 640,
    Type.COMMUNAUTE_AGGLOMERATION: 150,
    Type.COMMUNE: 90,
    Type.DEPARTEMENT: 60,
    Type.PETR: 30,
    Type.METROPOLE: 14,
    Type.SYNDICAT_MIXTE: 12,
    Type.COMMUNAUTE_URBAINE: 10,
    Type.REGION: 9,
    Type.EPT: 8,
}
POPULATIONS: dict[TypeCollectivite, int] = {
    Type.COMMUNAUTE_COMMUNES: 19_000,
    Type.COMMUNAUTE_AGGLOMERATION: 85_000,
    Type.COMMUNE: 2_500,
    Type.DEPARTEMENT: 540_000,
    Type.PETR: 60_000,
    Type.METROPOLE: 420_000,
    Type.SYNDICAT_MIXTE: 70_000,
    Type.COMMUNAUTE_URBAINE: 210_000,
    Type.REGION: 3_300_000,
    Type.EPT: 320_000,
}
FORMES: dict[FormeJuridique, int] = {
    FormeJuridique.ASSOCIATION: 70,
    FormeJuridique.SCIC: 9,
    FormeJuridique.SCOP: 8,
    FormeJuridique.COOPERATIVE: 4,
    FormeJuridique.ENTREPRISE_ESUS: 4,
    FormeJuridique.CAE: 2,
    FormeJuridique.MUTUELLE: 2,
    FormeJuridique.FONDATION: 1,
}
NATURES_AIDE: dict[Dispositif.NatureAide, int] = {
    Dispositif.NatureAide.SUBVENTION: 70,
    Dispositif.NatureAide.INGENIERIE: 10,
    Dispositif.NatureAide.PRET: 8,
    Dispositif.NatureAide.CONVENTION: 6,
    Dispositif.NatureAide.MISE_A_DISPOSITION: 4,
    Dispositif.NatureAide.PRISE_PARTICIPATION: 2,
}
INSTRUCTIONS: dict[Dispositif.Instruction, int] = {
    Dispositif.Instruction.APPEL_A_PROJETS: 45,
    Dispositif.Instruction.FIL_DE_LEAU: 35,
    Dispositif.Instruction.AMI: 10,
    Dispositif.Instruction.PERMANENT: 10,
}
SOUTIENS = (
    "Amorçage des projets collectifs",
    "Fonds des circuits de proximité",
    "Aide à l’emploi associatif",
    "Appel aux initiatives solidaires",
    "Bourse des jeunes coopératives",
    "Fonds du réemploi",
)
PROJETS = (
    "Ressourcerie",
    "Épicerie coopérative",
    "Garage solidaire",
    "Jardin partagé",
    "Atelier de réparation",
    "Café associatif",
    "Crèche coopérative",
    "Plateforme de covoiturage",
    "Conserverie d’insertion",
    "Habitat participatif",
)
ORIENTATIONS = (
    "Faire émerger des projets",
    "Accompagner la création d’emplois",
    "Acheter de façon responsable",
    "Faire connaître l’ESS",
    "Ouvrir des lieux partagés",
)
CHIFFRES = (
    ("Part de l’ESS dans l’emploi privé", "%", 12),
    ("Établissements employeurs de l’ESS", "", 450),
    ("Emplois de l’ESS", "", 5_200),
)
