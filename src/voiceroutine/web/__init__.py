"""The pages for a phone and for this computer, and their server. No other room knows starlette, uvicorn or jinja2.

A site has the same addresses whether it is served or published as a folder, all relative to the page that names them:

    index.html                       the sessions
    diary.html                       what was done, kept in the browser
    make.html                        makes a session; where there is a server
    feed.xml                         the sessions as a podcast
    sessions/SLUG/index.html         plays one session
    sessions/SLUG/SLUG.mp3
    sessions/SLUG/timeline.json      its timeline (plan/timeline_json.py)
    sessions/SLUG/cover.jpg
    sessions/SLUG/captions.vtt
    sessions/SLUG/chapters.json      podcast chapters
    sessions/SLUG/chapter-NNN.png    the picture of chapter NNN, from 000, where it has one
    sessions/SLUG/handout.pdf        where the script is known
    assets/NAME                      style sheet, scripts, icons
    missing/session/index.html       in place of a session that is not kept, without a network; published sites alone
    manifest.webmanifest, service-worker.js, site.json    published sites alone: a phone allows them over https only

The first two of these are in `published`. The third tells the service worker what there is, and in which version:

    {"version": "...", "files": ["index.html", "assets/app.css", ...],
     "sessions": {"SLUG": {"version": "...", "files": ["sessions/SLUG/SLUG.mp3?v=...", ...]}}}

Parts of a session may be asked for with `?v=VERSION` of its identity; a server then has nothing of another one. A host
of plain files answers with what it has; its site.json names these addresses.

A version in site.json is a hash of what the files hold. `files` is without site.json, service-worker.js and feed.xml.
"""
