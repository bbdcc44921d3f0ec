import assert from "node:assert/strict";
import { test } from "node:test";

const studio = `${process.env.ASSETS}/studio`;
const { History, difference, merged } = await import(`${studio}/history.js`);
const { setting, removing } = await import(`${studio}/edits.js`);
const { chapterAt, drawn, eventAt, eventsOf } = await import(`${studio}/scale.js`);
const { lineOf } = await import(`${studio}/lines.js`);
const { ownerOf } = await import(`${studio}/problems.js`);
const { insertion, moving, nextPlace } = await import(`${studio}/arranging.js`);

/** @returns a number below `most`, by a generator that is the same each time */
let seed = 7;
const below = (most) => {
  seed = (seed * 48271) % 2147483647;
  return seed % most;
};

test("undo goes back through every text, and redo forward again", () => {
  const texts = ["title: A\n"];
  const history = new History(texts[0]);
  for (let step = 0; step < 300; step += 1) {
    const now = texts.at(-1);
    const [at, cut] = [below(now.length + 1), below(3)];
    const next = now.slice(0, at) + "ab\n".slice(below(3)) + now.slice(at + cut);
    if (next === now) continue;
    texts.push(next);
    history.record(next, "", step);
  }
  for (const text of [...texts].reverse().slice(1)) {
    history.undo();
    assert.equal(history.text, text);
  }
  assert.equal(history.undo(), null);
  for (const text of texts.slice(1)) {
    history.redo();
    assert.equal(history.text, text);
  }
  assert.equal(history.redo(), null);
});

test("what is typed without a pause is one step, and a new text ends what could be redone", () => {
  const history = new History("");
  for (const [time, text] of [[0, "a"], [300, "ab"], [900, "abc"], [2500, "abcd"]]) history.record(text, "typing", time);
  history.undo();
  assert.equal(history.text, "abc");
  history.undo();
  assert.equal(history.text, "");
  history.record("x", "typing", 2600);
  assert.equal(history.redo(), null);
  history.undo();
  assert.equal(history.text, "");
});

test("letters that are typed and taken back at once leave no step", () => {
  const history = new History("a");
  history.record("ab", "typing", 0);
  history.record("a", "typing", 100);
  assert.equal(history.undo(), null);
});

test("a difference is the least that two texts do not share", () => {
  assert.deepEqual(difference("hold: 5s\n", "hold: 15s\n"), { at: 6, before: "", after: "1" });
  assert.deepEqual(difference("aa", "a"), { at: 1, before: "a", after: "" });
  assert.deepEqual(difference("same", "same"), { at: 4, before: "", after: "" });
});

test("two changes are put together where they are in different lines, and only there", () => {
  const base = "title: A\nopening: B\nclosing: C\n";
  const mine = base.replace("A", "Anna");
  const theirs = base.replace("C", "That's all.");
  const both = "title: Anna\nopening: B\nclosing: That's all.\n";
  assert.equal(merged(base, mine, theirs), both);
  assert.equal(merged(base, theirs, mine), both);
  assert.equal(merged(base, mine, base.replace("A", "Ben")), null);
  assert.equal(merged(base, mine, base.replace("title: A", "title: A and more")), null);
});

test("a value is written where it belongs, with what is missing on the way", () => {
  assert.deepEqual(setting({ title: "A" }, ["vars", "patient"], "Anna"), [{ op: "set", path: ["vars"], value: { patient: "Anna" } }]);
  assert.deepEqual(setting({ vars: { a: "b" } }, ["vars", "patient"], "Anna"), [{ op: "set", path: ["vars", "patient"], value: "Anna" }]);
  assert.deepEqual(setting({ title: "A" }, ["title"], "A"), []);
  assert.deepEqual(setting({ items: ["a"] }, ["items", 1], "b"), [{ op: "insert", path: ["items", 1], value: "b" }]);
  assert.deepEqual(removing({ vars: { patient: "Anna" } }, ["vars", "patient"]), [{ op: "remove", path: ["vars"] }]);
  assert.deepEqual(removing({ vars: { patient: "Anna", a: "b" } }, ["vars", "patient"]), [{ op: "remove", path: ["vars", "patient"] }]);
  assert.deepEqual(removing({}, ["length"]), []);
});

const TIMELINE = {
  title: "T",
  duration_ms: 20_000,
  chapters: [
    { title: "Opening", start_ms: 0, length_ms: 5000 },
    { title: "Tuck", start_ms: 5000, length_ms: 15_000 },
  ],
  events: [
    { kind: "speech", chapter: 0, start_ms: 0, length_ms: 4000, text: "Hello.", field: ["opening"] },
    { kind: "pause", chapter: 0, start_ms: 4000, length_ms: 1000 },
    { kind: "speech", chapter: 1, start_ms: 5000, length_ms: 1000, text: "Tuck.", field: ["stretches", 0, "start"] },
    { kind: "hold", chapter: 1, start_ms: 6000, length_ms: 10_000, field: ["stretches", 0, "hold"] },
    { kind: "speech", chapter: 1, start_ms: 11_000, length_ms: 1000, text: "Halfway.", field: ["stretches", 10, "hold"] },
    { kind: "pause", chapter: 1, start_ms: 16_000, length_ms: 4000 },
  ],
};

test("what is at a moment is the cue before the silence in which it is said", () => {
  assert.equal(eventAt(TIMELINE, 0).text, "Hello.");
  assert.equal(eventAt(TIMELINE, 10_999).kind, "hold");
  assert.equal(eventAt(TIMELINE, 11_000).text, "Halfway.");
  assert.equal(eventAt(TIMELINE, 19_999).kind, "pause");
  assert.equal(chapterAt(TIMELINE, 4999), 0);
  assert.equal(chapterAt(TIMELINE, 5000), 1);
});

test("a field has its own events and those of what is in it, and not those of a field that begins alike", () => {
  assert.deepEqual(eventsOf(TIMELINE, ["stretches", 1]), []);
  assert.equal(eventsOf(TIMELINE, ["stretches", 0]).length, 2);
  assert.deepEqual(eventsOf(TIMELINE, ["stretches", 0, "hold"]), [TIMELINE.events[3]]);
});

test("a chapter that only begins later looks the same", () => {
  const later = structuredClone(TIMELINE);
  later.chapters[1].start_ms += 2400;
  for (const event of later.events) if (event.chapter === 1) event.start_ms += 2400;
  assert.equal(drawn(later, [])[1].signature, drawn(TIMELINE, [])[1].signature);
  later.events[3].length_ms += 1000;
  assert.notEqual(drawn(later, [])[1].signature, drawn(TIMELINE, [])[1].signature);
});

test("a chapter with the key of one that was drawn is not worked out again", () => {
  const keyed = structuredClone(TIMELINE);
  keyed.chapters.forEach((chapter, at) => { chapter.key = `k${at}`; });
  const before = drawn(keyed, []);
  assert.equal(drawn(keyed, before)[1].ways, before[1].ways);
  keyed.chapters[1].key = "other";
  assert.notEqual(drawn(keyed, before)[1].ways, before[1].ways);
});

const entry = (key, path, stretches) => ({ key, name: key, path, place: path ?? ["change", key], stretches });
const GROUP = entry("circuit", ["stretches", 1], [entry("b", ["stretches", 1, "stretches", 0]), entry("c", ["stretches", 1, "stretches", 1])]);
const LOOK = { origins: [entry("a", ["stretches", 0]), GROUP, entry("d", ["stretches", 2])] };

test("an entry goes up and down through the groups, and stops at the ends", () => {
  const [a, group, d] = LOOK.origins;
  assert.equal(nextPlace(LOOK, a, -1), null);
  assert.deepEqual(nextPlace(LOOK, a, 1), { group, at: 0 });
  assert.deepEqual(nextPlace(LOOK, d, -1), { group, at: 2 });
  assert.equal(nextPlace(LOOK, d, 1), null);
  assert.deepEqual(nextPlace(LOOK, group.stretches[0], -1), { group: null, at: 1 });
  assert.deepEqual(nextPlace(LOOK, group.stretches[1], 1), { group: null, at: 2 });
  assert.deepEqual(nextPlace(LOOK, group.stretches[0], 1), { group, at: 2 });
  assert.deepEqual(nextPlace(LOOK, group, -1), { group: null, at: 0 });
});

test("an entry is put in order among those beside it, and moved into a group", () => {
  const [a, group, d] = LOOK.origins;
  assert.deepEqual(moving(LOOK, a, null, 3), [{ op: "reorder", place: a.place, after: d.place }]);
  assert.deepEqual(moving(LOOK, d, null, 0), [{ op: "reorder", place: d.place, after: null }]);
  assert.deepEqual(moving(LOOK, a, group, 2), [{ op: "move", path: a.path, to: ["stretches", 1, "stretches", 2] }]);
  assert.deepEqual(insertion(LOOK, group, 0, { use: "x" }), [{ op: "insert", path: ["stretches", 1, "stretches", 0], value: { use: "x" } }]);
  assert.deepEqual(insertion(LOOK, null, 0, { use: "x" }), [{ op: "add", value: { use: "x" }, after: null }]);
  assert.deepEqual(insertion(LOOK, null, 3, { use: "x" }), [{ op: "add", value: { use: "x" }, after: d.place }]);
});

test("a field is found at its line, in groups, too", () => {
  const text = [
    "# mine", "title: T", "vars:", "  patient: Anna", "stretches:", "  - use: chin-tuck  # first", "    # slowly", "    hold: 5s", "",
    "  - group: G", "    stretches:", "      - name: A", "        steps:", "          - say: In", "            for: 4s", "      - name: B", "  - use: x",
    "closing: That's it.",
  ].join("\n");
  assert.equal(lineOf(text, ["title"]), 2);
  assert.equal(lineOf(text, ["vars", "patient"]), 4);
  assert.equal(lineOf(text, ["stretches", 0, "use"]), 6);
  assert.equal(lineOf(text, ["stretches", 0, "hold"]), 8);
  assert.equal(lineOf(text, ["stretches", 0, "start"]), 6);
  assert.equal(lineOf(text, ["stretches", 1, "stretches", 0, "steps", 0, "for"]), 15);
  assert.equal(lineOf(text, ["stretches", 1, "stretches", 1]), 16);
  assert.equal(lineOf(text, ["stretches", 2]), 17);
  assert.equal(lineOf(text, ["closing"]), 18);
  assert.equal(lineOf(text, ["music"]), 1);
});

test("a problem belongs to the innermost entry that has its field, or whose words the library has", () => {
  const [tuck, squeeze] = ["chin-tuck", "shoulder-squeeze"].map((key, at) => ({ key, name: key, place: ["stretches", at] }));
  const member = { key: "cat-dog", name: "cat-dog", place: ["stretches", 2, "stretches", 0] };
  const group = { key: "circuit", name: "circuit", place: ["stretches", 2], stretches: [member] };
  const base = { key: "from-a-base", name: "from-a-base", place: ["change", "from-a-base"] };
  const owner = (path, file = "/x/mine.yaml") => ownerOf({ path, file }, [tuck, squeeze, group, base]);
  assert.equal(owner(["stretches", 1, "caution"]), squeeze);
  assert.equal(owner(["stretches", 2, "rounds"]), group);
  assert.equal(owner(["stretches", 2, "stretches", 0, "hold"]), member);
  assert.equal(owner(["change", "from-a-base", "dose"]), base);
  assert.equal(owner(["title"]), null);
  assert.equal(owner(null, "/library/stretches/shoulder-squeeze.yaml"), squeeze);
  assert.equal(owner(null, "C:\\library\\stretches\\cat-dog.yaml"), member);
  assert.equal(owner(null), null);
});
