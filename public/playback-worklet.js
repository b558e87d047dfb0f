/* global AudioWorkletProcessor, registerProcessor, sampleRate */

const levelEvery = 12;

function fromMuLaw(byte) {
  const flipped = ~byte & 0xff;
  const magnitude = (((flipped & 0x0f) << 3) + 132) << ((flipped >> 4) & 0x07);
  return (flipped & 0x80 ? 132 - magnitude : magnitude - 132) / 32_768;
}

/** Sound and marks in the order they came; a mark is told when the sound before it was played. */
class Playback extends AudioWorkletProcessor {
  constructor({ processorOptions: { sound } }) {
    super();
    this.phone = sound === 'phone';
    this.step = (this.phone ? 8_000 : 24_000) / sampleRate;
    this.queue = [];
    this.place = 0;
    this.busy = false;
    this.blocks = 0;
    this.port.onmessage = ({ data }) => this.take(data);
  }

  take(message) {
    if (message.type === 'audio') this.queue.push({ samples: this.decode(message.audio) });
    if (message.type === 'mark') this.queue.push({ mark: message.mark });
    if (message.type === 'clear') {
      this.queue = [];
      this.place = 0;
    }
  }

  decode(audio) {
    if (this.phone) return Float32Array.from(new Uint8Array(audio), fromMuLaw);
    return Float32Array.from(new Int16Array(audio), (sample) => sample / 32_768);
  }

  process(_inputs, [output]) {
    const out = output[0];
    let energy = 0;
    for (let index = 0; index < out.length; index++) {
      const sample = this.next();
      for (const channel of output) channel[index] = sample;
      energy += sample * sample;
    }
    this.passMarks();
    this.tell(Math.sqrt(energy / out.length));
    return true;
  }

  /** The next sample at the context's rate, by a straight line between the two around it. */
  next() {
    this.passMarks();
    const samples = this.queue[0]?.samples;
    if (!samples) return 0;

    const index = Math.floor(this.place);
    const here = samples[index] ?? 0;
    const after = samples[index + 1] ?? this.queue[1]?.samples?.[0] ?? here;
    const sample = here + (after - here) * (this.place - index);

    this.place += this.step;
    if (this.place >= samples.length) {
      this.place -= samples.length;
      this.queue.shift();
    }
    return sample;
  }

  passMarks() {
    while (this.queue[0]?.mark !== undefined) this.port.postMessage({ type: 'played', mark: this.queue.shift().mark });
  }

  tell(level) {
    const busy = this.queue.length > 0;
    if (busy !== this.busy) this.port.postMessage({ type: busy ? 'busy' : 'idle' });
    this.busy = busy;
    this.blocks += 1;
    if (this.blocks % levelEvery === 0 && busy) this.port.postMessage({ type: 'level', level });
  }
}

registerProcessor('foyer-playback', Playback);
