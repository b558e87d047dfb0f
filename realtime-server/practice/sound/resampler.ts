const halfTaps = 24;
const phases = 512;

const kernels = new Map<number, Float32Array>();

function kernelOf(cutoff: number): Float32Array {
  const kernel = kernels.get(cutoff) ?? makeKernel(cutoff);
  kernels.set(cutoff, kernel);
  return kernel;
}

/** Blackman-windowed sinc, sampled at `phases` places between two input samples. */
function makeKernel(cutoff: number): Float32Array {
  const kernel = new Float32Array((phases + 1) * halfTaps * 2);
  for (let phase = 0; phase <= phases; phase++) {
    const row = phase * halfTaps * 2;
    let sum = 0;
    for (let tap = 0; tap < halfTaps * 2; tap++) {
      const x = tap - halfTaps + 1 - phase / phases;
      const angle = (Math.PI * x) / halfTaps;
      const window = Math.abs(x) >= halfTaps ? 0 : 0.42 + 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle);
      const sinc = x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x);
      kernel[row + tap] = sinc * window;
      sum += sinc * window;
    }
    for (let tap = 0; tap < halfTaps * 2; tap++) kernel[row + tap] = (kernel[row + tap] ?? 0) / sum;
  }
  return kernel;
}

export type Resampler = {
  /** Takes the next piece of a stream; the pieces that come out join without a seam. */
  push(samples: Float32Array): Float32Array;
  /** The tail that waits for samples which will not come. */
  flush(): Float32Array;
};

export function makeResampler(fromHz: number, toHz: number): Resampler {
  const step = fromHz / toHz;
  const kernel = kernelOf(0.92 * Math.min(1, toHz / fromHz));
  let kept = new Float32Array(halfTaps - 1);
  let at = halfTaps - 1;

  function sampleAt(samples: Float32Array, position: number): number {
    const whole = Math.floor(position);
    const row = Math.round((position - whole) * phases) * halfTaps * 2;
    const first = whole - halfTaps + 1;
    let sum = 0;
    for (let tap = 0; tap < halfTaps * 2; tap++) sum += (samples[first + tap] ?? 0) * (kernel[row + tap] ?? 0);
    return sum;
  }

  function push(samples: Float32Array): Float32Array {
    const joined = new Float32Array(kept.length + samples.length);
    joined.set(kept);
    joined.set(samples, kept.length);

    const last = joined.length - halfTaps - 1;
    const count = Math.max(0, Math.floor((last - at) / step) + 1);
    const out = new Float32Array(count);
    for (let i = 0; i < count; i++) out[i] = sampleAt(joined, at + i * step);

    at += count * step;
    const drop = Math.max(0, Math.floor(at) - halfTaps + 1);
    kept = joined.slice(drop);
    at -= drop;
    return out;
  }

  return { push, flush: () => push(new Float32Array(halfTaps)) };
}

export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  const resampler = makeResampler(fromHz, toHz);
  const body = resampler.push(samples);
  const tail = resampler.flush();
  const wanted = Math.round((samples.length * toHz) / fromHz);
  const out = new Float32Array(wanted);
  out.set(body.subarray(0, wanted));
  if (body.length < wanted) out.set(tail.subarray(0, wanted - body.length), body.length);
  return out;
}
