"""The studio's server: writes scripts, looks at them, has them heard and made. On this computer alone.

It holds no document: the page has the text, and sends it with each question. Under the address, which has a token:

    studio.html                                home
    edit.html?script=ID                        the editor of one script
    GET  api/scripts/ID                        {id, writable, text, sha256, draft}
    POST api/scripts/ID/look  {text, edits}    what the text says now: see `answers`
    POST api/scripts/ID/say {text, event}      the cue at this position among all events, or {text, cue}: audio/wav
    POST api/scripts/ID/listen {text, chapter} {sound, chapter, start_ms, last, timeline}: where the chapter is heard,
                                               and its exact timeline, which begins with the chapter
    GET  api/sounds/NAME.wav                   that chapter, in any part: it is mixed as it is asked for
    PUT  api/scripts/ID  {text, base_sha256}   {id, sha256}, or 409 {text, sha256} where somebody else has saved

An ID is the name of a script as `slug_of` has it. A bundled script is read only: saved, it becomes one of ./scripts.
Errors are {message, hint}.
"""
