"""Fields of the sheets of this floor whose change anyone outside the team may propose, in the reader's order."""

POLITIQUE = (
    *("titre", "resume", "debut", "fin", "panorama", "moyens", "programme"),
    *("gouvernance", "gouvernance_detail", "source", "source_url"),
)
DISPOSITIF = (
    *("titre", "resume", "nature_aide", "mode", "instruction", "objectifs", "cibles", "eligibilite", "modalites"),
    *("moyens", "evaluation", "montant_min", "montant_max", "montant_par_beneficiaire", "enveloppe_annuelle"),
    *("enveloppe_totale", "taux", "beneficiaires_par_an", "beneficiaires_total", "ouverture_le", "cloture_le"),
    *("territoires", "exclusions", "page_officielle", "source"),
)
PROJET = ("nom", "resume", "description", "lieu", "debut", "fin", "emplois", "personnes", "source")
RESSOURCE = (
    *("titre", "resume", "texte", "auteurs", "lieu", "debut", "fin", "parue_le", "mise_a_jour_le", "lien", "source"),
)
