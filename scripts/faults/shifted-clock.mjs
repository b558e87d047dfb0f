// Loaded before a server: its wall clock is off by what stands in a file, read anew now and then.
import { readFileSync } from 'node:fs';

const RealDate = Date;
const file = process.env.SHIFTED_CLOCK_FILE ?? '';
const readEveryMs = 100;
let shiftMs = 0;
let readAt = -Infinity;

function shift() {
  if (performance.now() - readAt > readEveryMs) {
    readAt = performance.now();
    try {
      shiftMs = Number(readFileSync(file, 'utf8')) || 0;
    } catch {
      shiftMs = 0;
    }
  }
  return shiftMs;
}

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shift());
    else super(...given);
  }
  static now() {
    return RealDate.now() + shift();
  }
};
