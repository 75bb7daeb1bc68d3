// Runs beside the page's own thread: gathers blocks of 0.1 s from the microphone and hands them on as 16-bit samples.
registerProcessor('pcm', class extends AudioWorkletProcessor {
  #block = new Int16Array(Math.round(sampleRate / 10));
  #filled = 0;

  process([[channel]]) {
    for (const amplitude of channel ?? []) {
      this.#block[this.#filled++] = Math.max(-32768, Math.min(32767, Math.round(amplitude * 32768)));
      if (this.#filled === this.#block.length) {
        this.port.postMessage(this.#block);
        this.#block = new Int16Array(this.#block.length);
        this.#filled = 0;
      }
    }
    return true;
  }
});
