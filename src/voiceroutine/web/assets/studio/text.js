/**
 * The script as text: a plain text field, with line numbers beside it and the problems' marks on top.
 *
 * Lines do not wrap, so that a line's number says where it is. Only lines with a problem are written a second time, over
 * the field and in its own letters, to be underlined at the right place.
 */

import { arrange, byId, el } from "./dom.js";

/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./model.js").Model} Model */

export class TextView {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.field = byId("text", HTMLTextAreaElement);
    this.numbers = byId("line-numbers", HTMLElement);
    this.marks = byId("marks", HTMLElement);
    this.status = byId("text-status", HTMLElement);
    /** @type {Problem[]} */
    this.problems = [];
    this.lines = 0;
    this.kind = "";
    this.listen();
    this.write();
  }

  listen() {
    this.field.addEventListener("beforeinput", (event) => {
      this.kind = /** @type {InputEvent} */ (event).inputType;
      if (this.kind !== "historyUndo" && this.kind !== "historyRedo") return;
      event.preventDefault();
      if (this.kind === "historyUndo") this.model.undo();
      else this.model.redo();
    });
    this.field.addEventListener("input", () => {
      this.number();
      const step = ["insertText", "deleteContentBackward", "deleteContentForward"].includes(this.kind) ? this.kind : "";
      this.model.type(this.field.value, step);
    });
    this.field.addEventListener("scroll", () => this.follow());
    this.field.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("selectionchange", () => {
      if (document.activeElement === this.field) this.say();
    });
    this.model.on("text", ({ by, range }) => {
      if (by === "typed") return;
      const { selectionStart, scrollTop, scrollLeft } = this.field;
      this.write();
      const [start, end] = range ? [range.at, range.end] : [selectionStart, selectionStart];
      this.field.setSelectionRange(start, end);
      this.field.scrollTo(scrollLeft, scrollTop);
      if (range && document.activeElement === this.field) this.reveal(this.lineOf(start));
    });
    this.model.on("look", (look) => this.mark(look.problems));
  }

  write() {
    this.field.value = this.model.text;
    this.number();
  }

  /** Write the line numbers, if there are more or fewer than before. */
  number() {
    let count = 1;
    for (let at = this.field.value.indexOf("\n"); at >= 0; at = this.field.value.indexOf("\n", at + 1)) count += 1;
    if (count === this.lines) return;
    this.lines = count;
    this.numbers.textContent = Array.from({ length: count }, (_, at) => at + 1).join("\n");
  }

  /**
   * Show where the problems are.
   *
   * @param {Problem[]} problems
   */
  mark(problems) {
    this.problems = problems.filter((problem) => problem.line > 0);
    const lines = this.field.value.split("\n");
    const written = this.problems.map((problem) => {
      const line = lines[problem.line - 1] ?? "";
      const start = characters(line, problem.column - 1);
      const end = problem.end_line === problem.line ? characters(line, problem.end_column - 1) : line.length;
      const mark = el("mark", { class: problem.severity }, line.slice(start, Math.max(end, start + 1)) || " ");
      const row = el("div", {}, line.slice(0, start), mark);
      row.style.top = `calc(${problem.line - 1} * var(--line-height))`;
      return row;
    });
    const flags = this.problems.map((problem) => {
      const flag = el("span", { class: `flag ${problem.severity}`, title: problem.message });
      flag.style.top = `calc(${problem.line - 1} * var(--line-height))`;
      return flag;
    });
    arrange(this.marks, written);
    arrange(byId("flags", HTMLElement), flags);
    this.follow();
    this.say();
  }

  follow() {
    const { scrollTop, scrollLeft } = this.field;
    this.marks.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
    byId("gutter", HTMLElement).style.transform = `translateY(${-scrollTop}px)`;
  }

  /** Say the line, and what is wrong with it. */
  say() {
    const at = this.field.selectionStart;
    const line = this.lineOf(at);
    const column = at - this.field.value.lastIndexOf("\n", at - 1);
    const wrong = this.problems.filter((problem) => problem.line === line).map((problem) => problem.message);
    const text = [`Line ${line}, column ${column}`, ...wrong].join(" · ");
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  /** @param {number} at */
  lineOf(at) {
    return this.field.value.slice(0, at).split("\n").length;
  }

  /**
   * Put the caret somewhere, and show it.
   *
   * @param {number} line from 1
   * @param {number} column from 1
   */
  goTo(line, column) {
    const lines = this.field.value.split("\n");
    const before = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    const at = before + characters(lines[line - 1] ?? "", column - 1);
    this.field.focus();
    this.field.setSelectionRange(at, at);
    this.reveal(line);
    this.say();
  }

  /** @param {number} line */
  reveal(line) {
    const height = parseFloat(getComputedStyle(this.field).lineHeight);
    const top = (line - 1) * height;
    const { scrollTop, clientHeight } = this.field;
    if (top < scrollTop || top > scrollTop + clientHeight - 2 * height) {
      this.field.scrollTop = top - clientHeight / 3;
    }
  }

  /**
   * A new line begins below the one before it; Tab is left to the keyboard's way through the page.
   *
   * @param {KeyboardEvent} event
   */
  key(event) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { value, selectionStart: start, selectionEnd: end } = this.field;
    const line = value.slice(value.lastIndexOf("\n", start - 1) + 1, start);
    const indent = /^ */.exec(line)?.[0] ?? "";
    event.preventDefault();
    this.field.setRangeText(`\n${indent}`, start, end, "end");
    this.kind = "";
    this.number();
    this.model.type(this.field.value, "");
    this.reveal(this.lineOf(this.field.selectionStart));
  }
}

/**
 * Return how many units of UTF-16 the first characters of a line take: the server counts characters.
 *
 * @param {string} line
 * @param {number} count
 * @returns {number}
 */
function characters(line, count) {
  return [...line.slice(0, 2 * count)].slice(0, count).join("").length;
}
