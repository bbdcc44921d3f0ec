/**
 * Puts what the server says of a text together with what it said before: the events of a chapter come once, and again
 * only when they are others. While somebody types in a long session, that is most of what would be sent and read.
 */

/** @typedef {import("./types.js").Timeline} Timeline */
/** @typedef {import("./types.js").TimelineEvent} TimelineEvent */

/**
 * @typedef {object} Known the events of a chapter
 * @property {TimelineEvent[]} own their times begin with the chapter
 * @property {number} chapter its position when they were placed last; -1 if never
 * @property {number} start_ms
 * @property {TimelineEvent[]} placed
 */

export class Chapters {
  constructor() {
    /** @type {Map<string, Known>} those of the last timeline, by their keys */
    this.known = new Map();
  }

  /** The keys of the chapters whose events need not be sent. */
  get have() {
    return [...this.known.keys()];
  }

  /**
   * Return a timeline with all of its events, timed from the session's beginning.
   *
   * @param {{title: string, duration_ms: number, chapters: any[]}} sent
   * @returns {Timeline}
   */
  whole(sent) {
    /** @type {Map<string, Known>} */
    const next = new Map();
    const events = sent.chapters.flatMap(({ key, start_ms, events: own }, chapter) => {
      const known = this.known.get(key) ?? { own, chapter: -1, start_ms: 0, placed: [] };
      next.set(key, known);
      if (known.chapter !== chapter || known.start_ms !== start_ms) {
        const placed = known.own.map((/** @type {TimelineEvent} */ event) => ({ ...event, chapter, start_ms: start_ms + event.start_ms }));
        Object.assign(known, { chapter, start_ms, placed });
      }
      return known.placed;
    });
    this.known = next;
    const chapters = sent.chapters.map(({ title, key, start_ms, length_ms }) => ({ title, key, start_ms, length_ms }));
    return { title: sent.title, duration_ms: sent.duration_ms, chapters, events };
  }
}
