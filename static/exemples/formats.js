// Un document par ligne : toute la liste, en un fichier.
const reponse = await fetch("http://127.0.0.1:8000/api/v1/dispositifs/?etat=ouvert&format=jsonl");
if (!reponse.ok) throw new Error((await reponse.json()).detail);
const lignes = (await reponse.text()).split("\n").filter(Boolean);
for (const ligne of lignes) console.log(JSON.parse(ligne).titre);
