/* global AudioWorkletProcessor, registerProcessor, sampleRate */

const frameMs = 20;

/** G.711 µ-law of one 16-bit sample. */
function muLaw(sample) {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32_635) + 132;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** The microphone at the context's own rate in; frames of 20 ms as the call server wants them out. */
class Capture extends AudioWorkletProcessor {
  constructor({ processorOptions: { sound } }) {
    super();
    this.phone = sound === 'phone';
    this.rate = this.phone ? 8_000 : 24_000;
    this.frame = new Int16Array((this.rate * frameMs) / 1000);
    this.filled = 0;
    this.phase = 0;
    this.sum = 0;
    this.count = 0;
    this.last = 0;
    this.muted = false;
    this.port.onmessage = ({ data }) => {
      this.muted = data.muted;
    };
  }

  process([input]) {
    const samples = input?.[0];
    if (samples) for (const sample of samples) this.take(sample);
    return true;
  }

  /** Averages what falls into one sample of the lower rate, which keeps most of what would alias out. */
  take(sample) {
    this.sum += sample;
    this.count += 1;
    this.phase += this.rate;
    while (this.phase >= sampleRate) {
      this.phase -= sampleRate;
      if (this.count > 0) this.last = this.sum / this.count;
      this.sum = 0;
      this.count = 0;
      this.put(this.muted ? 0 : this.last);
    }
  }

  put(sample) {
    this.frame[this.filled] = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
    this.filled += 1;
    if (this.filled < this.frame.length) return;

    this.filled = 0;
    const audio = this.phone ? Uint8Array.from(this.frame, muLaw).buffer : this.frame.slice().buffer;
    const level = Math.sqrt(this.frame.reduce((sum, one) => sum + one * one, 0) / this.frame.length) / 32_768;
    this.port.postMessage({ audio, level }, [audio]);
  }
}

registerProcessor('foyer-capture', Capture);
