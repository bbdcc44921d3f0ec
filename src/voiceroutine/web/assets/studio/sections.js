/** Which fields of a script the form shows, and where. What is in none of them is changed in the text. */

/** The numbers of a dose, which one line can say in their place. */
export const NUMBERS = ["sets", "reps", "hold", "rest", "set_rest", "sides", "alternate", "tempo"];

/**
 * Below a stretch, folded.
 *
 * @type {[string, string[]][]}
 */
export const OF_STRETCH = [
  ["What is said", ["name", "avoid_if", "purpose", "setup", "feel", "easier", "caution", "start", "again", "release"]],
  ["During a hold", ["during"]],
  ["Reps in steps", ["steps", "words", "for"]],
  ["Time", ["ready", "settle", "switch", "after"]],
  ["About it", ["position", "equipment", "areas", "announce", "optional", "frequency"]],
];

/**
 * Of a group.
 *
 * @type {[string, string[]][]}
 */
export const OF_GROUP = [["The group", ["group", "rounds", "rest", "announce"]]];

/**
 * Of the session, folded but for the first.
 *
 * @type {[string, string[]][]}
 */
export const OF_SCRIPT = [
  ["What is said", ["opening", "notice", "closing", "guidance", "screening", "progress", "announce"]],
  ["How it sounds", ["voice", "pace", "music", "bell", "chimes", "keep_awake"]],
  ["For the patient's sheet and the player", ["summary", "artist", "frequency", "language"]],
];
