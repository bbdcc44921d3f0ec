/** What the microphone hears, handed on as it comes. It runs beside the page, where sound is made. */

const { AudioWorkletProcessor, registerProcessor } = /** @type {any} */ (globalThis);

class Capture extends AudioWorkletProcessor {
  /**
   * @param {Float32Array[][]} inputs
   * @returns {boolean} whether to go on
   */
  process(inputs) {
    const [channel] = inputs[0];
    if (channel) this.port.postMessage(channel.slice());
    return true;
  }
}

registerProcessor("capture", Capture);
