/**
 * What the lock screen, headsets and media keys show and do.
 *
 * iOS shows two buttons: unless seeking is declared to be nobody's, they are ten seconds back and forth. It forgets
 * what was set before the sound plays, so all of it is set again then.
 */

/**
 * @typedef {import("./player.js").Player} Player
 */

/**
 * @param {Player} player
 * @param {{title: string, artist: string, cover: string}} session
 * @returns {() => void} to be called when the chapter may be another one
 */
export function onLockScreen(player, session) {
  const media = navigator.mediaSession;
  if (!media) return () => {};
  let shown = -1;

  function describe() {
    shown = player.state.chapter;
    media.metadata = new MediaMetadata({
      title: player.timeline.chapters[shown].title,
      artist: session.artist,
      album: session.title,
      artwork: [{ src: session.cover, sizes: "1400x1400", type: "image/jpeg" }],
    });
  }

  function listen() {
    /** @type {[MediaSessionAction, MediaSessionActionHandler | null][]} */
    const handlers = [
      ["play", () => player.goOn()],
      ["pause", () => player.wait()],
      ["previoustrack", () => player.back()],
      ["nexttrack", () => player.skip()],
      ["seekbackward", null],
      ["seekforward", null],
      ["seekto", null],
    ];
    for (const [action, handler] of handlers) {
      try {
        media.setActionHandler(action, handler);
      } catch {
        // a browser that does not know an action does not offer it either
      }
    }
  }

  function place() {
    const duration = player.timeline.durationMs / 1000;
    const position = Math.min(duration, player.ms / 1000);
    media.setPositionState?.({ duration, playbackRate: player.rate, position });
  }

  listen();
  player.audio.addEventListener("playing", () => {
    describe();
    listen();
    place();
    media.playbackState = "playing";
  });
  player.audio.addEventListener("pause", () => {
    media.playbackState = "paused";
  });
  for (const moved of ["seeked", "ratechange"]) player.audio.addEventListener(moved, place);
  return () => {
    if (shown >= 0 && shown !== player.state.chapter) describe();
  };
}
