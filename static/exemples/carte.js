const adresse = new URL("http://127.0.0.1:8000/api/v1/collectivites/");
adresse.search = new URLSearchParams({ autour: "48.11,-1.68", rayon: 50, format: "geojson" });
const reponse = await fetch(adresse);
if (!reponse.ok) throw new Error((await reponse.json()).detail);
for (const entite of (await reponse.json()).features) {
  const [longitude, latitude] = entite.geometry.coordinates;
  console.log(entite.properties.nom, latitude.toFixed(2), longitude.toFixed(2));
}
