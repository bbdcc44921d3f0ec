/**
 * The script as a form: the session, and its stretches as cards in their order.
 *
 * What the server says of the text is compared with what is shown, card by card; only a card that says something else is
 * touched. So a hundred of them cost little while somebody types, and what has the focus keeps it.
 */

import { arrange, el, iconButton } from "./dom.js";
import { copying, grouping, insertion, moving, nextPlace, ungrouping } from "./arranging.js";
import { Card } from "./card.js";
import { Drag } from "./drag.js";
import { InsertDialog } from "./insert.js";
import { SessionCard } from "./session.js";

/** @typedef {import("./types.js").Origin} Origin */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Path} Path */

export class Form extends EventTarget {
  /**
   * @param {HTMLElement} place
   * @param {import("./model.js").Model} model
   * @param {import("./types.js").Fields} fields
   * @param {Promise<import("./insert.js").LibraryStretch[]>} library comes a moment later, if much of it is new
   */
  constructor(place, model, fields, library) {
    super();
    this.place = place;
    this.model = model;
    this.fields = fields;
    /** @type {Set<string>} the stretches that have one */
    this.pictures = new Set();
    this.insert = library.then((stretches) => {
      this.pictures = new Set(stretches.filter((it) => it.picture).map((it) => it.key));
      for (const card of this.all()) card.paint();
      return new InsertDialog(stretches);
    });
    /** @type {Card[]} */
    this.cards = [];
    this.stale = true;
    this.session = new SessionCard(this);
    this.list = el("ol", { class: "cards" });
    this.add = el("button", { type: "button", class: "add", click: () => this.insertAt(null, this.model.look?.origins.length ?? 0) }, "Add a stretch");
    this.empty = el("p", { class: "empty", hidden: true }, "There is no stretch yet. Add one from the library, or write one of your own.");
    place.append(this.session.element, el("h2", { class: "list-title" }, "Stretches, in their order"), this.empty, this.list, this.add);
    this.drag = new Drag(this);
    model.on("look", (look) => this.show(look));
    model.on("text", ({ by }) => {
      const active = document.activeElement;
      if (by !== "typed" && by !== "edit" && active instanceof HTMLElement) delete active.dataset.typed;
    });
  }

  /** @param {Look} look */
  show(look) {
    if (this.place.closest("[hidden]")) {
      this.stale = true;
      return;
    }
    this.stale = false;
    this.session.show(look);
    this.cards = this.fit(this.cards, look.origins, look, "");
    inOrder(this.list, this.cards);
    this.empty.hidden = look.origins.length > 0;
  }

  /** Show what has changed while the form was out of sight. */
  wake() {
    if (this.stale && this.model.look) this.show(this.model.look);
  }

  /**
   * Return the cards of some entries: for each the card that showed it before, else one that is free, else a new one.
   *
   * @param {Card[]} cards
   * @param {Origin[]} origins
   * @param {Look} look
   * @param {string} before the numbers' beginning
   * @returns {Card[]}
   */
  fit(cards, origins, look, before) {
    const nameOf = (/** @type {Origin} */ it) => (it.mark ??= JSON.stringify([it.key, it.values, it.stretches?.map((below) => below.values)]));
    /** @type {Map<string, Card[]>} */
    const known = new Map();
    for (const card of cards) known.set(nameOf(card.origin), [...(known.get(nameOf(card.origin)) ?? []), card]);
    const same = origins.map((origin) => known.get(nameOf(origin))?.shift());
    const free = cards.filter((card) => !same.includes(card));
    return origins.map((origin, at) => {
      const other = free.findIndex((it) => it.isGroup === Boolean(origin.stretches));
      const card = same[at] ?? (other >= 0 ? free.splice(other, 1)[0] : new Card(this, Boolean(origin.stretches)));
      const number = `${before}${at + 1}`;
      card.show(origin, look, number);
      if (origin.stretches) {
        card.members = this.fit(card.members, origin.stretches, look, `${number}.`);
        inOrder(card.list, card.members);
      }
      return card;
    });
  }

  /** @returns {Card[]} all of them, those in groups after their group */
  all() {
    return this.cards.flatMap((card) => [card, ...card.members]);
  }

  /**
   * Show a card once more, from what the server said last.
   *
   * @param {Card} card
   */
  again(card) {
    const { look } = this.model;
    if (look && card.origin) card.show(card.origin, look, card.number.textContent ?? "");
  }

  /** @param {Element} element */
  cardOf(element) {
    return this.all().find((card) => card.element === element) ?? null;
  }

  /**
   * Return where a card is.
   *
   * @param {Card} card
   * @returns {{group: Origin | null, at: number}}
   */
  placeOf(card) {
    const group = this.cards.find((it) => it.members.includes(card)) ?? null;
    return { group: group?.origin ?? null, at: (group?.members ?? this.cards).indexOf(card) };
  }

  /** @param {Origin} origin */
  pictureOf(origin) {
    if (this.pictures.has(origin.key)) return origin.key;
    const { picture, position } = origin.values;
    return picture === undefined && typeof position === "string" ? position : "";
  }

  /**
   * Give a card the buttons that it can have now.
   *
   * @param {Card} card
   */
  nameActs(card) {
    const { origin } = card;
    const top = origin.path?.[0] === "stretches" && origin.path.length === 2;
    const shape = JSON.stringify([origin.name, Boolean(origin.path), top]);
    if (card.acts.dataset.shape === shape) return;
    card.acts.dataset.shape = shape;
    const name = origin.name || "this stretch";
    const focused = card.acts.contains(document.activeElement) ? document.activeElement?.getAttribute("data-act") : null;
    const acts = [
      iconButton("play", `Hear the session from ${name} on`, () => this.hearFrom(card), { "data-act": "play" }),
      iconButton("up", `Move ${name} up`, () => this.shift(card, -1), { "data-act": "up" }),
      iconButton("down", `Move ${name} down`, () => this.shift(card, 1), { "data-act": "down" }),
      origin.path ? iconButton("copy", `Copy ${name}`, () => this.model.edit(() => copying(card.origin)), { "data-act": "copy" }) : null,
      top && !card.isGroup ? withLabel(iconButton("group", `Do ${name} in rounds, as a group`, () => this.model.edit(() => grouping(card.origin, "Circuit")), { "data-act": "group" }), "In rounds") : null,
      card.isGroup && origin.path ? withLabel(iconButton("group", `Dissolve the group ${name}`, () => this.model.edit(() => ungrouping(card.origin)), { "data-act": "group", "aria-pressed": "true" }), "In rounds") : null,
      iconButton("remove", origin.path ? `Remove ${name}` : `Leave out ${name}`, () => this.remove(card), { "data-act": "remove" }),
    ].filter((it) => it !== null);
    arrange(card.acts, acts);
    if (focused) acts.find((it) => it.dataset.act === focused)?.focus();
  }

  /**
   * @param {Card} card
   * @param {-1 | 1} by
   */
  shift(card, by) {
    const target = this.model.look && nextPlace(this.model.look, card.origin, by);
    if (target) this.move(card, target);
  }

  /**
   * @param {Card} card
   * @param {{group: Origin | null, at: number}} target
   */
  async move(card, target) {
    this.model.edit((look) => moving(look, card.origin, target.group, target.at));
    await this.model.looked();
    this.tell(`${card.origin.name} is now number ${card.number.textContent}.`);
  }

  /** @param {Card} card */
  async remove(card) {
    const { name } = card.origin;
    const all = this.all();
    const next = all[all.indexOf(card) + 1] ?? all[all.indexOf(card) - 1];
    this.model.edit(() => [{ op: "leave-out", place: card.origin.place }]);
    await this.model.looked();
    /** @type {HTMLElement} */ (next?.acts.querySelector("[data-act=remove]") ?? this.add).focus();
    this.tell(`${name} is removed. Undo brings it back.`);
  }

  /** @param {Card} card */
  insertBefore(card) {
    const { group, at } = this.placeOf(card);
    this.insertAt(group, at);
  }

  /**
   * Ask for a stretch, and put it somewhere.
   *
   * @param {Origin | null} group
   * @param {number} at
   */
  async insertAt(group, at) {
    const item = await (await this.insert).ask({ groups: !group });
    if (!item) return;
    this.model.edit((look) => insertion(look, group, at, item));
    await this.model.looked();
    const entries = group ? (this.cards.find((it) => it.origin.key === group.key)?.members ?? []) : this.cards;
    const card = entries[at];
    if (!card) return;
    card.body.scrollIntoView({ block: "nearest" });
    card.focusField(["dose"]);
    this.tell(`${card.origin.name} is added.`);
  }

  /**
   * Put the focus on a field.
   *
   * @param {Path} path in the script
   */
  focusField(path) {
    const card = this.all().reverse().find((it) => it.origin.place.every((key, at) => path[at] === key));
    if (card) {
      card.body.scrollIntoView({ block: "nearest" });
      card.focusField(path.slice(card.origin.place.length));
    } else if (path[0] === "stretches") this.add.focus();
    else this.session.focusField(path);
  }

  /**
   * Light the card of what is being said.
   *
   * @param {Path | null} at in the session
   */
  light(at) {
    for (const card of this.all()) {
      const own = card.origin.at;
      const said = Boolean(at && own && !card.isGroup && own.every((key, place) => at[place] === key));
      card.body.classList.toggle("said", said);
      for (const row of card.rows) row.element.classList.toggle("said", said && row.key === at?.[own?.length ?? 0]);
    }
  }

  /**
   * Play a field.
   *
   * @param {Path} path
   * @param {string} [words] what it says
   */
  hear(path, words = "") {
    this.dispatchEvent(new CustomEvent("hear", { detail: { path, words } }));
  }

  /**
   * Play the session from a stretch on.
   *
   * @param {Card} card
   */
  hearFrom(card) {
    this.dispatchEvent(new CustomEvent("hear-from", { detail: card.origin.chapters[0] }));
  }

  /** @param {Path} path */
  open(path) {
    this.dispatchEvent(new CustomEvent("open", { detail: path }));
  }

  /** @param {string} text */
  tell(text) {
    this.dispatchEvent(new CustomEvent("tell", { detail: text }));
  }
}

/**
 * Write a word beside a button's icon.
 *
 * @param {HTMLButtonElement} button
 * @param {string} label
 */
function withLabel(button, label) {
  button.classList.add("labelled");
  button.append(el("span", {}, label));
  return button;
}

/**
 * Put cards in their order. What has the focus keeps it where it goes.
 *
 * @param {HTMLElement} list
 * @param {Card[]} cards
 */
function inOrder(list, cards) {
  const focused = document.activeElement;
  arrange(list, cards.map((card) => card.element));
  if (focused instanceof HTMLElement && focused !== document.activeElement && list.contains(focused)) focused.focus();
}
