const API = "http://127.0.0.1:8000/api/v1";

// Identifiant public, adresse courte, SIREN, code (CD35, CR53, 35238).
for (const cle of ["7d0c2a4e-51f3-4b7e-8a0e-1c9b5d3e6f21", "pays-exemple", "243500139", "CD35"]) {
  const reponse = await fetch(`${API}/collectivites/${cle}/`);
  if (!reponse.ok) throw new Error((await reponse.json()).detail);
  const fiche = await reponse.json();
  console.log(fiche.uid, fiche.nom);
}
