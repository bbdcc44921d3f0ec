/** Talks to the studio's server: addresses are relative to the page, whose path has the token. */

/** What the server refused, with what to do about it. */
export class Refusal extends Error {
  /**
   * @param {string} message
   * @param {string | null} hint
   * @param {number} status of HTTP; 0 where no answer came
   * @param {any} body
   */
  constructor(message, hint, status, body) {
    super(message);
    this.hint = hint;
    this.status = status;
    this.body = body;
  }
}

/**
 * Send a request; the answer, once it is one.
 *
 * @param {string} method
 * @param {string} address below `api/`
 * @param {unknown} [body] what is sent as JSON, or a Blob as it is
 * @param {AbortSignal} [signal]
 * @param {boolean} [leaving] whether the request outlives the page
 * @returns {Promise<Response>}
 * @throws {Refusal}
 */
export async function send(method, address, body, signal, leaving = false) {
  /** @type {RequestInit} */
  const request = { method, signal, headers: {}, keepalive: leaving };
  if (body instanceof Blob) Object.assign(request, { body, headers: { "Content-Type": body.type } });
  else if (body !== undefined) {
    Object.assign(request, { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  }
  let answer;
  try {
    answer = await fetch(`api/${address}`, request);
  } catch (error) {
    if (signal?.aborted) throw error;
    const hint = "start `voiceroutine studio` again, and leave this page open: what you wrote is still here";
    throw new Refusal("the studio does not answer", hint, 0, null);
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => null);
  throw new Refusal(said?.message ?? `the studio answered ${answer.status}`, said?.hint ?? null, answer.status, said);
}

/**
 * @param {string} address
 * @returns {Promise<any>}
 */
export async function get(address) {
  return (await send("GET", address)).json();
}

/**
 * @param {string} address
 * @param {unknown} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function post(address, body, signal) {
  return (await send("POST", address, body, signal)).json();
}
