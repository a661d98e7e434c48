const copie = new Map(); // à garder avec la révision d’une fois sur l’autre
let revision = 0;
let adresse = `http://127.0.0.1:8000/api/v1/changements/?depuis=${revision}&limite=500`;
while (adresse) {
  const reponse = await fetch(adresse);
  if (!reponse.ok) throw new Error((await reponse.json()).detail);
  const page = await reponse.json();
  for (const { uid, document } of page.changements) {
    if (document === null) copie.delete(uid); // retirée, ou remplacée par « remplacee_par »
    else copie.set(uid, document);
  }
  revision = page.curseur;
  adresse = page.suivante;
}
console.log(copie.size, "fiches, révision", revision);
