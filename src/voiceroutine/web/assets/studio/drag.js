/** Drags a card to another place with the mouse. With the keyboard, its buttons move it. */

/** @typedef {import("./card.js").Card} Card */

export class Drag {
  /** @param {import("./form.js").Form} form */
  constructor(form) {
    this.form = form;
    /** @type {Card | null} */
    this.card = null;
    /** @type {{group: import("./types.js").Origin | null, at: number} | null} */
    this.target = null;
    this.line = document.createElement("div");
    this.line.className = "drop-line";
    form.place.addEventListener("dragover", (event) => this.over(event));
    form.place.addEventListener("drop", (event) => this.drop(event));
    form.place.addEventListener("dragend", () => this.end());
  }

  /**
   * @param {Card} card
   * @param {DragEvent} event
   */
  start(card, event) {
    this.card = card;
    if (!event.dataTransfer) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.origin.name);
    event.dataTransfer.setDragImage(card.body, 20, 20);
    card.body.classList.add("dragged");
  }

  /** @param {DragEvent} event */
  over(event) {
    if (event.target === this.line) return event.preventDefault();
    const found = this.card && event.target instanceof Element ? event.target.closest(".card-place") : null;
    const card = found ? this.form.cardOf(found) : null;
    if (!card || !this.card || card === this.card || this.card.body.contains(card.element)) return;
    const box = card.body.getBoundingClientRect();
    const after = event.clientY > box.top + box.height / 2;
    const { group, at } = this.form.placeOf(card);
    if (group && this.card.isGroup) return;
    event.preventDefault();
    this.target = { group, at: at + (after ? 1 : 0) };
    card.element.parentElement?.insertBefore(this.line, after ? card.element.nextSibling : card.element);
  }

  /** @param {DragEvent} event */
  drop(event) {
    event.preventDefault();
    const { card, target } = this;
    this.end();
    if (card && target) this.form.move(card, target);
  }

  end() {
    this.card?.body.classList.remove("dragged");
    this.line.remove();
    this.card = this.target = null;
  }
}
