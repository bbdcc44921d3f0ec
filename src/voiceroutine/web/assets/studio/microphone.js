/** Records with the microphone, and writes what was recorded as a WAV file. */

/** The longest recording, as the server takes it: a minute at 48 kHz. */
const LONGEST_S = 60;
const MOST_SAMPLES = LONGEST_S * 48000;
const HEAD = 44;
/** The voice as it is: what is made for telephone calls makes it thin, and its level is made even afterwards. */
const WANTED = { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 } };

/**
 * @typedef {object} Recorded
 * @property {Float32Array} samples
 * @property {number} rate in Hz
 * @property {number} peak 0 to 1
 */

export class Microphone {
  /** @param {(peak: number, ms: number) => void} heard is told the level of each moment, and how long it has recorded */
  constructor(heard) {
    this.heard = heard;
    /** @type {Float32Array[]} */
    this.parts = [];
    this.count = 0;
    this.peak = 0;
  }

  /**
   * Begin to record. The browser asks for leave, where it has none.
   *
   * @param {() => void} full is called when there is no more room
   * @throws {DOMException} there is no microphone, or no leave
   */
  async start(full) {
    this.stream = await navigator.mediaDevices.getUserMedia(WANTED);
    this.context = new AudioContext();
    await this.context.audioWorklet.addModule("assets/studio/capture.js");
    const node = new AudioWorkletNode(this.context, "capture", { numberOfOutputs: 0 });
    const { sampleRate } = this.context;
    const most = Math.min(LONGEST_S * sampleRate, MOST_SAMPLES);
    node.port.onmessage = ({ data }) => {
      if (!this.stream || this.count >= most) return;
      const part = /** @type {Float32Array} */ (data).subarray(0, most - this.count);
      const peak = part.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      this.parts.push(part);
      this.count += part.length;
      this.peak = Math.max(this.peak, peak);
      this.heard(peak, (this.count / sampleRate) * 1000);
      if (this.count >= most) full();
    };
    this.context.createMediaStreamSource(this.stream).connect(node);
  }

  /**
   * End it, and let go of the microphone.
   *
   * @returns {Recorded}
   */
  stop() {
    const rate = this.context?.sampleRate ?? 48000;
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.context?.close();
    const samples = new Float32Array(this.count);
    let at = 0;
    for (const part of this.parts) {
      samples.set(part, at);
      at += part.length;
    }
    return { samples, rate, peak: this.peak };
  }
}

/**
 * Return a recording as a WAV file with 16 bits.
 *
 * @param {Recorded} recorded
 * @returns {Blob}
 */
export function wavOf({ samples, rate }) {
  const view = new DataView(new ArrayBuffer(HEAD + samples.length * 2));
  const word = (/** @type {number} */ at, /** @type {string} */ text) => [...text].forEach((letter, place) => view.setUint8(at + place, letter.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, view.byteLength - 8, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, at) => view.setInt16(HEAD + at * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32767), true));
  return new Blob([view.buffer], { type: "audio/wav" });
}
