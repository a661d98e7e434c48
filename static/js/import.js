// The page of an import that a job reads or writes: its bar follows, and the page comes back when the job is done.
const zone = document.querySelector("#avancement");
const barre = document.querySelector("#barre");
const lues = document.querySelector("#lues");

const suivre = async () => {
  const reponse = await fetch(zone.dataset.etat, { headers: { Accept: "application/json" } });
  if (!reponse.ok) return;
  const etat = await reponse.json();
  if (!etat.en_cours) {
    window.location.reload();
    return;
  }
  if (etat.lignes) {
    barre.max = etat.lignes;
    barre.value = etat.avancement;
  }
  lues.textContent = etat.lignes ? `${etat.avancement} sur ${etat.lignes}` : `${etat.avancement}`;
  window.setTimeout(suivre, 1500);
};

window.setTimeout(suivre, 1500);
