const projets = [];
let adresse = "http://127.0.0.1:8000/api/v1/projets/?curseur=*&taille=200&champs=uid,nom";
while (adresse) {
  const reponse = await fetch(adresse);
  if (!reponse.ok) throw new Error((await reponse.json()).detail);
  const page = await reponse.json();
  projets.push(...page.resultats);
  adresse = page.suivante;
}
console.log(projets.length, "projets");
