// The marks of the map: sheets and groups of sheets, reached with Tab, opened with Enter or a click.

import { bulleDesFiches } from "./bulles.js";
import { regrouper } from "./regroupement.js";

const { L } = window;
const COTE = 60;
const A_NOMMER = 8;

export class Reperes {
  constructor(carte, textes, ouvrirBulle) {
    this.carte = carte;
    this.textes = textes;
    this.ouvrirBulle = ouvrirBulle;
    this.points = [];
    this.poses = new Map();
    this.calque = L.layerGroup().addTo(carte);
    carte.on("moveend zoomend", () => this.dessiner());
  }

  /** Show other points: plane, weight, members, and slug and title of those that are one sheet. */
  montrer(points) {
    this.points = points;
    this.dessiner();
  }

  dessiner() {
    const zoom = this.carte.getZoom();
    const vue = this.carte.getBounds().pad(0.15);
    const projetes = this.points.map((point) => ({ ...point, ...this.carte.project(point.place, zoom) }));
    const voulus = new Map();
    for (const groupe of regrouper(projetes, COTE)) {
      const place = this.carte.unproject([groupe.x, groupe.y], zoom);
      if (vue.contains(place)) voulus.set(`${place.lat} ${place.lng} ${groupe.nombre} ${groupe.points[0].slug}`, { groupe, place });
    }
    const avait = this.calque.getLayers().some((repere) => repere.getElement() === document.activeElement);
    for (const [cle, repere] of this.poses) {
      if (!voulus.has(cle)) {
        this.calque.removeLayer(repere);
        this.poses.delete(cle);
      }
    }
    for (const [cle, { groupe, place }] of voulus) {
      if (!this.poses.has(cle)) this.poses.set(cle, this.poser(groupe, place));
    }
    if (!avait) this.ranger(voulus);
    else if (document.activeElement === document.body) this.reprendre();
  }

  /** Tab goes from north to south, whatever the order in which marks came. */
  ranger(voulus) {
    for (const cle of voulus.keys()) {
      const balise = this.poses.get(cle).getElement();
      balise.parentElement.append(balise);
    }
  }

  /** The mark that had the focus is gone: the closest to the middle takes it, so that the reader keeps his place. */
  reprendre() {
    const milieu = this.carte.getCenter();
    const proches = [...this.poses.values()].sort(
      (a, b) => this.carte.distance(a.getLatLng(), milieu) - this.carte.distance(b.getLatLng(), milieu),
    );
    (proches[0]?.getElement() ?? this.carte.getContainer()).focus({ preventScroll: true });
  }

  poser(groupe, place) {
    const seul = groupe.nombre === 1;
    const taille = seul ? 24 : Math.min(28 + 4 * Math.floor(Math.log2(groupe.nombre)), 56);
    const classes = ["repere", seul ? "repere--un" : "repere--groupe", groupe.adherentes ? "repere--adherente" : ""];
    const chiffre = document.createElement("span");
    chiffre.textContent = groupe.nombre.toLocaleString(document.documentElement.lang);
    const icone = L.divIcon({ className: classes.join(" ").trim(), html: seul ? "" : chiffre, iconSize: [taille, taille] });
    const nom = this.nommer(groupe);
    const repere = L.marker(place, { icon: icone, title: nom, riseOnHover: true }).addTo(this.calque);
    const balise = repere.getElement();
    balise.setAttribute("aria-label", nom);
    repere.on("click", () => this.activer(groupe, place, balise));
    balise.addEventListener("keydown", (evenement) => {
      if (evenement.key !== "Enter" && evenement.key !== " ") return;
      evenement.preventDefault();
      this.activer(groupe, place, balise);
    });
    return repere;
  }

  nommer(groupe) {
    if (groupe.nombre === 1 && groupe.points[0].titre) {
      const { titre, adherentes } = groupe.points[0];
      return adherentes ? this.textes.adherente.replace("{t}", titre) : titre;
    }
    const modele = this.seNomme(groupe) ? this.textes.liste : this.textes.groupe;
    return modele.replace("{n}", groupe.nombre.toLocaleString(document.documentElement.lang));
  }

  /** Whether a group is small, or too tight for the zoom to part it, and each of its sheets is known. */
  seNomme({ nombre, points }) {
    if (!points.every((point) => point.slug)) return false;
    const tenus = L.latLngBounds(points.map((point) => point.place));
    return nombre <= A_NOMMER || this.carte.getBoundsZoom(tenus) > this.carte.getMaxZoom();
  }

  activer(groupe, place, balise) {
    if (this.seNomme(groupe)) {
      this.ouvrirBulle(place, bulleDesFiches(groupe.points, this.textes), balise);
      return;
    }
    const zoom = this.carte.getZoom();
    const etendue = L.latLngBounds(groupe.points.map((point) => point.place));
    const voulu = Math.min(Math.max(this.carte.getBoundsZoom(etendue.pad(0.1)), zoom + 1), zoom + 3);
    this.carte.setView(etendue.getCenter(), Math.min(voulu, this.carte.getMaxZoom()));
  }
}
