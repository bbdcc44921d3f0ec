"""What was changed in a session's tag is named; what a tagger or a player only does its own way is told, and good."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.id3 import APIC, CHAP, COMM, ID3, PCNT, POPM, PRIV, SYLT, TIT2, TPE1, TXXX, USLT

from tests.command import own_world, run_here
from tests.support import RunCli, write
from voiceroutine.app.verify import TAGS, Check, inspect
from voiceroutine.session.id3 import tag_bytes
from voiceroutine.session.tags import ITEMS, OWNER

pytestmark = pytest.mark.long  # sessions are made, damaged and measured

SHORT = """\
title: Short
summary: A few seconds.
stretches:
  - {name: Lean, areas: [neck], hold: 1s, ready: 0}
  - {name: Turn your head a little, hold: 1s, ready: 0}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """Return a session that is made once, for all tests here."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "work").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        own_world(patch, folder, cache)
        write(Path("short.yaml"), SHORT)
        assert run_here("make", "-q", "short.yaml").returncode == 0
    return folder / "work/output/short.mp3"


@pytest.fixture
def session(made: Path) -> Path:
    Path("output").mkdir()
    return Path(shutil.copy(made, "output/short.mp3"))


def tags_row(path: Path) -> Check:
    return next(row for row in inspect(path)[0] if row.what == TAGS)


def sound_of(path: Path) -> bytes:
    return path.read_bytes()[tag_bytes(path) :]


Edit = Callable[[ID3], object]


def text(frame_id: str) -> Edit:
    def edit(tags: ID3) -> None:
        tags[frame_id].text = ["Somebody else"]

    return edit


def lyrics(tags: ID3) -> None:
    tags.getall("USLT")[0].text += "Do not stop if it hurts."


def timed(tags: ID3) -> None:
    tags.getall("SYLT")[0].text[0] = (tags.getall("SYLT")[0].text[0][0], 5)


def cover(tags: ID3) -> None:
    tags.getall("APIC")[0].data += b"\0"


def contents(tags: ID3) -> None:
    tags["CTOC:toc"].child_element_ids.pop()


def contents_title(tags: ID3) -> None:
    tags["CTOC:toc"].sub_frames["TIT2"].text = ["Somebody else"]


def offsets(tags: ID3) -> None:
    tags.getall("CHAP")[0].start_offset = 1_000


def chapter_time(tags: ID3) -> None:
    tags.getall("CHAP")[0].end_time += 1


def chapter_picture(tags: ID3) -> None:
    tags.getall("CHAP")[0].sub_frames.add(APIC(mime="image/png", type=3, desc="", data=b"x"))


CHANGES: list[tuple[str, Edit]] = [
    ("title", text("TIT2")),
    ("artist", text("TPE1")),
    ("album", text("TALB")),
    ("genre", text("TCON")),
    ("track", text("TRCK")),
    ("length", text("TLEN")),
    ("language", text("TLAN")),
    ("comment", lambda tags: setattr(tags.getall("COMM")[0], "text", ["Buy this."])),
    ("lyrics", lyrics),
    ("lyrics", lambda tags: tags.add(USLT(encoding=1, lang="deu", desc="", text="Anders"))),
    ("timed lyrics", timed),
    ("timed lyrics", lambda tags: tags.add(SYLT(encoding=1, lang="deu", format=2, type=1, desc="x", text=[("a", 1)]))),
    ("cover", cover),
    ("cover", lambda tags: tags.add(APIC(mime="image/png", type=4, desc="back", data=b"x"))),
    ("table of contents", contents),
    ("table of contents", contents_title),
    ("chapters", offsets),
    ("chapters", chapter_time),
    ("chapters", chapter_picture),
    ("chapters", lambda tags: tags.add(CHAP(element_id="more", start_time=1, end_time=2, sub_frames=[]))),
]


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize(("item", "edit"), CHANGES, ids=[f"{item} {n}" for n, (item, _) in enumerate(CHANGES)])
def test_each_change_is_named(session: Path, item: str, edit: Edit, version: int) -> None:
    tags = ID3(session)
    edit(tags)
    tags.save(session, v2_version=version)
    row = tags_row(session)
    assert not row.ok
    assert row.found.partition(", saved again")[0] == f"changed: {item}"


@pytest.mark.parametrize(("frame_id", "item"), ITEMS.items())
def test_each_item_is_missed(session: Path, frame_id: str, item: str) -> None:
    tags = ID3(session)
    tags.delall(frame_id)
    tags.save(session, v2_version=3)
    assert tags_row(session).found.startswith(f"changed: {item}, saved again")


def insert(path: Path, frame: bytes) -> None:
    """Put a frame before all others, which no library does where there is one of its kind."""
    size, content = tag_bytes(path), path.read_bytes()
    tag = frame + content[10:size]
    path.write_bytes(content[:6] + bytes(len(tag) >> shift & 0x7F for shift in (21, 14, 7, 0)) + tag + content[size:])


def frame(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "big") + b"\0\0" + body


def test_a_second_frame_of_a_kind_is_seen(session: Path) -> None:
    insert(session, frame(b"TIT2", b"\0Somebody else"))
    assert tags_row(session).found.startswith("changed: title")


@pytest.mark.parametrize("again", [True, False])
def test_a_second_record_is_seen(session: Path, again: bool) -> None:
    own = next(it for it in ID3(session).getall("PRIV") if it.owner == OWNER)
    tags = ID3(session)
    tags.add(PRIV(owner=OWNER, data=b"x"))
    if again:
        insert(session, frame(b"PRIV", OWNER.encode() + b"\0" + own.data))
    else:
        tags.save(session, v2_version=3)
    rows, _ = inspect(session)
    assert not all(row.ok for row in rows)
    assert "2 records of how it was made" in " ".join(row.found for row in rows) or rows[0].what == "file"


HARMLESS: list[tuple[str, Edit, str]] = [
    ("nothing", lambda _: None, ", saved again by another program"),
    ("a player's rating", lambda tags: tags.add(POPM(email="a@b", rating=5, count=2)), "POPM added"),
    ("a player's count", lambda tags: tags.add(PCNT(count=7)), "PCNT added"),
    ("a text of its own", lambda tags: tags.add(TXXX(encoding=3, desc="replaygain", text="-3 dB")), "TXXX added"),
    ("a comment with a name", lambda tags: tags.add(COMM(encoding=0, lang="eng", desc="iTunNORM", text="0")), "COMM"),
    ("another's private frame", lambda tags: tags.add(PRIV(owner="WM/X", data=b"x")), "PRIV added"),
    ("another encoding", lambda tags: tags.add(TIT2(encoding=0, text="Short")), ", saved again by another program"),
    ("one of them again", lambda tags: tags.add(TPE1(encoding=0, text="voiceroutine")), ", saved again"),
]


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize(("edit", "told"), [case[1:] for case in HARMLESS], ids=[case[0] for case in HARMLESS])
def test_what_a_tagger_does_its_own_way_is_told_and_good(session: Path, edit: Edit, told: str, version: int) -> None:
    sound, tags = sound_of(session), ID3(session)
    edit(tags)
    tags.save(session, v2_version=version)
    assert sound_of(session) == sound
    rows, _ = inspect(session)
    assert [row for row in rows if not row.ok] == []
    row = tags_row(session)
    assert row.found.startswith("as they were written")
    assert told in row.found


def test_a_tag_that_nobody_touched_is_as_it_was_written(session: Path) -> None:
    assert tags_row(session).found == "as they were written"


def test_every_bit_of_the_info_frame_is_proved(session: Path) -> None:
    start, content = tag_bytes(session), session.read_bytes()
    for bit in range(0, 288 * 8, 5):
        flipped = bytearray(content)
        flipped[start + bit // 8] ^= 1 << bit % 8
        session.write_bytes(flipped)
        assert {row.what for row in inspect(session)[0] if not row.ok} == {"info frame"}


def test_a_session_with_tags_of_the_users_own_is_left_as_it_is(session: Path, run_cli: RunCli) -> None:
    write(Path("short.yaml"), SHORT)
    tags = ID3(session)
    tags.add(TPE1(encoding=3, text="Hill Street Physio"))
    tags.save(session)
    before = session.read_bytes()
    assert "up to date" in run_cli("make", "short.yaml").stdout
    assert session.read_bytes() == before
    assert run_cli("verify", str(session)).returncode == 1
