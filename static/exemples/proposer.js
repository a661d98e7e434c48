// JETON contient le jeton remis par l’équipe ; « fiche » est l’uid d’une fiche publique.
const reponse = await fetch("http://127.0.0.1:8000/api/v1/propositions/", {
  method: "POST",
  headers: {
    Authorization: `Bearer ${process.env.JETON}`,
    "Content-Type": "application/json",
    "Idempotency-Key": "nouveau-site-1",
  },
  body: JSON.stringify({
    fiche: "a4f1c7d2-6b3e-4f58-9c0d-8e2a7b5c4d30",
    changements: { site_web: "https://example.org/" },
    message: "Nouveau site.",
  }),
});
const proposition = await reponse.json();
if (!reponse.ok) throw new Error(proposition.detail);
console.log(reponse.status, proposition.statut, reponse.headers.get("Location"));
