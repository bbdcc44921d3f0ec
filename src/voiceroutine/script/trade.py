"""Keys that people of the trade write, and what to write here in their place (after the word "write")."""

from __future__ import annotations

_GROUP = "a group, under `stretches`: `- group: NAME` with its own `stretches` and `rounds`"
_WEIGHT = "`setup`: a dose has no weights, so say it there, for example `setup: Take two kilos in each hand.`"

IN_STRETCH = {
    "duration": "`hold`: for example `hold: 30s`",
    "time": "`hold`: for example `hold: 30s`",
    "seconds": "`hold`: for example `hold: 30s`",
    "length": "`hold`: for example `hold: 30s`",
    "hold_time": "`hold`: for example `hold: 30s`",
    "repeat": "`reps`: for example `reps: 8`",
    "repeats": "`reps`: for example `reps: 8`",
    "repetitions": "`reps`: for example `reps: 8`",
    "times": "`reps`: for example `reps: 8`",
    "count": "`reps`: for example `reps: 8`",
    "rounds": "`sets`: for example `sets: 3`; rounds of several stretches are a `group`",
    "circuit": _GROUP,
    "superset": _GROUP,
    "weight": _WEIGHT,
    "weights": _WEIGHT,
    "load": _WEIGHT,
    "resistance": _WEIGHT,
    "fade": "`words`: in how many reps the `steps` are said, for example `words: 3`",
    "numbers": "`prompts`, with `numbers` below it:\nprompts:\n  numbers: false",
    "halfway": "`prompts`, with `halfway` below it:\nprompts:\n  halfway: off",
    "countdown": "`prompts`, with `countdown` below it:\nprompts:\n  countdown: 0",
    "sound": "`sound` in an item of `steps` or `during`, or `bell` at the top of the script",
    "breaths": "`hold`: for example `hold: 5 breaths`",
    "series": "`sets`: for example `sets: 3`",
    "dosage": "`dose`: for example `dose: 3 x 10, hold 5 s`",
    "prescription": "`dose`: for example `dose: 3 x 10, hold 5 s`",
    "instructions": "`setup`: how to get into position; `start` says when to begin",
    "instruction": "`setup`: how to get into position; `start` says when to begin",
    "description": "`setup`: how to get into position; `start` says when to begin",
    "directions": "`setup`: how to get into position; `start` says when to begin",
    "text": "`setup` (how to get into position) or `start` (when to begin)",
    "say": "`start`: the cue that begins a rep or a hold; `say` belongs to an item of `steps` or `during`",
    "cue": "`start`: the cue that begins a rep or a hold",
    "cues": "`during`: cues spoken inside a hold, each with its time",
    "warning": "`caution`: for example `caution: Stop if your arm tingles.`",
    "precaution": "`caution`: for example `caution: Stop if your arm tingles.`",
    "precautions": "`caution`: for example `caution: Stop if your arm tingles.`",
    "contraindications": "`caution`: for example `caution: Leave this one out if you feel dizzy.`",
    "side": "`sides`: for example `sides: both`",
    "affected": "`sides`: for example `sides: left`",
    "affected_side": "`sides`: for example `sides: left`",
    "each_side": "`sides`: for example `sides: both`",
    "bilateral": "`sides`: for example `sides: both`",
    "title": "`name`: for example `name: Upper trap stretch`",
    "exercise": "`name` for one of your own, or `use` for one of the library: for example `use: chin-tuck`",
    "stretch": "`name` for one of your own, or `use` for one of the library: for example `use: chin-tuck`",
    "pause": "`after` (before the next stretch) or `rest` (between reps)",
    "break": "`after` (before the next stretch) or `rest` (between reps)",
    "rest_between_sets": "`set_rest`: for example `set_rest: 20s`",
    "speed": "`tempo`: the time of one counted rep, for example `tempo: 3s`",
    "muscles": "`areas`: for example `areas: [neck, traps]`",
    "area": "`areas`: for example `areas: [neck, traps]`",
    "props": "`equipment`: for example `equipment: [chair]`",
    "end": "`release`: the cue that ends a hold",
    "stop": "`release`: the cue that ends a hold",
    "finish": "`release`: the cue that ends a hold",
    "notes": "a comment (`# ...`) for yourself, or `setup` for words to speak",
    "note": "a comment (`# ...`) for yourself, or `setup` for words to speak",
    "comment": "a comment (`# ...`) for yourself, or `setup` for words to speak",
    "aliases": "`also`: for example `also: [UT stretch]`",
    "recording": "`recording` below the cue that it is of, beside its `say`:\n"
    "start:\n  say: Lean to the left.\n  recording: lean.wav",
}
"""Of a stretch."""
IN_GROUP = {
    "name": "the name beside `group`: for example `group: Sun salutation`",
    "title": "the name beside `group`: for example `group: Sun salutation`",
    "sets": "`rounds`: for example `rounds: 3`",
    "reps": "`rounds`: for example `rounds: 3`",
    "repeat": "`rounds`: for example `rounds: 3`",
    "times": "`rounds`: for example `rounds: 3`",
    "exercises": "`stretches`: the group's own list of stretches",
    "poses": "`stretches`: the group's own list of stretches",
    "items": "`stretches`: the group's own list of stretches",
    "pause": "`rest`: for example `rest: 20s`",
    "after": "`rest`: for example `rest: 20s`",
    "set_rest": "`rest`: for example `rest: 20s`",
}
"""Of a group."""
IN_SCRIPT = {
    "rounds": _GROUP,
    "group": _GROUP,
    "groups": _GROUP,
    "repeat": _GROUP,
    "superset": _GROUP,
    "circuit": _GROUP,
    "weight": _WEIGHT,
    "replace": "`skip` for the one and `insert` for the other:\n"
    "skip: [chin-tuck]\ninsert:\n  - after: upper-trap\n    use: cat-dog",
    "exercises": "`stretches`: the list of stretches",
    "exercise": "`stretches`: the list of stretches",
    "routine": "`stretches`: the list of stretches",
    "program": "`stretches`: the list of stretches",
    "programme": "`stretches`: the list of stretches",
    "workout": "`stretches`: the list of stretches",
    "items": "`stretches`: the list of stretches",
    "name": "`title`: for example `title: Neck knots`",
    "description": "`summary`: a line for the list and the player, which is not spoken",
    "subtitle": "`summary`: a line for the list and the player, which is not spoken",
    "disclaimer": "`opening` for words of your own; the disclaimer is always spoken, before everything else",
    "warning": "`opening` for words of your own; the disclaimer is always spoken, before everything else",
    "introduction": "`opening`: spoken after the disclaimer and the title",
    "intro": "`opening`: spoken after the disclaimer and the title",
    "welcome": "`opening`: spoken after the disclaimer and the title",
    "outro": "`closing`: spoken at the end",
    "ending": "`closing`: spoken at the end",
    "instructions": "`opening` for words about the whole session, or `setup` in a stretch",
    "lang": "`language`: for example `language: en`",
    "locale": "`language`: for example `language: en`",
    "speed": "`pace`: how fast the voice speaks, for example `pace: 0.9`",
    "rate": "`pace`: how fast the voice speaks, for example `pace: 0.9`",
    "speaker": "`voice`: for example `voice: heart`",
    "background": "`music`: for example `music: drone`",
    "sound": "`music`: for example `music: drone`",
    "volume": "`level`, a key of `music`: for example `music: {file: drone, level: -24dB}`",
    "bells": "`bell`: for example `bell: bowl`",
    "gong": "`bell`: for example `bell: bowl`",
    "pronunciation": "`say_as`: words, and how each is spoken",
    "pronounce": "`say_as`: words, and how each is spoken",
    "often": "`frequency`: for example `frequency: twice a day`",
    "schedule": "`frequency`: for example `frequency: twice a day`",
    "author": "`artist`: for example `artist: Hill Street Physio`",
    "clinic": "`artist`: for example `artist: Hill Street Physio`",
    "therapist": "`artist`: for example `artist: Hill Street Physio`",
    "variables": "`vars`: names, and the text that each stands for",
    "placeholders": "`vars`: names, and the text that each stands for",
    "patient": "`vars`: names for texts, for example `vars: {patient: Anna}`, and `{patient}` in a text",
    "base": "`extends`: for example `extends: neck`",
    "from": "`extends`: for example `extends: neck`",
    "include": "`extends`: for example `extends: neck`",
    "remove": "`skip`: for example `skip: [chin-tuck]`",
    "keep": "`only`: for example `only: [chin-tuck, upper-trap]`",
    "add": "`insert`: stretches, each with `after`, `before` or `first`",
    "sequence": "`order`: for example `order: [upper-trap, chin-tuck]`",
    "omit": "`skip`: for example `skip: [chin-tuck]`",
    "changes": "`change`: for example `change: {chin-tuck: {reps: 5}}`",
}
"""Of a script."""
IN_CUE = {
    "every": "`every` below `bell`, at the top of the script:\nbell:\n  every: 1m",
}
"""Of an item of `during` or `steps`."""
IN_STEP = {
    **IN_CUE,
    **dict.fromkeys(("duration", "time", "seconds", "hold", "length"), "`for`: for example `for: 4s`"),
    **dict.fromkeys(("text", "cue", "start"), "`say`: for example `say: Breathe in.`"),
}
"""Of an item of `steps`."""
IN_MUSIC = {
    **dict.fromkeys(("volume", "loudness", "gain"), "`level`: for example `level: -24dB`"),
    **dict.fromkeys(("sound", "track", "name", "path"), "`file`: for example `file: beds/rain.mp3`"),
}
"""Of `music`."""
_SITTING, _ALL_FOURS = "`chair`, or `floor`", "`hands-and-knees`"
POSITIONS = {
    **dict.fromkeys(("sitting", "seated", "sit"), _SITTING),
    **dict.fromkeys(("kneeling", "kneel"), "`half-kneeling`, or `hands-and-knees`"),
    **dict.fromkeys(("quadruped", "all fours", "all-fours", "on all fours"), _ALL_FOURS),
    **dict.fromkeys(("supine", "lying", "lying on the back", "on the back"), "`back`"),
    **dict.fromkeys(("prone", "stomach", "belly", "lying on the front"), "`front`"),
    **dict.fromkeys(("sidelying", "side-lying", "side lying"), "`side`"),
    **dict.fromkeys(("stand", "upright"), "`standing`"),
}
"""In place of other words for a position, in lower case."""
OF_GROUP = "a list of stretches makes a group: write `- group: NAME` with its `stretches` and `rounds`"
"""In place of any unknown key beside a list of stretches that is no group."""
VALUES = {
    "announce": {
        **dict.fromkeys(("off", "false", "no"), "`announce: none`"),
        **dict.fromkeys(("on", "true", "yes"), "`announce: full`"),
    },
    "sides": {
        **dict.fromkeys(("l/r", "r/l", "left/right", "l, r", "lr", "each", "each side", "2", "bilateral"), "`both`"),
        "l": "`left`",
        "r": "`right`",
    },
    "position": POSITIONS,
    "guidance": {
        **dict.fromkeys(("short", "less", "medium"), "`guidance: brief`"),
        **dict.fromkeys(("none", "off", "false", "no", "min", "minimum"), "`guidance: minimal`"),
        **dict.fromkeys(("long", "normal", "all", "true", "yes", "on", "max"), "`guidance: full`"),
    },
}
"""In place of a value of a key, in lower case."""
LISTS = {key for key, hint in IN_SCRIPT.items() if hint.startswith("`stretches`")}
"""Words for the list of stretches, by which a script is told from a stretch."""
