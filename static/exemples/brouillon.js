const BROUILLONS = "http://127.0.0.1:8000/api/v1/brouillons/";

async function ecrire(adresse, methode, corps, entetes = {}) {
  const reponse = await fetch(adresse, {
    method: methode,
    headers: { Authorization: `Bearer ${process.env.JETON}`, "Content-Type": "application/json", ...entetes },
    body: corps && JSON.stringify(corps),
  });
  if (!reponse.ok) throw new Error((await reponse.json()).detail);
  return reponse;
}

// Créer un brouillon, et garder son adresse et sa version.
const champs = { titre: "Aide au démarrage", nature_aide: "subvention", instruction: "permanent" };
const cree = await ecrire(BROUILLONS, "POST", { nature: "dispositif", champs });
const adresse = new URL(cree.headers.get("Location"), BROUILLONS);

// Le compléter, si personne ne l’a modifié entre-temps.
await ecrire(adresse, "PATCH", { champs: { montant_max: "15000" } }, { "If-Match": cree.headers.get("ETag") });

// Demander la relecture à l’équipe.
const relu = await (await ecrire(new URL("relecture/", adresse), "POST")).json();
console.log(relu.titre, relu.statut);
