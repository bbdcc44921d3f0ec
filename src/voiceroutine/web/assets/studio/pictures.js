/** The drawings of stretches, in the colours of the page. Each is loaded once, and only when it comes into sight. */

import { el } from "./dom.js";

/** @type {Map<string, Promise<SVGElement | null>>} */
const drawn = new Map();

const inSight = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting || !(target instanceof HTMLElement)) continue;
    inSight.unobserve(target);
    drawingOf(target.dataset.name ?? "").then((drawing) => drawing && target.replaceChildren(drawing.cloneNode(true)));
  }
}, { rootMargin: "200px" });

/**
 * Return a drawing. It only decorates: the name of the stretch stands beside it.
 *
 * @param {string} name of a stretch or of a position
 * @returns {HTMLElement}
 */
export function pictureOf(name) {
  const place = el("span", { class: "drawing", "data-name": name, "aria-hidden": "true" });
  inSight.observe(place);
  return place;
}

/**
 * @param {string} name
 * @returns {Promise<SVGElement | null>}
 */
function drawingOf(name) {
  const known = drawn.get(name) ?? load(name);
  drawn.set(name, known);
  return known;
}

/**
 * @param {string} name
 * @returns {Promise<SVGElement | null>}
 */
async function load(name) {
  const answer = await fetch(`api/pictures/${encodeURIComponent(name)}.svg`);
  if (!answer.ok) return null;
  const drawing = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  for (const words of drawing.querySelectorAll("title, desc")) words.remove();
  drawing.removeAttribute("role");
  return /** @type {SVGElement} */ (/** @type {unknown} */ (document.importNode(drawing, true)));
}
