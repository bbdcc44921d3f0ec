"""The studio's server: scripts are written, looked at, heard and made in it. It answers this computer alone.

It holds no document: the page has the text, and sends it with each question. Under the address, which has a token:

    studio.html                                home
    edit.html?script=ID                        the editor of one script
    GET  api/scripts, api/routines             one's own scripts, and the bundled ones: see `app.home`
    GET  api/stretches                         the library
    GET  api/fields                            what a form needs to know of each key: see `form_fields`
    GET  api/pictures/KEY.svg                  the drawing of a stretch or of a position
    POST api/new {name, from, ...}             {id, remarks}: see `front`
    GET  api/scripts/ID                        {id, writable, text, sha256, draft}
    PUT  api/scripts/ID {text, base_sha256}    {id, writable, text, sha256}, or 409 with {text, sha256} where somebody
                                               else has saved since
    POST api/scripts/ID/look {text, edits, have}
                                               what the text says after the edits: see `answers` and `edits`
    POST api/scripts/ID/say {text, event}      the cue at this position among all events, or {text, cue}: audio/wav
    POST api/scripts/ID/listen {text, chapter} {sound, chapter, start_ms, last, timeline}: where the chapter is heard,
                                               and its exact timeline, which begins with the chapter
    GET  api/sounds/NAME.wav                   that chapter, in any part: it is mixed as it is asked for
    POST api/scripts/ID/recordings/NAME        {name, recording}: keeps the WAV in the body beside the script; see
                                               `recordings`
    PUT, DELETE api/scripts/ID/draft           keeps {text, base_sha256}, which is not saved yet
    GET  api/scripts/ID/changes                server-sent events: `changed` with what is on the disk now, `gone`
    GET  api/scripts/ID/session                what was made of it, {slug, title, duration_ms, ...}, or null
    POST api/scripts/ID/make                   {job}: makes what is saved; jobs/JOB/ is as in `web.making`
    POST api/scripts/ID/verify                 {ok, checks}
    POST api/scripts/ID/handout {paper}        the PDF
    GET, POST, DELETE api/phone                the server for phones: {url, code, notes} or null; starts it; ends it
    sessions/SLUG/...                          what was made, as `serve` has it

An ID is the name of a script as `slug_of` has it. A bundled script is read only: saved, it becomes one of ./scripts.
Errors are {message, hint}, where the page is at fault with status 400, and else 404, 409 or 422.
"""
