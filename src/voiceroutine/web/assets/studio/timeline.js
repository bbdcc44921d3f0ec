/**
 * The timeline of the session, to scale: chapters, the voice above, holds, reps and rests below, and the playhead.
 *
 * A chapter is drawn once, in milliseconds, and again only when it looks different: zooming and what changes before it
 * move and scale it alone. Events: `go` (somebody wants to see the field of an event; `detail` is the event) and
 * `play` (`detail` is the moment in ms).
 */

import { arrange, clock, el, svg } from "./dom.js";
import { HEIGHT, chapterAt, drawn, eventAt, eventsOf, inWords, tickStep, wayOf } from "./scale.js";

/** @typedef {import("./types.js").Timeline} Timeline */
/** @typedef {import("./types.js").Path} Path */

const MOST_PX_PER_SECOND = 60;
const ZOOM_STEP = 1.5;

export class TimelineView extends EventTarget {
  /** @param {HTMLElement} place */
  constructor(place) {
    super();
    /** @type {Timeline | null} */
    this.timeline = null;
    /** @type {import("./scale.js").Drawn[]} */
    this.chapters = [];
    /** @type {SVGElement[]} */
    this.groups = [];
    /** How much closer than the whole session it is shown; 1 shows all of it. */
    this.zoom = 1;
    this.at_ms = 0;
    /** Of what is in sight, in px; asking the page for it each time would have it laid out each time. */
    this.width = 0;
    this.timer = 0;
    /** @type {Path | null} */
    this.marked = null;
    /** @type {Map<string, SVGElement[]>} what was drawn, by its signature */
    this.drawings = new Map();
    this.bars = svg("g");
    this.mark = svg("path", { class: "bar-marked" });
    this.marks = svg("g", {}, this.mark);
    this.drawing = svg("svg", { class: "bars", height: HEIGHT, "aria-hidden": "true" }, this.bars, this.marks);
    this.titles = el("div", { class: "chapter-titles", "aria-hidden": "true" });
    this.axis = el("div", { class: "axis", "aria-hidden": "true" });
    this.head = el("div", { class: "playhead", "aria-hidden": "true", hidden: true });
    this.strip = el(
      "div",
      {
        class: "strip",
        role: "slider",
        tabindex: "0",
        "aria-label": "Place in the session",
        "aria-valuemin": "0",
        "aria-valuemax": "0",
        "aria-valuenow": "0",
      },
      this.titles, /** @type {any} */ (this.drawing), this.axis, this.head,
    );
    this.scroller = el("div", { class: "scroller" }, this.strip);
    this.said = el("p", { class: "moment" });
    place.append(this.scroller, this.said);
    this.listen();
  }

  listen() {
    this.strip.addEventListener("click", (event) => {
      this.moveTo(this.timeAt(event.clientX));
      this.go();
    });
    this.strip.addEventListener("pointermove", (event) => this.say(this.timeAt(event.clientX)));
    this.strip.addEventListener("pointerleave", () => this.say(this.at_ms));
    this.strip.addEventListener("keydown", (event) => this.key(event));
    this.scroller.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.zoomBy(event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, event.clientX);
    }, { passive: false });
    new ResizeObserver(() => {
      this.width = this.scroller.clientWidth;
      this.place();
    }).observe(this.scroller);
  }

  /**
   * Show a timeline.
   *
   * @param {Timeline} timeline
   */
  show(timeline) {
    this.timeline = timeline;
    this.head.hidden = false;
    this.chapters = drawn(timeline, this.chapters);
    /** @type {Map<string, SVGElement[]>} */
    const next = new Map();
    this.groups = this.chapters.map((chapter) => {
      const group = this.drawings.get(chapter.signature)?.pop() ?? groupOf(chapter);
      next.set(chapter.signature, [...(next.get(chapter.signature) ?? []), group]);
      return group;
    });
    this.drawings = next;
    arrange(this.bars, this.groups);
    this.at_ms = Math.min(this.at_ms, timeline.duration_ms);
    this.place();
  }

  /**
   * Show a timeline once the page has had time for what is typed.
   *
   * @param {Timeline} timeline
   */
  soon(timeline) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(timeline));
  }

  get pxPerMs() {
    return this.timeline ? (this.width * this.zoom) / this.timeline.duration_ms : 0;
  }

  /** Put everything where it belongs at this zoom. */
  place() {
    if (!this.timeline || !this.width) return;
    const scale = this.pxPerMs;
    const width = Math.round(this.timeline.duration_ms * scale);
    this.strip.style.width = `${width}px`;
    this.drawing.setAttribute("width", String(width));
    this.chapters.forEach((chapter, at) => {
      this.groups[at].setAttribute("transform", `translate(${chapter.start_ms * scale} 0) scale(${scale} 1)`);
    });
    this.marks.setAttribute("transform", `scale(${scale} 1)`);
    this.placeTitles(scale);
    this.placeTicks(scale);
    this.paintMark();
    this.moveTo(this.at_ms);
  }

  /** @param {number} scale */
  placeTitles(scale) {
    const wanted = this.chapters;
    while (this.titles.childElementCount < wanted.length) this.titles.append(el("span"));
    while (this.titles.childElementCount > wanted.length) this.titles.lastChild?.remove();
    wanted.forEach((chapter, at) => {
      const title = /** @type {HTMLElement} */ (this.titles.children[at]);
      const width = chapter.length_ms * scale;
      const text = width < 30 ? "" : chapter.title;
      if (title.textContent !== text) title.textContent = text;
      title.style.left = `${chapter.start_ms * scale}px`;
      title.style.width = `${Math.max(0, width - 2)}px`;
    });
  }

  /** @param {number} scale */
  placeTicks(scale) {
    const step = tickStep(scale);
    const count = Math.floor((this.timeline?.duration_ms ?? 0) / step) + 1;
    while (this.axis.childElementCount < count) this.axis.append(el("span"));
    while (this.axis.childElementCount > count) this.axis.lastChild?.remove();
    for (let at = 0; at < count; at += 1) {
      const tick = /** @type {HTMLElement} */ (this.axis.children[at]);
      const text = clock(at * step);
      if (tick.textContent !== text) tick.textContent = text;
      tick.style.left = `${at * step * scale}px`;
    }
  }

  /**
   * Mark the blocks of a field.
   *
   * @param {Path | null} path
   */
  showField(path) {
    this.marked = path;
    this.paintMark();
    const [first] = path && this.timeline ? eventsOf(this.timeline, path) : [];
    if (first) this.reveal(first.start_ms);
  }

  paintMark() {
    const events = this.marked && this.timeline ? eventsOf(this.timeline, this.marked) : [];
    this.mark.setAttribute("d", wayOf(events));
  }

  /**
   * Move the playhead.
   *
   * @param {number} ms
   */
  moveTo(ms) {
    if (!this.timeline) return;
    this.at_ms = Math.max(0, Math.min(ms, this.timeline.duration_ms - 1));
    this.head.style.transform = `translateX(${this.at_ms * this.pxPerMs}px)`;
    const said = this.say(this.at_ms);
    this.strip.setAttribute("aria-valuemax", String(Math.round(this.timeline.duration_ms / 1000)));
    this.strip.setAttribute("aria-valuenow", String(Math.round(this.at_ms / 1000)));
    this.strip.setAttribute("aria-valuetext", said);
  }

  /**
   * Say in words what there is at a moment.
   *
   * @param {number} ms
   * @returns {string}
   */
  say(ms) {
    if (!this.timeline) return "";
    const event = eventAt(this.timeline, ms);
    const chapter = this.timeline.chapters[chapterAt(this.timeline, ms)];
    const said = `${clock(ms)} ${chapter?.title ?? ""}${event ? `: ${inWords(event)}` : ""}`;
    if (this.said.textContent !== said) this.said.textContent = said;
    return said;
  }

  /**
   * Scroll to a moment, if it is out of sight.
   *
   * @param {number} ms
   */
  reveal(ms) {
    const x = ms * this.pxPerMs;
    const { scrollLeft } = this.scroller;
    if (x < scrollLeft || x > scrollLeft + this.width - 40) this.scroller.scrollLeft = x - this.width / 4;
  }

  /** @param {number} clientX */
  timeAt(clientX) {
    return (clientX - this.strip.getBoundingClientRect().left) / (this.pxPerMs || 1);
  }

  /**
   * Zoom, and keep what is at `clientX` (by default the playhead) where it is.
   *
   * @param {number} factor
   * @param {number} [clientX]
   */
  zoomBy(factor, clientX) {
    if (!this.timeline) return;
    const left = this.scroller.getBoundingClientRect().left;
    const ms = clientX === undefined ? this.at_ms : this.timeAt(clientX);
    const x = clientX === undefined ? this.width / 2 : clientX - left;
    const most = Math.max(1, (this.timeline.duration_ms / 1000) * (MOST_PX_PER_SECOND / this.width));
    this.zoom = Math.max(1, Math.min(most, this.zoom * factor));
    this.place();
    this.scroller.scrollLeft = ms * this.pxPerMs - x;
  }

  showAll() {
    this.zoom = 1;
    this.place();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.timeline || event.ctrlKey || event.metaKey || event.altKey) return;
    const { events, chapters, duration_ms } = this.timeline;
    const starts = events.filter((it) => it.kind !== "pause" && it.kind !== "chime").map((it) => it.start_ms);
    const begins = chapters.map((it) => it.start_ms);
    /** @type {Record<string, () => number>} */
    const moves = {
      ArrowRight: () => Math.min(...starts.filter((ms) => ms > this.at_ms), duration_ms - 1),
      ArrowLeft: () => Math.max(...starts.filter((ms) => ms < this.at_ms), 0),
      PageDown: () => Math.min(...begins.filter((ms) => ms > this.at_ms), duration_ms - 1),
      PageUp: () => Math.max(...begins.filter((ms) => ms < this.at_ms), 0),
      Home: () => 0,
      End: () => duration_ms - 1,
    };
    if (event.key === "Enter") this.go();
    else if (event.key === " ") this.dispatchEvent(new CustomEvent("play", { detail: this.at_ms }));
    else if (event.key === "+" || event.key === "=") this.zoomBy(ZOOM_STEP);
    else if (event.key === "-") this.zoomBy(1 / ZOOM_STEP);
    else if (event.key === "0") this.showAll();
    else if (moves[event.key]) {
      this.moveTo(moves[event.key]());
      this.reveal(this.at_ms);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Ask for the field of what is at the playhead. */
  go() {
    const event = this.timeline && eventAt(this.timeline, this.at_ms);
    if (event) this.dispatchEvent(new CustomEvent("go", { detail: event }));
  }
}

/**
 * @param {import("./scale.js").Drawn} chapter
 * @returns {SVGElement}
 */
function groupOf(chapter) {
  const band = svg("path", { class: "band", d: `M0 0h${chapter.length_ms}v${HEIGHT}h${-chapter.length_ms}z` });
  const bars = [...chapter.ways].map(([kind, d]) => svg("path", { class: `bar-${kind}`, d }));
  return svg("g", { class: "chapter" }, band, ...bars);
}
