// Asks a server through OpenAI's own client and prints what came, as JSON: node openai-client.mjs PACKAGES BASE_URL KEY
// MODEL WAV. The sound is WAV of 16 kHz and 16 bits with a header of 44 bytes. PACKAGES is where npm has put openai and ws.
import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [packages, baseURL, apiKey, model, wav] = process.argv.slice(2);
const require = createRequire(packages + '/');
const { OpenAI } = require('openai');
const { OpenAIRealtimeWS } = require('openai/realtime/ws');
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const transcriptions = client.audio.transcriptions;
const file = () => createReadStream(wav);

async function failure(promise) {
  try {
    await promise;
    return 'none';
  } catch (problem) {
    return `${problem.constructor.name} ${problem.status}`;
  }
}

async function streamed() {
  const events = await transcriptions.create({ model, file: file(), stream: true });
  const got = { deltas: '', text: '' };
  for await (const event of events) {
    if (event.type === 'transcript.text.delta') got.deltas += event.delta;
    if (event.type === 'transcript.text.done') got.text = event.text;
  }
  return got;
}

/** The sound live, committed at its end. */
function realtime() {
  const TRANSCRIPTION = 'conversation.item.input_audio_transcription.';
  return new Promise((fulfil, reject) => {
    const session = new OpenAIRealtimeWS({ model }, client);
    const got = { deltas: '', transcript: '', errors: [] };
    session.on('error', problem => {
      if (problem.error) got.errors.push(problem.error.code);
      else reject(problem);
    });
    session.on('session.created', () => {
      session.send({ type: 'input_audio_buffer.commit' }); // there is nothing yet
      const input = { format: { type: 'audio/pcm', rate: 16000 }, transcription: { model }, turn_detection: null };
      session.send({ type: 'session.update', session: { type: 'transcription', audio: { input } } });
    });
    session.on('session.updated', () => {
      const samples = readFileSync(wav).subarray(44);
      for (let at = 0; at < samples.length; at += 8000) {
        session.send({ type: 'input_audio_buffer.append', audio: samples.subarray(at, at + 8000).toString('base64') });
      }
      session.send({ type: 'input_audio_buffer.commit' });
    });
    session.on(TRANSCRIPTION + 'delta', ({ delta }) => { got.deltas += delta; });
    session.on(TRANSCRIPTION + 'completed', ({ transcript }) => {
      session.close();
      fulfil({ ...got, transcript });
    });
  });
}

console.log(JSON.stringify({
  models: (await client.models.list()).data.map(each => each.id),
  text: (await transcriptions.create({ model, file: file() })).text,
  words: (await transcriptions.create({
    model, file: file(), response_format: 'verbose_json', timestamp_granularities: ['word'],
  })).words.map(each => each.word),
  streamed: await streamed(),
  unknown: await failure(transcriptions.create({ model: 'none', file: file() })),
  unreadable: await failure(transcriptions.create({ model, file: createReadStream(process.argv[1]) })),
  realtime: await realtime(),
}));
