// What the page asks the server for. The API key stays in this tab: it is forgotten when the tab is closed.

const STORED = 'attune-api-key';
let key = sessionStorage.getItem(STORED) ?? '';

/** A request that was refused; the message is for the person who reads it. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

export function useKey(given) {
  key = given.trim();
  sessionStorage.setItem(STORED, key);
}

export const hasKey = () => key !== '';

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { ...options, headers: key ? { Authorization: `Bearer ${key}` } : {} });
  } catch (problem) {
    if (problem.name === 'AbortError') throw problem;
    throw new Refused('The server does not answer. Is it still running?', 0);
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok || !body) {
    throw new Refused(body?.error?.message ?? `The server answered with status ${answer.status}.`, answer.status);
  }
  return body;
}

/** The models served: {id, live, …}. */
export async function models() {
  return (await ask('/v1/models')).data.sort((a, b) => a.id.localeCompare(b.id));
}

/** What a model hears in a recording, as segments: [{start, words: [{word, start, end, confidence}]}]. */
export async function transcribe(file, name, model, hotWords, signal) {
  const form = new FormData();
  form.append('model', model);
  form.append('response_format', 'verbose_json');
  form.append('timestamp_granularities[]', 'word');
  form.append('timestamp_granularities[]', 'segment');
  if (hotWords) form.append('hotwords', hotWords);
  form.append('file', file, name);
  const answer = await ask('/v1/audio/transcriptions', { method: 'POST', body: form, signal });
  let at = 0;
  return answer.segments.map(segment => {
    const from = at;
    while (at < answer.words.length && answer.words[at].start < segment.end) at++;
    return { start: segment.start, words: answer.words.slice(from, at) };
  });
}

/** Sound as it is spoken, and what a model hears in it, over a WebSocket that speaks vosk-server's dialect. */
export class LiveText {
  #socket;
  #ended;
  #waiting = [];
  #begin;

  /** `heard` has `partial(text, stable)` and `segment({start, words})`. */
  constructor(model, rate, hotWords, heard) {
    const address = new URL('/v1/stream', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    address.searchParams.set('model', model);
    if (key) address.searchParams.set('api_key', key);
    this.#socket = new WebSocket(address);
    this.#begin = JSON.stringify({ config: { sample_rate: rate, words: true, stable: true, phrase_list: phrases(hotWords) } });
    this.#socket.onmessage = message => {
      const said = JSON.parse(message.data);
      if ('partial' in said) {
        heard.partial(said.partial, said.stable);
      } else {
        heard.partial('', '');
        if (said.result) heard.segment(segment(said.result));
      }
    };
    this.#ended = new Promise((fulfil, reject) => {
      let opened = false;
      this.#socket.onopen = () => {
        opened = true;
        this.#socket.send(this.#begin);
        this.#waiting.forEach(each => this.#socket.send(each));
        this.#waiting = [];
      };
      this.#socket.onclose = ({ code, reason }) => {
        if (code === 1000) fulfil();
        else if (reason) reject(new Refused(`The live session ended: ${reason}.`, code));
        else reject(new Refused(opened
          ? 'The connection to the server broke off.'
          : 'The server did not open a live session; perhaps too many are open. Try again.', code));
      };
    });
  }

  /** Fulfilled when the last text has come; rejected with a `Refused` if the session breaks off. */
  get ended() {
    return this.#ended;
  }

  /** Samples of 16 bits. */
  send(samples) {
    this.#give(samples);
  }

  /** Asks for the last text. */
  finish() {
    this.#give('{"eof" : 1}');
  }

  #give(message) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message);
    else if (this.#socket.readyState === WebSocket.CONNECTING) this.#waiting.push(message);
  }
}

const phrases = hotWords => hotWords.split(/[,\n]/).map(each => each.trim().replace(/:[\d.]+$/, '')).filter(Boolean);

const segment = result => ({
  start: result[0].start,
  words: result.map(({ word, start, end, conf }) => ({ word, start, end, confidence: conf })),
});
