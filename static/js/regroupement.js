// Points that are close on the screen, gathered: first by the squares of a grid, then two by two when they still touch.

/**
 * Gather weighted points.
 *
 * @param {{x: number, y: number, nombre: number, adherentes: number}[]} points in pixels.
 * @param {number} cote side of a square, in pixels.
 * @returns {{x: number, y: number, nombre: number, adherentes: number, points: object[]}[]} groups, from the top; the
 *   weights of all of them add up to those of the points.
 */
export function regrouper(points, cote) {
  const cases = new Map();
  for (const point of points) {
    const cle = `${Math.floor(point.x / cote)} ${Math.floor(point.y / cote)}`;
    cases.set(cle, ajouter(cases.get(cle), { ...point, points: [point] }));
  }
  return reunir(cases, cote).sort((a, b) => a.y - b.y || a.x - b.x);
}

function ajouter(groupe, autre) {
  if (!groupe) return autre;
  const nombre = groupe.nombre + autre.nombre;
  return {
    x: (groupe.x * groupe.nombre + autre.x * autre.nombre) / nombre,
    y: (groupe.y * groupe.nombre + autre.y * autre.nombre) / nombre,
    nombre,
    adherentes: groupe.adherentes + autre.adherentes,
    points: groupe.points.concat(autre.points),
  };
}

/** Groups on either side of a line of the grid may still touch: the larger takes the smaller in. */
function reunir(cases, cote) {
  const proche = cote * 0.7;
  for (const [cle, petit] of [...cases].sort((a, b) => a[1].nombre - b[1].nombre)) {
    const [colonne, rangee] = cle.split(" ").map(Number);
    let voisine = null;
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        const autre = `${colonne + dx} ${rangee + dy}`;
        const grand = cases.get(autre);
        if (autre === cle || !grand || grand.nombre < petit.nombre) continue;
        const ecart = Math.hypot(grand.x - petit.x, grand.y - petit.y);
        if (ecart < proche && (!voisine || ecart < voisine.ecart)) voisine = { autre, ecart };
      }
    }
    if (voisine) {
      cases.set(voisine.autre, ajouter(cases.get(voisine.autre), petit));
      cases.delete(cle);
    }
  }
  return [...cases.values()];
}
