// One model's text of one recording: words that tell how sure the model is of them, and that can be heard.

/** Below these a word is worth a second look. */
const SURE = 0.8;
const DOUBTFUL = 0.5;
/** How far apart two models may place the same word. */
const SAME_SECONDS = 0.5;

const sureness = confidence => confidence >= SURE ? '' : confidence >= DOUBTFUL ? 'doubtful' : 'unsure';

export const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

export class Transcript {
  segments = [];
  #box;
  #play;
  #spans = [];
  #partial = null;

  /** In an element; `play(word)` is called with a word to be heard. */
  constructor(box, label, language, play) {
    this.#box = box;
    this.#play = play;
    box.className = 'text';
    if (language !== 'und') box.lang = language; // for the voice of a screen reader
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', label);
    box.addEventListener('click', event => this.#hear(event.target));
    box.addEventListener('keydown', event => this.#move(event));
  }

  get words() {
    return this.segments.flatMap(segment => segment.words);
  }

  add(segment) {
    this.segments.push(segment);
    const paragraph = document.createElement('p');
    const time = document.createElement('span');
    time.className = 'time';
    time.textContent = clock(segment.start);
    paragraph.append(time);
    for (const word of segment.words) paragraph.append(' ', this.#span(word));
    this.#box.insertBefore(paragraph, this.#partial);
  }

  #span(word) {
    const span = document.createElement('span');
    span.className = `word ${sureness(word.confidence)}`;
    span.setAttribute('role', 'button');
    span.tabIndex = this.#spans.length === 0 ? 0 : -1; // one stop for the tab key; arrows go on from there
    span.textContent = word.word;
    span.title = `${Math.round(100 * word.confidence)} % sure, at ${word.start.toFixed(1)} s`;
    this.#spans.push({ span, word });
    return span;
  }

  /** Shows what was not finished yet, of which the stable beginning will not change; nothing if empty. */
  partial(text, stable) {
    if (!text) {
      this.#partial?.remove();
      this.#partial = null;
      return;
    }
    if (!this.#partial) {
      this.#partial = document.createElement('p');
      this.#partial.className = 'partial';
      this.#box.append(this.#partial);
    }
    const sure = document.createElement('span');
    sure.className = 'stable';
    sure.textContent = stable;
    this.#partial.replaceChildren(sure, text.slice(stable.length));
  }

  /** Says that there are no words. */
  finish() {
    if (this.#spans.length > 0) return;
    const none = document.createElement('p');
    none.className = 'empty';
    none.textContent = 'No words were heard.';
    this.#box.replaceChildren(none);
  }

  /** Marks the word that is being heard. */
  follow(seconds) {
    for (const { span, word } of this.#spans) {
      span.classList.toggle('now', word.start <= seconds && seconds < word.end);
    }
  }

  /** Marks the words that another transcript of the same recording does not have there. */
  markDifferences(other) {
    const others = other.words;
    let near = 0;
    for (const { span, word } of this.#spans) {
      while (near < others.length && others[near].end < word.start - SAME_SECONDS) near++;
      let found = false;
      for (let at = near; at < others.length && others[at].start < word.end + SAME_SECONDS; at++) {
        found ||= others[at].word === word.word;
      }
      span.classList.toggle('differs', !found);
    }
  }

  #hear(target) {
    const found = this.#spans.find(each => each.span === target);
    if (found) {
      this.#focus(found.span);
      this.#play(found.word);
    }
  }

  #focus(span) {
    this.#spans.forEach(each => { each.span.tabIndex = each.span === span ? 0 : -1; });
    span.focus();
  }

  #move(event) {
    const at = this.#spans.findIndex(each => each.span === event.target);
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const last = this.#spans.length - 1;
    const to = {
      ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last,
    }[event.key];
    if (to !== undefined) this.#focus(this.#spans[Math.max(0, Math.min(last, to))].span);
    else if (event.key === 'Enter' || event.key === ' ') this.#hear(event.target);
    else return;
    event.preventDefault();
  }
}
