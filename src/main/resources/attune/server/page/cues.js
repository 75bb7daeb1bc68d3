// Writes words as files. The rules for subtitles are those of the server (attune.transcripts.Cues), so that both write
// the same: at most two lines of 42 characters and 7 seconds; a pause of 0.8 s ends a cue; one that is full ends at the
// longest pause in its second half; a cue stays for a second if the next one leaves the time.

const LINE = 42;
const LONGEST = 7;
const PAUSE = 0.8;
const SHORTEST = 1;

const joined = words => words.map(each => each.word).join(' ');
const pauseBefore = (words, at) => words[at].start - words[at - 1].end;

/** The two lines of a cue: the longer one is as short as it can be. */
function broken(words) {
  let best = null;
  for (let at = 1; at < words.length; at++) {
    const lines = [joined(words.slice(0, at)), joined(words.slice(at))];
    const longer = Math.max(lines[0].length, lines[1].length);
    if (!best || longer < best.longer) best = { lines, longer };
  }
  return best;
}

function fits(words) {
  return words.at(-1).end - words[0].start <= LONGEST
    && (joined(words).length <= LINE || broken(words).longer <= LINE);
}

function endOfCue(words, from) {
  let to = from + 1;
  while (to < words.length && pauseBefore(words, to) < PAUSE) {
    if (!fits(words.slice(from, to + 1))) {
      const half = from + Math.floor((to - from + 1) / 2);
      let best = to;
      for (let at = to - 1; at >= half; at--) if (pauseBefore(words, at) > pauseBefore(words, best)) best = at;
      return best;
    }
    to++;
  }
  return to;
}

function cues(words) {
  const all = [];
  for (let from = 0; from < words.length;) {
    const to = endOfCue(words, from);
    const said = words.slice(from, to);
    const { start } = said[0];
    const { end } = said.at(-1);
    const readable = Math.max(end, start + SHORTEST);
    const latest = to === words.length ? readable : Math.max(end, words[to].start);
    const lines = said.length === 1 || joined(said).length <= LINE ? [joined(said)] : broken(said).lines;
    all.push({ start, end: Math.min(readable, latest), lines });
    from = to;
  }
  return all;
}

function clock(seconds, mark) {
  const all = Math.round(seconds * 1000);
  const two = number => String(number).padStart(2, '0');
  return `${two(Math.floor(all / 3600000))}:${two(Math.floor(all / 60000) % 60)}:${two(Math.floor(all / 1000) % 60)}`
    + mark + String(all % 1000).padStart(3, '0');
}

const times = (cue, mark) => `${clock(cue.start, mark)} --> ${clock(cue.end, mark)}`;
const escaped = line => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** By the ending of the file's name: its type, and how it is written. */
export const FORMATS = {
  srt: {
    type: 'application/x-subrip',
    write: ({ words }) => cues(words)
      .map((cue, i) => `${i + 1}\n${times(cue, ',')}\n${cue.lines.join('\n')}\n\n`).join(''),
  },
  vtt: {
    type: 'text/vtt',
    write: ({ words }) => 'WEBVTT\n' + cues(words)
      .map(cue => `\n${times(cue, '.')}\n${cue.lines.map(escaped).join('\n')}\n`).join(''),
  },
  txt: { type: 'text/plain', write: ({ segments }) => segments.map(each => joined(each.words) + '\n').join('') },
  json: {
    type: 'application/json',
    write: ({ name, model, words }) => JSON.stringify({ file: name, model, text: joined(words), words }, null, 2) + '\n',
  },
};
