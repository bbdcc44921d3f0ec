import assert from "node:assert/strict";
import { test } from "node:test";

const { csv } = await import(`${process.env.ASSETS}/diary.js`);
const { passage } = await import(`${process.env.ASSETS}/passage.js`);
const { clock, counted, counting, dated, figure, fill, short } = await import(`${process.env.ASSETS}/words.js`);

const ENTRY = { id: "1", date: "2026-05-17", time: "08:30", session: "Neck", language: "en", minutes: 14.3333, felt: "too much", skipped: [], longer: [], again: [] };

test("the diary is CSV as RFC 4180 has it, with a mark for Excel, the oldest first", () => {
  const later = { ...ENTRY, date: "2026-05-18", felt: null, skipped: ["Chin tuck", "Cat, and dog"], longer: [["Lean", 20]], again: [["Roll", 1], ["Lean", 3]] };
  assert.equal(
    csv([later, ENTRY]),
    "\ufeffDate,Time,Session,Minutes,Felt,Skipped,Made longer,Repeated\r\n" +
      "2026-05-17,08:30,Neck,14.3,Too much,,,\r\n" +
      '2026-05-18,08:30,Neck,14.3,,"Chin tuck, Cat, and dog",Lean (+20 s),"Roll, Lean (3 times)"\r\n',
  );
});

test("what a spreadsheet would run is text", () => {
  for (const title of ['=HYPERLINK("http://x")', "+1", "-1", "@x", "\tx", "\rx"]) {
    assert.match(csv([{ ...ENTRY, session: title }]), /,08:30,"?'/);
  }
  assert.ok(csv([{ ...ENTRY, session: 'Say "ah"\nnow' }]).includes('"Say ""ah""\nnow"'));
});

test("of a long cue, the sentences that are being said are shown, in order and none lost", () => {
  const text = "Before we start. This is general education and demonstration only. It is not medical advice, and it is not a treatment plan. Don't use it to diagnose or treat yourself. You take part at your own risk.";
  const shown = [...new Set(Array.from({ length: 101 }, (_, i) => passage(text, i / 100)))];
  assert.equal(shown.join(" "), text);
  assert.ok(shown.every((part) => part.length <= 150));
  assert.equal(passage("Breathe in.", 0.5), "Breathe in.");
});

test("times and counts are written as people do", () => {
  assert.deepEqual([0, 59_999, 192_000, 3_909_000].map(clock), ["0:00", "0:59", "3:12", "1:05:09"]);
  assert.deepEqual([counted(1, "entry", "entries"), counted(2, "session")], ["1 entry", "2 sessions"]);
  assert.deepEqual([short(24), short(26.666)], ["24", "26.7"]);
  assert.deepEqual([figure(24), figure(26.666), figure(1.25, 2)], ["24", "26.7", "1.25"]);
  const forms = ["{count} session", "{count} sessions"];
  assert.deepEqual([counting(forms, 1), counting(forms, 2), counting(["second left", "seconds left"], 1)], ["1 session", "2 sessions", "second left"]);
});

test("what fills a placeholder is never taken for one", () => {
  assert.equal(fill("{number} of {total}: {other}", { number: "{total}", total: 3 }), "{total} of 3: {other}");
  assert.equal(fill("{title}", { title: "$& $1" }), "$& $1");
});

test("numbers and dates are written as in the page's language", () => {
  globalThis.document = { documentElement: { lang: "de" } };
  try {
    assert.deepEqual([figure(26.666), figure(1234)], ["26,7", "1234"]);
    assert.equal(dated(new Date(2026, 4, 17), { day: "numeric", month: "long", year: "numeric" }), "17. Mai 2026");
    assert.equal(short(26.666), "26.7");
  } finally {
    delete globalThis.document;
  }
});
