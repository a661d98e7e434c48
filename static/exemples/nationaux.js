const SUBVENTIONS = "http://127.0.0.1:8000/api/v1/subventions";
const collectivite = "pays-exemple";

// Combien de subventions le fichier national contient chaque année ; l’année, si on peut l’écrire.
const bilan = await fetch(`${SUBVENTIONS}/scdl/bilan/?${new URLSearchParams({ collectivite })}`);
if (!bilan.ok) throw new Error((await bilan.json()).detail);
for (const { annee, completes, total } of await bilan.json()) {
  console.log(annee, completes, "sur", total);
  if (completes) {
    const fichier = await fetch(`${SUBVENTIONS}/scdl.csv?${new URLSearchParams({ collectivite, annee })}`);
    if (!fichier.ok) throw new Error((await fichier.json()).detail);
    console.log((await fichier.text()).split("\n")[0]);
  }
}
