import assert from "node:assert/strict";
import { test } from "node:test";
import { SESSION, randomHold, randomly, timelineOf } from "./timelines.mjs";

const { Longer, gapFor } = await import(`${process.env.ASSETS}/holding.js`);
const { lastBegun } = await import(`${process.env.ASSETS}/timeline.js`);

/**
 * Play a hold by a clock that is made up: ticks come when they like, and seeks take their time.
 *
 * Returns how long the hold lasted, and when each prompt began, in ms after its beginning, as somebody hears it.
 */
function play(timeline, taps, { rate = 1, tickMs = () => 100, seekMs = () => 20, aheadMs = 350 } = {}) {
  const step = timeline.steps.findIndex((it) => it.kind === "hold");
  const { startMs, endMs } = timeline.steps[step];
  const longer = new Longer(timeline);
  const heard = [];
  let [now, ms] = [0, startMs];
  const waiting = [...taps];
  while (ms < endMs) {
    if (waiting.length && ms >= startMs + waiting[0].atMs) longer.add(step, waiting.shift().extraMs);
    const to = longer.jump(ms, rate, now, aheadMs * rate);
    if (to !== null) {
      assert.ok(to >= startMs && to < endMs, "stays in the hold");
      ms = to;
      now += seekMs();
    }
    // the sound runs on until the next tick, or to the end
    const lasts = Math.min(tickMs(), (endMs - ms) / rate);
    for (const cue of timeline.cues) {
      if (cue.startMs >= ms && cue.startMs < ms + lasts * rate && cue.startMs >= startMs) heard.push({ text: cue.text, at: now + (cue.startMs - ms) / rate, cue });
    }
    now += lasts;
    ms += lasts * rate;
  }
  return { lasted: now, heard, lengthMs: endMs - startMs, endMs };
}

test("a hold of 20 s becomes one of 30 s, and its countdown comes before the new end", () => {
  for (const atMs of [0, 400, 3000, 9000, 10_200, 15_000, 17_200, 18_700, 19_400]) {
    const { lasted, heard } = play(SESSION, [{ atMs, extraMs: 10_000 }]);
    assert.ok(Math.abs(lasted - 30_000) < 100, `${lasted} after a tap at ${atMs}`);
    const at = Object.fromEntries(heard.map((it) => [it.text, it.at]));
    assert.ok(Math.abs(at["Three."] - 27_000) < 100, `three at ${at["Three."]} after a tap at ${atMs}`);
    assert.ok(Math.abs(at["One."] - 29_000) < 100);
    assert.equal(heard.filter((it) => it.text === "Halfway.").length, 1);
  }
});

test("every tap adds, and the later one is held before the prompt that is then to come", () => {
  const { lasted, heard } = play(SESSION, [{ atMs: 1000, extraMs: 10_000 }, { atMs: 3000, extraMs: 10_000 }, { atMs: 13_000, extraMs: 10_000 }]);
  assert.ok(Math.abs(lasted - 50_000) < 100, String(lasted));
  assert.deepEqual(heard.map((it) => it.text), ["Halfway.", "Three.", "Two.", "One."]);
});

test("any hold is as much longer as was asked, however ticks and seeks behave, at any speed", () => {
  const random = randomly(7);
  for (let i = 0; i < 400; i++) {
    const timeline = randomHold(random);
    const { endMs, startMs } = timeline.steps.find((it) => it.kind === "hold");
    const rate = [0.75, 0.9, 1, 1.1, 1.25][Math.floor(random() * 5)];
    const atMs = random() * (endMs - startMs - 1200);
    const found = play(timeline, [{ atMs, extraMs: 10_000 }], { rate, tickMs: () => 50 + random() * 200, seekMs: () => random() * 60 });
    const wanted = found.lengthMs / rate + 10_000;
    assert.ok(Math.abs(found.lasted - wanted) < 150, `${i}: ${found.lasted} and not ${wanted}`);
  }
});

test("a prompt is said once, unless it tells of the end", () => {
  const random = randomly(11);
  for (let i = 0; i < 400; i++) {
    const timeline = randomHold(random);
    const { endMs, startMs } = timeline.steps.find((it) => it.kind === "hold");
    const { heard } = play(timeline, [{ atMs: random() * (endMs - startMs - 1200), extraMs: 10_000 }]);
    for (const { text, cue } of heard) {
      const times = heard.filter((it) => it.text === text).length;
      assert.ok(times === 1 || cue.startMs > endMs - 7000, `${text} was said ${times} times`);
    }
  }
});

test("behind a locked screen, with a tick in a second, it is as exact", () => {
  const random = randomly(3);
  const found = play(SESSION, [{ atMs: 2000, extraMs: 30_000 }], { tickMs: () => 900 + random() * 200, aheadMs: 1500 });
  assert.ok(Math.abs(found.lasted - 50_000) < 100, String(found.lasted));
  assert.deepEqual(found.heard.map((it) => it.text), ["Halfway.", "Three.", "Two.", "One."]);
});

test("what was asked for before a hold begins is added to it", () => {
  const longer = new Longer(SESSION);
  const hold = SESSION.steps.findIndex((it) => it.kind === "hold");
  const { startMs } = SESSION.steps[hold];
  longer.add(hold, 10_000);
  assert.equal(longer.jump(startMs - 500, 1, 0, 350), null);
  assert.equal(longer.left(hold, startMs, 1, 0), 30_000);
  assert.equal(longer.jump(startMs, 1, 500, 350), null);
  assert.equal(longer.left(hold, startMs + 5000, 1, 5500), 25_000);
});

test("a wait keeps what is still to be added, and another speed does", () => {
  const longer = new Longer(SESSION);
  const hold = SESSION.steps.findIndex((it) => it.kind === "hold");
  const { startMs } = SESSION.steps[hold];
  longer.add(hold, 10_000);
  longer.jump(startMs + 100, 1, 0, 350);
  longer.stop(startMs + 5100, 1, 5000);
  assert.equal(longer.running, null);
  assert.equal(Math.round(longer.left(hold, startMs + 5100, 1.25, 99_000)), Math.round(14_900 / 1.25 + 10_000));
});

test("the playhead is kept in silence: no prompt and no chime is in the gap", () => {
  const random = randomly(5);
  for (let i = 0; i < 200; i++) {
    const timeline = randomHold(random);
    const step = timeline.steps.findIndex((it) => it.kind === "hold");
    const { startMs, endMs } = timeline.steps[step];
    const gap = gapFor(timeline, step, startMs + random() * (endMs - startMs));
    assert.ok(gap.fromMs >= startMs && gap.toMs <= endMs && gap.fromMs < gap.toMs);
    for (const sound of timeline.sounds) assert.ok(sound.endMs <= gap.fromMs || sound.startMs >= gap.toMs);
  }
});

test("a bell that rings into a hold is waited for", () => {
  const timeline = timelineOf([{ title: "Bell", steps: [["pause", 1, { prompts: [{ at: 0.5, lasts: 6 }] }], ["hold", 20]] }]);
  assert.equal(gapFor(timeline, 1, 1000).fromMs, 6560);
  assert.equal(lastBegun(timeline.sounds, 5000), 0);
});
