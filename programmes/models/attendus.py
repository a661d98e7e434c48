"""What readers expect of the sheets of this floor, and how much."""

from publication.models import attendre

DE_POLITIQUE = attendre(
    resume=3,
    debut=1,
    panorama=2,
    moyens=1,
    budgets=3,
    effectifs=2,
    programme=2,
    orientations=2,
    actions=2,
    chiffres=1,
    gouvernance=1,
    thematiques=1,
    contacts=2,
    source__source_url=2,
)
DE_DISPOSITIF = attendre(
    resume=3,
    objectifs=1,
    cibles=2,
    eligibilite=2,
    modalites=2,
    montant_max__montant_par_beneficiaire__montant_min__taux=2,
    enveloppe_annuelle__enveloppe_totale=1,
    page_officielle=2,
    thematiques=1,
    contacts=2,
    source=1,
)
DE_PROJET = attendre(
    resume=3,
    description=2,
    organisme=2,
    commune__lieu=2,
    debut=1,
    subventions=3,
    thematiques=1,
    chiffres__emplois__personnes=1,
    images=1,
    source=1,
)
DE_RESSOURCE = attendre(
    resume=3,
    texte__lien__pieces__interventions=3,
    auteurs=1,
    parue_le__debut=1,
    thematiques=1,
    collectivites__politiques__dispositifs__projets=2,
    source=1,
)
