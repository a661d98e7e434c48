const API = "http://127.0.0.1:8000/api/v1";

async function lire(chemin, parametres) {
  const reponse = await fetch(`${API}/${chemin}?${new URLSearchParams(parametres)}`);
  if (!reponse.ok) throw new Error((await reponse.json()).detail);
  return reponse.json();
}

// Trois champs seulement, les fiches modifiées en dernier d’abord.
const page = await lire("projets/", { champs: "uid,nom,url", tri: "-modifiee_le", taille: 3 });
for (const projet of page.resultats) console.log(projet.nom, projet.url);
// Une fiche, et à côté celles qui lui sont liées.
const fiche = await lire("collectivites/pays-exemple/", { champs: "uid,nom", inclure: "politiques,dispositifs" });
console.log(fiche.nom, fiche.inclus.total, "fiches liées");
for (const liee of fiche.inclus.resultats) console.log(liee.nature, liee.titre);
