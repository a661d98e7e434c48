const FICHE = "http://127.0.0.1:8000/api/v1/collectivites/pays-exemple/";

const premiere = await fetch(FICHE);
if (!premiere.ok) throw new Error((await premiere.json()).detail);
const seconde = await fetch(FICHE, { headers: { "If-None-Match": premiere.headers.get("ETag") } });
console.log(premiere.status, seconde.status); // 304 : rien n’a changé
