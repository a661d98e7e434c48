const adresse = new URL("http://127.0.0.1:8000/api/v1/dispositifs/");
adresse.search = new URLSearchParams({ etat: "ouvert", taille: 5 });
const reponse = await fetch(adresse);
if (!reponse.ok) throw new Error((await reponse.json()).detail);
const page = await reponse.json();
console.log(page.total, "dispositifs ouverts");
for (const dispositif of page.resultats) console.log(dispositif.titre, dispositif.url);
