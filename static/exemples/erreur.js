const reponse = await fetch("http://127.0.0.1:8000/api/v1/projets/?regoin=53");
if (!reponse.ok) {
  const probleme = await reponse.json();
  console.log(probleme.status, probleme.title);
  for (const erreur of probleme.errors) console.log(erreur.parametre, erreur.code, erreur.message);
}
