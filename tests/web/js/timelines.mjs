/** Timelines for the tests: written by hand, and at random. */

const { readTimeline } = await import(`${process.env.ASSETS}/timeline.js`);

/** A timeline from chapters of `[kind, seconds, fields]`; prompts are given as `{at, seconds, text}` in a silence. */
export function timelineOf(chapters) {
  const events = [];
  const found = [];
  let ms = 0;
  chapters.forEach(({ title, steps }, chapter) => {
    const start_ms = ms;
    for (const [kind, seconds, { prompts = [], ...fields } = {}] of steps) {
      events.push({ kind, chapter, start_ms: ms, length_ms: Math.round(seconds * 1000), ...fields });
      for (const { at, lasts = 0.5, ...prompt } of prompts) {
        const kind = prompt.text ? "speech" : "chime";
        events.push({ kind, chapter, start_ms: ms + Math.round(at * 1000), length_ms: Math.round(lasts * 1000), ...prompt });
      }
      ms += Math.round(seconds * 1000);
    }
    found.push({ title, start_ms, length_ms: ms - start_ms });
  });
  return readTimeline({ format: "voiceroutine-timeline", version: 1, title: "Test", duration_ms: ms, chapters: found, events });
}

const turn = (rep, side) => ({ stretch: 1, set: 1, sets: 1, rep, reps: 2, side });

/** An opening, a stretch on two sides, one with reps and sets, a closing. */
export const SESSION = timelineOf([
  { title: "Opening", steps: [["speech", 10, { text: "Before we start." }], ["pause", 1], ["speech", 2, { text: "Sit down.", stretch: 0 }], ["ready", 7, { stretch: 0 }]] },
  {
    title: "Lean",
    steps: [
      ["speech", 2, { text: "Lean.", stretch: 0 }],
      ["pause", 1, { stretch: 0 }],
      ["speech", 1, { text: "Lean to the left.", stretch: 0, side: "left", set: 1, sets: 1, rep: 1, reps: 1 }],
      ["hold", 20, { stretch: 0, side: "left", set: 1, sets: 1, rep: 1, reps: 1, prompts: [{ at: 0.1 }, { at: 10, text: "Halfway." }, { at: 17, text: "Three." }, { at: 18, text: "Two." }, { at: 19, text: "One." }] }],
      ["speech", 1, { text: "And back.", stretch: 0, side: "left", set: 1, sets: 1, rep: 1, reps: 1 }],
      ["speech", 1, { text: "To the right.", stretch: 0, side: "right", set: 1, sets: 1, rep: 1, reps: 1 }],
      ["hold", 20, { stretch: 0, side: "right", set: 1, sets: 1, rep: 1, reps: 1 }],
      ["speech", 1, { text: "Up again.", stretch: 0, side: "right", set: 1, sets: 1, rep: 1, reps: 1 }],
      ["pause", 3, { stretch: 0 }],
      ["speech", 1, { text: "Stand up.", stretch: 1 }],
      ["ready", 6, { stretch: 1 }],
    ],
  },
  {
    title: "Roll",
    steps: [
      ["speech", 2, { text: "Roll.", stretch: 1 }],
      ["speech", 1, { text: "One.", ...turn(1) }],
      ["hold", 5, turn(1)],
      ["speech", 1, { text: "Let go.", ...turn(1) }],
      ["rest", 3, turn(1)],
      ["speech", 1, { text: "Two.", ...turn(2) }],
      ["hold", 5, turn(2)],
      ["speech", 1, { text: "And rest.", ...turn(2) }],
      ["pause", 3, { stretch: 1 }],
    ],
  },
  { title: "Closing", steps: [["speech", 2, { text: "That's the end." }], ["pause", 3]] },
]);

/** Numbers from 0 to 1 that are the same in each run. */
export function randomly(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A stretch with one hold, and prompts in it that leave half a second between them. */
export function randomHold(random) {
  const seconds = 3 + Math.floor(random() * 88);
  const prompts = [];
  for (let at = 0.2 + random() * 10; at + 2 < seconds; at += 2.5 + random() * 25) prompts.push({ at, text: `Prompt at ${at}`, lasts: 0.3 + random() });
  return timelineOf([
    { title: "Opening", steps: [["speech", 2, { text: "Hello." }]] },
    { title: "Hold", steps: [["speech", 1, { text: "Hold.", stretch: 0 }], ["hold", seconds, { stretch: 0, prompts }], ["speech", 1, { text: "Release.", stretch: 0 }], ["pause", 20]] },
  ]);
}
