/** Builds elements. Nothing is written as markup, so that no text of a script can become some. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Return a new element.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, any>} [attributes] `class`, `data-x`, `aria-x` and the like; what is a function listens to the
 *   event of that name; `undefined`, `null` and `false` leave an attribute out.
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (key === "value") /** @type {any} */ (element).value = value ?? "";
    else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(key, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter(isNode));
  return element;
}

/**
 * Return a new element of a drawing.
 *
 * @param {string} name
 * @param {Record<string, string | number>} [attributes]
 * @param {...Node} children
 * @returns {SVGElement}
 */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/**
 * Return the element of the page with this id, which must be of this class.
 *
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} called ${id}`);
  return found;
}

/** The ways of the icons, in a box of 20 x 20. */
const ICONS = {
  play: "M6 4v12l10-6z",
  stop: "M5 5h10v10h-10z",
  up: "M10 5l5 6h-3.5v5h-3v-5h-3.5z",
  down: "M10 15l-5-6h3.5v-5h3v5h3.5z",
  copy: "M4 4h8v2h-6v7h-2zM8 8h8v9h-8zM10 10v5h4v-5z",
  remove: "M5.4 4l4.6 4.6l4.6-4.6l1.4 1.4l-4.6 4.6l4.6 4.6l-1.4 1.4l-4.6-4.6l-4.6 4.6l-1.4-1.4l4.6-4.6l-4.6-4.6z",
  grip: "M7 4h2v2h-2zM11 4h2v2h-2zM7 9h2v2h-2zM11 9h2v2h-2zM7 14h2v2h-2zM11 14h2v2h-2z",
  undo: "M8 4v3.5h4a4.5 4.5 0 0 1 0 9h-5v-2h5a2.5 2.5 0 0 0 0-5h-4v3.5l-5-4.5z",
  redo: "M12 4v3.5h-4a4.5 4.5 0 0 0 0 9h5v-2h-5a2.5 2.5 0 0 1 0-5h4v3.5l5-4.5z",
  plus: "M9 4h2v5h5v2h-5v5h-2v-5h-5v-2h5z",
  minus: "M4 9h12v2h-12z",
  mic: "M8 3h4v8h-4zM5 9h2v3h6v-3h2v5h-4v3h-2v-3h-4z",
  group: "M3 3h6v6h-6zM11 3h6v6h-6zM3 11h6v6h-6zM11 11h6v6h-6z",
};

/**
 * Return an icon, which only decorates: the button around it has a name.
 *
 * @param {keyof typeof ICONS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  return svg("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
}

/**
 * Return a button with an icon alone, named for everybody.
 *
 * @param {keyof typeof ICONS} name
 * @param {string} label
 * @param {(event: MouseEvent) => void} click
 * @param {Record<string, any>} [attributes]
 * @returns {HTMLButtonElement}
 */
export function iconButton(name, label, click, attributes = {}) {
  const named = { type: "button", class: "icon-button", "aria-label": label, title: label };
  return el("button", { ...named, ...attributes, click }, icon(name));
}

/**
 * Return a text in which what stands between backticks is code.
 *
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function withCode(text) {
  return text.split("`").map((part, at) => (at % 2 ? el("code", {}, part) : part));
}

/**
 * Make the children of an element those given, and touch only what differs.
 *
 * @param {Element} parent
 * @param {Node[]} children
 */
export function arrange(parent, children) {
  children.forEach((child, at) => {
    if (parent.childNodes[at] !== child) parent.insertBefore(child, parent.childNodes[at] ?? null);
  });
  while (parent.childNodes.length > children.length) parent.lastChild?.remove();
}

/**
 * Return a time as a clock shows it: `1:05`, `1:02:03`.
 *
 * @param {number} ms
 * @returns {string}
 */
export function clock(ms) {
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/**
 * @param {any} child
 * @returns {child is Node | string}
 */
function isNode(child) {
  return typeof child === "string" || child instanceof Node;
}
