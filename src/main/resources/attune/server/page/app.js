// The page: settings, files and microphone in, recordings with their texts out.

import { hasKey, LiveText, models, Refused, transcribe, useKey } from './api.js';
import { Microphone } from './microphone.js';
import { Recording } from './recording.js';
import { clock } from './transcript.js';

/** Uploads at once; the others wait for their turn. */
const AT_ONCE = 4;
/** An hour of sound is what the page and, by default, the server take. */
const LONGEST_SECONDS = 3600;
/** Words that a screen reader is given at once. */
const MOST_READ_OUT = 60;

const $ = id => document.getElementById(id);
let served = [];
let going = 0;
const queue = [];
let recorder = null;

/** Tells those who cannot see the page; a long text is there to be read when they want to. */
function tellNews(what, words) {
  const text = words.map(each => each.word).join(' ');
  const told = words.length === 0 ? 'no words' : words.length > MOST_READ_OUT ? `${words.length} words` : text;
  $('news').textContent = what ? `${what}: ${told}` : told;
}

function trouble(message) {
  $('trouble').textContent = message;
  $('trouble').hidden = !message;
}

// Models and key

async function start() {
  try {
    served = await models();
  } catch (problem) {
    const keyless = problem instanceof Refused && problem.status === 401;
    $('server').textContent = keyless
      ? (hasKey() ? 'This API key is not one of the server’s.' : 'This server asks for an API key.')
      : problem.message;
    $('key-form').hidden = !keyless;
    if (keyless) $('key').focus();
    return;
  }
  $('key-form').hidden = true;
  if (served.length === 0) {
    $('server').textContent = 'The server has no model yet. Put one into its folder, then reload this page.';
    return;
  }
  $('server').textContent = served.length === 1 ? '1 model' : `${served.length} models`;
  const options = served.map(each => [each.id, each.live ? `${each.id} (live text)` : each.id]);
  fill($('model'), options);
  fill($('beside'), [['', 'no other'], ...options]);
  $('model').value = (served.find(each => each.live) ?? served[0]).id;
  $('beside-field').hidden = served.length < 2;
  $('desk').hidden = false;
}

function fill(select, options) {
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
}

function chosen() {
  return [...new Set([$('model').value, $('beside').value])]
    .filter(Boolean)
    .map(id => served.find(each => each.id === id));
}

$('key-form').addEventListener('submit', event => {
  event.preventDefault();
  useKey($('key').value);
  $('key').value = '';
  start();
});

// Recordings

function show(name, wanted) {
  const recording = new Recording(name, wanted);
  $('list').prepend(recording.element);
  recording.element.addEventListener('removed', noteHowMany);
  noteHowMany();
  return recording;
}

function noteHowMany() {
  $('results').hidden = $('list').children.length === 0;
  $('differs').hidden = !document.querySelector('.panel + .panel');
}

function add(file) {
  const recording = show(file.name, chosen());
  recording.sound = file;
  recording.panels.forEach(panel => upload(recording, panel, file, $('hot-words').value));
}

function upload(recording, panel, file, hotWords) {
  panel.trouble('');
  panel.wait('Waiting for its turn');
  queue.push(async () => {
    panel.wait('Transcribing');
    try {
      const segments = await transcribe(file, recording.name, panel.model.id, hotWords, recording.signal);
      segments.forEach(segment => panel.transcript.add(segment));
      panel.finish();
      tellNews(`${recording.name}, ${panel.model.id}`, panel.transcript.words);
    } catch (problem) {
      panel.wait('');
      if (problem.name !== 'AbortError') {
        panel.trouble(problem.message, () => upload(recording, panel, file, hotWords));
      }
    }
  });
  next();
}

async function next() {
  if (going >= AT_ONCE || queue.length === 0) return;
  going++;
  await queue.shift()();
  going--;
  next();
}

$('files').addEventListener('change', () => {
  trouble('');
  [...$('files').files].forEach(add);
  $('files').value = '';
});

const drop = $('drop');
for (const kind of ['dragover', 'dragleave', 'drop']) {
  drop.addEventListener(kind, event => {
    event.preventDefault();
    drop.classList.toggle('over', kind === 'dragover');
  });
}
drop.addEventListener('drop', event => {
  trouble('');
  [...event.dataTransfer.files].forEach(add);
});
// A file that misses must not take the page's place.
for (const kind of ['dragover', 'drop']) window.addEventListener(kind, event => event.preventDefault());

// The microphone

/** Records; models that can show their text at once, the others hear the whole recording at its end. */
class Recorder {
  #microphone;
  #recording;
  #hotWords = $('hot-words').value;
  #live = [];

  async start() {
    this.#microphone = await Microphone.open(block => this.#take(block));
    const now = new Date();
    const name = `recording ${now.toLocaleTimeString([], { hour12: false }).replaceAll(':', '.')}.wav`;
    this.#recording = show(name, chosen());
    this.#recording.element.addEventListener('removed', () => this.stop());
    for (const panel of this.#recording.panels) {
      if (panel.model.live) this.#listen(panel);
      else panel.wait('After the recording');
    }
  }

  #listen(panel) {
    panel.wait('Listening');
    const text = new LiveText(panel.model.id, this.#microphone.rate, this.#hotWords, {
      partial: (text, stable) => panel.transcript.partial(text, stable),
      segment: segment => {
        panel.transcript.add(segment);
        tellNews('', segment.words);
      },
    });
    this.#microphone.blocks.forEach(block => text.send(block)); // so that the words' times are those of the recording
    this.#live.push(text);
    text.ended.then(() => panel.finish(), problem => {
      panel.transcript.partial('', '');
      panel.finish();
      panel.trouble(problem.message);
      this.stop();
    });
  }

  #take(block) {
    this.#live.forEach(text => text.send(block));
    $('record-label').textContent = `Stop ${clock(this.#microphone?.seconds ?? 0)}`;
    if (this.#microphone?.seconds >= LONGEST_SECONDS) {
      this.stop();
      trouble('A recording on this page can be an hour long; it was stopped there.');
    }
  }

  stop() {
    if (recorder !== this) return;
    recorder = null;
    this.#microphone.close();
    $('record').setAttribute('aria-pressed', 'false');
    $('record-label').textContent = 'Record';
    this.#live.forEach(text => text.finish());
    if (this.#recording.signal.aborted) return;
    const file = this.#microphone.wav();
    this.#recording.sound = file;
    this.#recording.panels
      .filter(panel => !panel.model.live)
      .forEach(panel => upload(this.#recording, panel, file, this.#hotWords));
  }
}

$('record').addEventListener('click', async () => {
  trouble('');
  if (recorder) {
    recorder.stop();
    return;
  }
  $('record').disabled = true;
  const starting = new Recorder();
  try {
    await starting.start();
    recorder = starting;
    $('record').setAttribute('aria-pressed', 'true');
  } catch (problem) {
    trouble(problem.message);
  }
  $('record').disabled = false;
});

start();
