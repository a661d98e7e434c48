// The plane of the map: the drawing of the server read back as outlines, and the windows through which it shows the world.

/** Rings of a path that the server wrote: « M x y l dx dy … z », once a ring; as Leaflet takes them. */
export function anneaux(d) {
  return d
    .split("M")
    .slice(1)
    .map((morceau) => {
      const nombres = morceau.match(/-?\d+/g).map(Number);
      let [x, y] = nombres;
      const points = [[-y, x]];
      for (let rang = 2; rang < nombres.length; rang += 2) {
        x += nombres[rang];
        y += nombres[rang + 1];
        points.push([-y, x]);
      }
      return [points];
    });
}

/** Window of a button: its frame in degrees, and how a place of it falls on the plane. */
export function lireFenetre(bouton) {
  const [ouest, sud, est, nord, x0, y0, kx, ky] = bouton.dataset.lecture.split(" ").map(Number);
  return { ouest, sud, est, nord, x0, y0, kx, ky, nom: bouton.textContent.trim(), boite: lireBoite(bouton) };
}

/** Corners of a box of the plane, as Leaflet takes them. */
export function lireBoite(bouton) {
  const [x, y, largeur, hauteur] = bouton.dataset.boite.trim().split(" ").map(Number);
  return [
    [-y, x],
    [-(y + hauteur), x + largeur],
  ];
}

/** Point of the plane of a place, null when no window shows it. */
export function placer(fenetres, latitude, longitude) {
  const f = fenetres.find(
    ({ ouest, sud, est, nord }) => ouest <= longitude && longitude <= est && sud <= latitude && latitude <= nord,
  );
  return f ? [-(f.y0 + f.ky * (f.nord - latitude)), f.x0 + f.kx * (longitude - f.ouest)] : null;
}

/** Frame in degrees of what is seen, rounded outwards to a tenth; null when several windows are seen. */
export function cadreVu(fenetres, vue) {
  const vues = fenetres.filter((fenetre) => vue.intersects(fenetre.boite));
  if (vues.length !== 1) return null;
  const [{ ouest, nord, x0, y0, kx, ky }] = vues;
  const longitude = (x) => ouest + (x - x0) / kx;
  const latitude = (y) => nord - (y - y0) / ky;
  const bas = (nombre) => Math.floor(nombre * 10) / 10;
  const haut = (nombre) => Math.ceil(nombre * 10) / 10;
  return [bas(longitude(vue.getWest())), bas(latitude(-vue.getSouth())), haut(longitude(vue.getEast())), haut(latitude(-vue.getNorth()))]
    .map((nombre) => nombre.toFixed(1))
    .join(",");
}
