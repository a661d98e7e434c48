const adresse = new URL("http://127.0.0.1:8000/api/v1/collectivites/");
// Un filtre répété garde l’une ou l’autre valeur ; « - » devant une valeur l’exclut.
adresse.search = new URLSearchParams([
  ["adherente", "true"],
  ["region", "53"],
  ["region", "44"],
  ["type", "-commune"],
]);
const reponse = await fetch(adresse);
if (!reponse.ok) throw new Error((await reponse.json()).detail);
for (const collectivite of (await reponse.json()).resultats) {
  console.log(collectivite.nom, collectivite.type_libelle);
}
