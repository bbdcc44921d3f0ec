"""A published folder: what is in it, and what happens to what was there."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support import RunCli, write
from tests.web.serving import SCRIPT
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.files import whole_file
from voiceroutine.web.publish import Published, publish
from voiceroutine.web.written import RECORD

SITE = Path("site")
URL = "https://example.org/sessions/"


@pytest.fixture(autouse=True)
def _own(made_once: Path) -> None:
    """Work beside a session."""
    Path("output").mkdir()
    shutil.copy2(made_once / "short.mp3", "output/short.mp3")


@pytest.fixture
def script() -> Path:
    """Return the script of that session. Without it there is no handout, which takes longest to write."""
    return write(Path("scripts/short.yaml"), SCRIPT)


def published(**options: str | bool | None) -> Published:
    return publish(SITE, url=str(options.pop("url", URL)), **options)  # type: ignore[arg-type]


def files() -> dict[str, bytes]:
    return {str(path.relative_to(SITE)): path.read_bytes() for path in sorted(SITE.rglob("*")) if path.is_file()}


def test_a_site_has_everything_that_a_served_one_has(script: Path) -> None:
    done = published()
    found = files()
    assert (done.sessions, done.written, done.unchanged, done.removed, done.notes) == (1, len(found) - 1, 0, 0, ())
    assert found["sessions/short/short.mp3"] == Path("output/short.mp3").read_bytes()
    assert {
        "index.html",
        "diary.html",
        "feed.xml",
        "assets/app.css",
        "manifest.webmanifest",
        "service-worker.js",
    } < set(found)
    assert found["sessions/short/captions.vtt"].startswith(b"WEBVTT")
    page = "".join(page.extract_text() for page in PdfReader(SITE / "sessions/short/handout.pdf").pages)
    assert "Shoulder rolls" in page
    assert "handout.pdf" in found["sessions/short/index.html"].decode()
    assert URL + "sessions/short/short.mp3" in found["feed.xml"].decode()


@pytest.mark.long
def test_nothing_in_it_names_this_computer(script: Path) -> None:
    published()
    words = [str(Path.cwd()), str(Path.home()), "127.0.0.1", "localhost"]
    for name, content in files().items():
        assert not [word for word in words if word.encode() in content and len(word) > 3], name


def test_the_service_worker_is_told_of_every_file() -> None:
    published()
    site = json.loads((SITE / "site.json").read_text())
    listed = [*site["files"], *(file for session in site["sessions"].values() for file in session["files"])]
    assert len(set(listed)) == len(listed)
    assert all(name.endswith("index.html") or "?v=" in name for name in site["sessions"]["short"]["files"])
    names = [name.partition("?")[0] for name in listed]
    assert not {"assets/make.js", "assets/live.js"} & set(names)
    assert set(names) | {"site.json", "service-worker.js", "feed.xml", RECORD} == set(files())
    assert list(site["sessions"]) == ["short"]
    assert all(file.startswith("sessions/short/") for file in site["sessions"]["short"]["files"])


@pytest.mark.long
def test_a_version_changes_with_what_its_files_hold() -> None:
    published()
    before = json.loads((SITE / "site.json").read_text())
    shutil.copy("output/short.mp3", "output/second.mp3")
    published()
    after = json.loads((SITE / "site.json").read_text())
    assert after["version"] != before["version"]  # the list of sessions is another
    assert after["sessions"]["short"] == before["sessions"]["short"]


def test_what_is_the_same_is_not_written_again() -> None:
    published()
    times = {name: (SITE / name).stat().st_mtime_ns for name in files()}
    done = published()
    assert (done.written, done.removed) == (0, 0)
    times.pop(RECORD)
    assert times == {name: (SITE / name).stat().st_mtime_ns for name in times}
    os.utime("output/short.mp3", ns=(1, 1))  # its time is in the feed
    done = published()
    assert done.written == 1


def test_the_files_of_a_session_that_is_gone_go() -> None:
    shutil.copy("output/short.mp3", "output/second.mp3")
    published()
    write(SITE / "sessions/second/mine.txt", "of somebody else")
    write(SITE / "sessions/second/captions.vtt", "corrected by hand")
    count = sum(name.startswith("sessions/second/") for name in files())
    Path("output/second.mp3").unlink()
    done = published()
    assert done.removed == count - 2
    assert [name for name in files() if name.startswith("sessions/second/")] == [
        "sessions/second/captions.vtt",
        "sessions/second/mine.txt",
    ]
    shutil.copy("output/short.mp3", "output/third.mp3")
    published()
    Path("output/third.mp3").unlink()
    published()
    assert not (SITE / "sessions/third").exists()


@pytest.mark.parametrize("name", ["sessions/short/cover.jpg", "site.json"])
def test_a_file_of_others_stays_and_nothing_is_written(name: str) -> None:
    write(SITE / name, "of somebody else")
    with pytest.raises(OutputError, match="voiceroutine did not make, or that was changed since"):
        published()
    assert files() == {name: b"of somebody else"}
    published(force=True)
    assert files()[name] != b"of somebody else"


def test_a_page_that_was_edited_stays() -> None:
    published()
    write(SITE / "diary.html", "edited")
    with pytest.raises(OutputError, match="changed since"):
        published()
    assert (SITE / "diary.html").read_text() == "edited"


@pytest.mark.long
def test_what_is_beside_the_site_is_left_alone() -> None:
    write(SITE / "CNAME", "example.org")
    write(SITE / ".git/config", "[core]")
    published()
    published()
    assert (SITE / "CNAME").read_text() == "example.org"
    assert (SITE / ".git/config").read_text() == "[core]"


@pytest.mark.long
def test_work_that_was_broken_off_is_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written until then is known to be ours, though the sessions change before the next time."""
    left = iter(range(20))

    def broken_off(path: Path) -> object:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return whole_file(path)

    with monkeypatch.context() as patch:
        patch.setattr("voiceroutine.web.written.whole_file", broken_off)
        with pytest.raises(KeyboardInterrupt):
            published()
    assert (SITE / "sessions/short/short.mp3").is_file()
    os.utime("output/short.mp3", ns=(1, 1))
    shutil.copy("output/short.mp3", "output/second.mp3")
    published()
    with (SITE / RECORD).open() as record:
        for line in record:
            wanted, name = line.split()
            assert hashlib.sha256((SITE / name).read_bytes()).hexdigest() == wanted


def test_a_record_cannot_have_anything_else_deleted(tmp_path: Path) -> None:
    published()
    names = ["../secret", "/secret", "sessions/../../secret", "sessions/link/secret", ".git/config", "secret/", ""]
    places = [SITE.parent / "secret", SITE / ".git/config", tmp_path / "elsewhere/secret"]
    for place in places:
        write(place, "secret")
    (SITE / "sessions/link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with (SITE / RECORD).open("a") as record:
        record.writelines(f"{hashlib.sha256(b'secret').hexdigest()}  {name}\n" for name in names)
    published()
    assert all(place.read_text() == "secret" for place in places)


def test_without_an_address_there_is_no_feed(run_cli: RunCli) -> None:
    done = run_cli("publish", "site")
    assert done.returncode == 0, done.stderr
    assert "There is no feed" in done.stderr
    assert done.stdout.startswith("site  1 session, ")
    assert not (SITE / "feed.xml").exists()
    assert "feed.xml" not in (SITE / "index.html").read_text()


@pytest.mark.parametrize(
    "url",
    ["example.org", "ftp://example.org/", "https://", "https://example.org/?a", "https://ex ample.org/", "https://["],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(VoiceroutineError, match="is no address of a site"):
        published(url=url)
    assert not SITE.exists()


@pytest.mark.parametrize("folder", ["output", "./output/", "scripts/../output"])
def test_the_folder_of_the_sessions_is_no_place_for_a_site(folder: str) -> None:
    Path("scripts").mkdir()
    with pytest.raises(VoiceroutineError, match="is the folder of the sessions"):
        publish(folder)
    assert [path.name for path in Path("output").iterdir()] == ["short.mp3"]


def test_without_sessions_nothing_is_published() -> None:
    published()
    before = files()
    Path("output/short.mp3").unlink()
    with pytest.raises(VoiceroutineError, match="there are no sessions in output"):
        published()
    assert files() == before


@pytest.mark.long
@pytest.mark.parametrize("change", ["gone", "changed"])
def test_without_its_script_a_session_has_no_handout(script: Path, change: str) -> None:
    if change == "gone":
        script.unlink()
    else:
        write(script, SCRIPT.replace("hold: 20s", "hold: 21s"))
    done = published()
    assert done.notes == ("short.mp3 has no handout: its script is not here, or says something else now.",)
    assert not (SITE / "sessions/short/handout.pdf").exists()
    assert "handout.pdf" not in (SITE / "sessions/short/index.html").read_text()
