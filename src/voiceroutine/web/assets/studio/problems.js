/** The list of problems: what is wrong, what to write instead, where it is, and a button where that can be done for one. */

import { arrange, byId, el } from "./dom.js";
import { LABELS } from "./sections.js";

/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").Origin} Origin */

export class ProblemList {
  /**
   * @param {import("./model.js").Model} model
   * @param {(problem: Problem) => void} go shows the place of a problem
   */
  constructor(model, go) {
    this.model = model;
    this.go = go;
    this.list = byId("problems", HTMLElement);
    this.count = byId("problem-count", HTMLElement);
    this.shown = "";
    model.on("look", (look) => this.show(look.problems, look.origins));
  }

  /** @param {Problem[]} problems @param {Origin[]} origins */
  show(problems, origins) {
    const owners = problems.map((problem) => ownerOf(problem, origins));
    const written = JSON.stringify([problems, owners.map((it) => it && [it.name, it.place])]);
    if (written === this.shown) return;
    this.shown = written;
    this.count.textContent = problems.length ? String(problems.length) : "";
    const none = el("li", { class: "kind" }, "None.");
    arrange(this.list, problems.length ? problems.map((problem, at) => this.item(problem, owners[at])) : [none]);
  }

  /** @param {Problem} problem @param {Origin | null} owner */
  item(problem, owner) {
    const place = problem.path ?? owner?.place ?? null;
    return el(
      "li",
      { class: `problem ${problem.severity}` },
      el(
        "p",
        { class: "kind" },
        [problem.severity === "error" ? "Mistake" : "Please check", owner?.name].filter(Boolean).join(": "),
        problem.line ? el("span", { class: "in-text" }, `, line ${problem.line}`) : null,
      ),
      el("p", { class: "what" }, ...inWords(sentence(problem.message))),
      ...hintOf(problem),
      el(
        "div",
        { class: "acts" },
        problem.line || place ? el("button", { type: "button", click: () => this.go({ ...problem, path: place }) }, "Show it") : null,
        problem.fix ? fixButton(this.model, problem) : null,
      ),
    );
  }
}

/**
 * Return the stretch or group in which a problem is: by its place, or, where the library's words are meant, by its file.
 *
 * @param {Problem} problem
 * @param {Origin[]} origins
 * @returns {Origin | null}
 */
export function ownerOf({ path, file }, origins) {
  const all = origins.flatMap((it) => [it, ...(it.stretches ?? [])]);
  if (path) return all.filter((it) => it.place.length && it.place.every((key, at) => path[at] === key)).at(-1) ?? null;
  const name = /([^\\/]*)\.ya?ml$/.exec(file)?.[1];
  return all.find((it) => it.key === name) ?? null;
}

/**
 * Return a text in which what stands between backticks is code, or, on the form, the field that is meant.
 *
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function inWords(text) {
  return text.split("`").flatMap((part, at) => {
    if (at % 2 === 0) return /** @type {(Node | string)[]} */ ([part]);
    const [, key, rest] = /^([a-z_]+)(: .*)?$/s.exec(part) ?? [];
    const label = key && Object.hasOwn(LABELS, key) ? LABELS[key] : "";
    const code = el("code", { class: label ? "in-text" : undefined }, part);
    return label ? [el("span", { class: "in-form" }, `“${label}${rest ?? ""}”`), code] : [code];
  });
}

/**
 * Return what helps with a problem; an example that has lines of the text is for the text alone.
 *
 * @param {Problem} problem
 * @returns {HTMLElement[]}
 */
export function hintOf({ code, path, hint }) {
  const own = code === "missing-key" && path?.join() === "stretches" ? [el("p", { class: "hint in-form" }, "Press “Add a stretch”.")] : [];
  if (!hint) return own;
  return [...own, el("p", { class: hint.includes("\n") ? "hint in-text" : "hint" }, ...inWords(sentence(hint)))];
}

/**
 * Return the button that mends a problem.
 *
 * @param {import("./model.js").Model} model
 * @param {Problem} problem
 */
export function fixButton(model, problem) {
  return el("button", { type: "button", click: () => model.edit(() => problem.fix ?? []) }, "Change it so");
}

/**
 * Return the problems of a field and of what is in it.
 *
 * @param {Problem[]} problems
 * @param {import("./types.js").Path} path
 * @returns {Problem[]}
 */
export function problemsAt(problems, path) {
  return problems.filter((problem) => problem.path && path.every((key, at) => problem.path?.[at] === key));
}

/**
 * Return a message with a capital letter and a full stop.
 *
 * @param {string} text
 */
export function sentence(text) {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?:`\n]$|\n/.test(begun) ? begun : `${begun}.`;
}
