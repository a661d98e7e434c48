async function telecharger(nom) {
  const reponse = await fetch(`http://127.0.0.1:8000/donnees/fichiers/${nom}`);
  // 503 : aucun export n’est servi en ce moment, Retry-After dit quand revenir.
  if (!reponse.ok) throw new Error(`${nom} : ${reponse.status}`);
  return reponse.arrayBuffer();
}

const contenu = await telecharger("collectivites.csv");
const sommes = new TextDecoder().decode(await telecharger("SHA256SUMS"));
const empreinte = new Uint8Array(await crypto.subtle.digest("SHA-256", contenu));
const somme = Array.from(empreinte, (octet) => octet.toString(16).padStart(2, "0")).join("");
if (!sommes.split("\n").includes(`${somme}  collectivites.csv`)) throw new Error("Le fichier reçu n’est pas le bon.");
console.log("collectivites.csv: OK");
