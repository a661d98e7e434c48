// Réponse, en attendant autant que le demande un refus 429.
async function lire(adresse) {
  for (;;) {
    const reponse = await fetch(adresse);
    if (reponse.ok) return reponse;
    if (reponse.status !== 429) throw new Error((await reponse.json()).detail);
    await new Promise((suite) => setTimeout(suite, 1000 * reponse.headers.get("Retry-After")));
  }
}

const reponse = await lire("http://127.0.0.1:8000/api/v1/regions/");
console.log(reponse.headers.get("RateLimit-Policy"));
console.log(reponse.headers.get("RateLimit"));
