// A recording on the page: its sound, and beside each other the texts of one or two models.

import { FORMATS } from './cues.js';
import { Transcript } from './transcript.js';

/** Sound before and after a word, since its times are those at which a model noticed it. */
const MARGIN = 0.1;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export class Recording {
  element;
  panels;
  #audio;
  #addresses = [];
  #stopAt = Infinity;
  #abort = new AbortController();

  constructor(name, models) {
    this.name = name;
    const title = element('h3', { textContent: name });
    const remove = element('button', { className: 'small', type: 'button', textContent: 'Remove' });
    remove.setAttribute('aria-label', `Remove ${name}`);
    remove.onclick = () => this.remove();
    this.#audio = element('audio', { controls: true, preload: 'metadata', hidden: true });
    this.#audio.setAttribute('aria-label', `Sound of ${name}`);
    this.#audio.onplay = () => requestAnimationFrame(() => this.#follow());
    this.#audio.onpause = () => { this.#stopAt = Infinity; };
    this.panels = models.map(model => new Panel(this, model));
    this.element = element('article', { className: 'card' },
      element('div', { className: 'article-head' }, title, remove),
      this.#audio,
      element('div', { className: 'panels' }, ...this.panels.map(panel => panel.element)));
    this.element.setAttribute('aria-label', name);
  }

  /** Aborted when the recording is removed. */
  get signal() {
    return this.#abort.signal;
  }

  /** The file that is heard. */
  set sound(file) {
    this.#audio.src = this.address(file);
    this.#audio.hidden = false;
  }

  /** A file's address for this page, until the recording is removed. */
  address(file) {
    const address = URL.createObjectURL(file);
    this.#addresses.push(address);
    return address;
  }

  async play(word) {
    if (this.#audio.hidden) return;
    this.#audio.pause();
    this.#stopAt = Infinity; // its event comes too late for the end of the word before
    this.#audio.currentTime = Math.max(0, word.start - MARGIN);
    try {
      await this.#audio.play();
      this.#stopAt = word.end + MARGIN;
    } catch (problem) {
      if (problem.name === 'NotSupportedError') this.panels[0].trouble('This browser cannot play this kind of file.');
    }
  }

  #follow() {
    const now = this.#audio.currentTime;
    if (now >= this.#stopAt) this.#audio.pause();
    const playing = !this.#audio.paused && !this.#audio.ended;
    this.panels.forEach(panel => panel.transcript.follow(playing ? now : -1));
    if (playing) requestAnimationFrame(() => this.#follow());
  }

  /** Once both models have answered, marks where they differ. */
  compare() {
    if (this.panels.length !== 2 || !this.panels.every(panel => panel.finished)) return;
    const [one, other] = this.panels.map(panel => panel.transcript);
    one.markDifferences(other);
    other.markDifferences(one);
  }

  remove() {
    this.#abort.abort();
    this.#audio.removeAttribute('src');
    this.#addresses.forEach(address => URL.revokeObjectURL(address));
    this.element.remove();
    this.element.dispatchEvent(new Event('removed'));
  }
}

class Panel {
  element;
  transcript;
  finished = false;
  #recording;
  #waiting;
  #trouble;
  #downloads;

  constructor(recording, model) {
    this.#recording = recording;
    this.model = model;
    const box = element('div');
    const label = `Words of ${recording.name}, by ${model.id}`;
    this.transcript = new Transcript(box, label, model.language, word => recording.play(word));
    this.#waiting = element('p', { className: 'waiting', hidden: true });
    this.#trouble = element('p', { className: 'error', hidden: true });
    this.#trouble.setAttribute('role', 'alert');
    this.#downloads = element('div', { className: 'row downloads', hidden: true });
    this.element = element('div', { className: 'panel' },
      element('h4', { textContent: model.id }), this.#waiting, box, this.#trouble, this.#downloads);
  }

  /** Says what is going on; nothing if empty. */
  wait(what) {
    const bar = element('progress');
    bar.setAttribute('aria-label', `${what}: ${this.#recording.name}`);
    this.#waiting.replaceChildren(bar, what);
    this.#waiting.hidden = !what;
  }

  /** Says in words what went wrong. */
  trouble(message, again) {
    this.#trouble.replaceChildren(message);
    this.#trouble.hidden = !message;
    if (again) {
      const button = element('button', { className: 'small', type: 'button', textContent: 'Try again' });
      button.onclick = again;
      this.#trouble.append(' ', button);
    }
  }

  finish() {
    this.finished = true;
    this.wait('');
    this.transcript.finish();
    if (this.transcript.words.length > 0) this.#offer();
    this.#recording.compare();
  }

  #offer() {
    const { segments, words } = this.transcript;
    const stem = this.#recording.name.replace(/\.[^.]*$/, '');
    const content = { name: this.#recording.name, model: this.model.id, segments, words };
    const links = Object.entries(FORMATS).map(([ending, format]) => {
      const file = new Blob([format.write(content)], { type: format.type });
      const link = element('a', {
        className: 'button small', textContent: ending.toUpperCase(), href: this.#recording.address(file),
        download: this.#recording.panels.length > 1 ? `${stem}.${this.model.id}.${ending}` : `${stem}.${ending}`,
      });
      link.setAttribute('aria-label', `Download ${ending.toUpperCase()} of ${this.#recording.name}, by ${this.model.id}`);
      return link;
    });
    this.#downloads.replaceChildren(element('span', { className: 'hint', textContent: 'Download' }), ...links);
    this.#downloads.hidden = false;
  }
}
