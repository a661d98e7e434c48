const adresse = new URL("http://127.0.0.1:8000/oembed/");
adresse.search = new URLSearchParams({ url: "http://127.0.0.1:8000/collectivites/pays-exemple/", maxwidth: 400 });
const reponse = await fetch(adresse);
if (!reponse.ok) throw new Error(`Cette page ne s’intègre pas : ${reponse.status}`);
const cadre = await reponse.json();
console.log(cadre.title);
console.log(cadre.html);
