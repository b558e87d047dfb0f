const hz = 8000;
const toneSeconds = 2;
const pauseSeconds = 2;

/** What a caller hears while it rings, as a WAV file: 440 and 480 Hz, as in North America. */
export function ringingSound(): Buffer {
  const samples = hz * (toneSeconds + pauseSeconds);
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(hz, 24);
  wav.writeUInt32LE(hz * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < hz * toneSeconds; i++) {
    const at = (2 * Math.PI * i) / hz;
    wav.writeInt16LE(Math.round(2600 * (Math.sin(440 * at) + Math.sin(480 * at))), 44 + i * 2);
  }
  return wav;
}
