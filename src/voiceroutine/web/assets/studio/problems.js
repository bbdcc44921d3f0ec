/** The list of problems: what is wrong, what to write instead, where it is, and a button where that can be done for one. */

import { arrange, byId, el, withCode } from "./dom.js";

/** @typedef {import("./types.js").Problem} Problem */

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
    model.on("look", (look) => this.show(look.problems));
  }

  /** @param {Problem[]} problems */
  show(problems) {
    const written = JSON.stringify(problems);
    if (written === this.shown) return;
    this.shown = written;
    this.count.textContent = problems.length ? String(problems.length) : "";
    const none = el("li", { class: "kind" }, "None.");
    arrange(this.list, problems.length ? problems.map((problem) => this.item(problem)) : [none]);
  }

  /** @param {Problem} problem */
  item(problem) {
    const place = problem.line ? `line ${problem.line}` : "";
    return el(
      "li",
      { class: `problem ${problem.severity}` },
      el("p", { class: "kind" }, [problem.severity === "error" ? "Mistake" : "Please check", place].filter(Boolean).join(", ")),
      el("p", { class: "what" }, ...withCode(sentence(problem.message))),
      problem.hint ? el("p", { class: "hint" }, ...withCode(sentence(problem.hint))) : null,
      el(
        "div",
        { class: "acts" },
        problem.line || problem.path ? el("button", { type: "button", click: () => this.go(problem) }, "Show it") : null,
        problem.fix ? fixButton(this.model, problem) : null,
      ),
    );
  }
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
