// The microphone: blocks of 16-bit samples while it is open, and all of them as a WAV file when it is closed.

/** What telephones and most models use; enough for speech, and an hour is 115 MB. */
const RATE = 16000;

const REASONS = {
  NotAllowedError: 'The browser may not use the microphone. Allow it for this page in the address bar, then record again.',
  NotFoundError: 'No microphone was found. Connect one, then record again.',
  NotReadableError: 'The microphone cannot be opened; another program may be using it.',
};

export class Microphone {
  #stream;
  #context;
  #blocks = [];

  /** Opens the microphone and calls `take(block)` with each tenth of a second. */
  static async open(take) {
    if (!navigator.mediaDevices) {
      throw new Error('Browsers give a microphone only to pages of this computer or over https; see --tls.');
    }
    const microphone = new Microphone();
    try {
      await microphone.#start(take);
    } catch (problem) {
      microphone.close();
      throw new Error(REASONS[problem.name] ?? `The microphone cannot be used: ${problem.message}`);
    }
    return microphone;
  }

  async #start(take) {
    // What makes a conversation pleasant alters the speech that models are trained on.
    const audio = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    this.#stream = await navigator.mediaDevices.getUserMedia({ audio });
    let source;
    try {
      this.#context = new AudioContext({ sampleRate: RATE });
      source = this.#context.createMediaStreamSource(this.#stream);
    } catch { // Firefox does not resample here; the server does
      await this.#context?.close();
      this.#context = new AudioContext();
      source = this.#context.createMediaStreamSource(this.#stream);
    }
    await this.#context.audioWorklet.addModule('/page/pcm.js');
    const node = new AudioWorkletNode(this.#context, 'pcm', { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }) => {
      this.#blocks.push(data);
      take(data);
    };
    source.connect(node);
  }

  get rate() {
    return this.#context.sampleRate;
  }

  /** What was heard so far. */
  get blocks() {
    return this.#blocks;
  }

  get seconds() {
    return this.#blocks.length / 10;
  }

  close() {
    this.#stream?.getTracks().forEach(track => track.stop());
    this.#context?.close();
  }

  /** All that was recorded: PCM behind a header of 44 bytes. */
  wav() {
    const bytes = 2 * this.#blocks.reduce((sum, block) => sum + block.length, 0);
    const header = new DataView(new ArrayBuffer(44));
    const text = (at, letters) => [...letters].forEach((letter, i) => header.setUint8(at + i, letter.charCodeAt(0)));
    text(0, 'RIFF');
    header.setUint32(4, 36 + bytes, true);
    text(8, 'WAVEfmt ');
    header.setUint32(16, 16, true);
    header.setUint16(20, 1, true); // PCM
    header.setUint16(22, 1, true); // one channel
    header.setUint32(24, this.rate, true);
    header.setUint32(28, 2 * this.rate, true);
    header.setUint16(32, 2, true);
    header.setUint16(34, 16, true);
    text(36, 'data');
    header.setUint32(40, bytes, true);
    return new Blob([header, ...this.#blocks], { type: 'audio/wav' });
  }
}
