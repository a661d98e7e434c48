// Passkeys: what needs them is shown where the browser has them, and a refusal is said on the page.
for (const element of document.querySelectorAll("[data-cles]")) element.hidden = !window.PublicKeyCredential;

document.addEventListener("allauth.error", (evenement) => {
  evenement.preventDefault();
  const dire = document.querySelector("[data-erreur-cle]");
  if (!dire) return;
  dire.hidden = false;
  dire.focus();
});
