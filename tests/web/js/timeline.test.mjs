import assert from "node:assert/strict";
import { test } from "node:test";
import { SESSION } from "./timelines.mjs";

const { againFrom, backTo, lengthenable, readTimeline, resumeAt, skipTo, stateAt, stretchFrom } = await import(`${process.env.ASSETS}/timeline.js`);

const HOLD = SESSION.steps.findIndex((step) => step.kind === "hold");
const { startMs: HOLD_MS } = SESSION.steps[HOLD];
const chapterMs = (title) => SESSION.chapters.find((chapter) => chapter.title === title).startMs;
const cueMs = (text) => SESSION.cues.find((cue) => cue.text === text).startMs;

test("the state is what a search from the beginning finds, at every moment", () => {
  for (let ms = 0; ms < SESSION.durationMs; ms += 50) {
    const state = stateAt(SESSION, ms);
    const step = SESSION.steps.findIndex((it) => it.startMs <= ms && ms < it.endMs);
    assert.equal(state.step, step);
    assert.equal(state.kind, SESSION.steps[step].kind);
    const chapter = SESSION.chapters.findIndex((it) => it.startMs <= ms && ms < it.endMs);
    const moving = ["Sit down.", "Stand up."].some((cue) => ms >= cueMs(cue) && ms < SESSION.chapters[chapter + 1]?.startMs && cueMs(cue) >= SESSION.chapters[chapter].startMs);
    assert.equal(state.chapter, moving ? chapter + 1 : chapter);
    const said = SESSION.cues.filter((cue) => cue.startMs <= ms && cue.startMs >= SESSION.chapters[chapter].startMs).at(-1);
    assert.equal(state.cue, said?.text ?? "");
  }
});

test("steps follow each other without a gap, and prompts are none of them", () => {
  SESSION.steps.slice(1).forEach((step, i) => assert.equal(step.startMs, SESSION.steps[i].endMs));
  assert.ok(!SESSION.steps.some((step) => step.event.text === "Halfway."));
});

test("what is left is told of holds, rests and time to get ready alone", () => {
  assert.equal(stateAt(SESSION, HOLD_MS + 8000).leftMs, 12_000);
  assert.equal(stateAt(SESSION, HOLD_MS - 1).leftMs, null);
  assert.equal(stateAt(SESSION, cueMs("Sit down.") + 2000).leftMs, 7000);
});

test("what comes next is the other side, and then the next stretch", () => {
  assert.deepEqual(pick(stateAt(SESSION, HOLD_MS).next), { what: "side", side: "right" });
  assert.deepEqual(pick(stateAt(SESSION, cueMs("To the right.")).next), { what: "stretch", title: "Roll" });
  assert.deepEqual(pick(stateAt(SESSION, 0).next), { what: "stretch", title: "Lean" });
  // on the way into a stretch, it is the one that comes after that
  assert.deepEqual(pick(stateAt(SESSION, cueMs("Stand up.")).next), { what: "stretch", title: "Closing" });
  assert.equal(stateAt(SESSION, chapterMs("Closing")).next, null);
});

function pick({ what, title, event }) {
  return what === "stretch" ? { what, title } : { what, side: event.side };
}

test("a wait ends at the beginning of the cue that was running", () => {
  assert.equal(resumeAt(SESSION, cueMs("Lean.") + 1500), cueMs("Lean."));
  assert.equal(resumeAt(SESSION, cueMs("Lean.") + 2500), cueMs("Lean."));
  assert.equal(resumeAt(SESSION, cueMs("Stand up.") + 4000), cueMs("Stand up."));
});

test("a wait in a hold or a rest goes on where it was, and in a prompt at its beginning", () => {
  assert.equal(resumeAt(SESSION, HOLD_MS + 7000), HOLD_MS + 7000);
  assert.equal(resumeAt(SESSION, HOLD_MS + 10_200), HOLD_MS + 10_000);
  assert.equal(resumeAt(SESSION, cueMs("Let go.") + 2000), cueMs("Let go.") + 2000);
});

test("a wait never ends in the chapter before", () => {
  for (let ms = 0; ms < SESSION.durationMs; ms += 50) {
    const from = resumeAt(SESSION, ms);
    assert.ok(from <= ms && from >= SESSION.chapters.findLast((it) => it.startMs <= ms).startMs);
  }
});

test("again goes to where the rep began, on this side", () => {
  assert.equal(againFrom(SESSION, HOLD_MS + 19_000), cueMs("Lean to the left."));
  assert.equal(againFrom(SESSION, cueMs("Up again.")), cueMs("To the right."));
  assert.equal(againFrom(SESSION, cueMs("Let go.") + 3500), chapterMs("Roll") + 2000);
  assert.equal(againFrom(SESSION, cueMs("Lean.") + 2500), cueMs("Lean."));
});

test("again, twice, goes to where the stretch began, or the move into its position", () => {
  assert.equal(stretchFrom(SESSION, HOLD_MS), chapterMs("Lean"));
  assert.equal(stretchFrom(SESSION, cueMs("Stand up.") + 3000), cueMs("Stand up."));
});

test("skip goes to the move into the next stretch's position, and from there to the one after", () => {
  assert.equal(skipTo(SESSION, 0), cueMs("Sit down."));
  assert.equal(skipTo(SESSION, HOLD_MS), cueMs("Stand up."));
  assert.equal(skipTo(SESSION, cueMs("Stand up.")), chapterMs("Closing"));
  assert.equal(skipTo(SESSION, chapterMs("Closing")), null);
});

test("back goes to the beginning of the chapter, and from there to the one before", () => {
  assert.equal(backTo(SESSION, chapterMs("Roll") + 5000), chapterMs("Roll"));
  assert.equal(backTo(SESSION, chapterMs("Roll") + 500), chapterMs("Lean"));
  assert.equal(backTo(SESSION, 100), 0);
});

test("longer is for what runs, else for the next hold of the stretch", () => {
  assert.equal(lengthenable(SESSION, HOLD_MS + 5), HOLD);
  assert.equal(lengthenable(SESSION, cueMs("Lean.")), HOLD);
  assert.equal(SESSION.steps[lengthenable(SESSION, cueMs("Let go.") + 1500)].kind, "rest");
  assert.equal(lengthenable(SESSION, chapterMs("Closing")), null);
});

test("a timeline of another version is refused", () => {
  assert.throws(() => readTimeline({ format: "voiceroutine-timeline", version: 2 }), /does not know/);
});
