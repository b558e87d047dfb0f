import type { FliteVoice } from './flite';

/** Pitch above 1 is a higher, smaller voice. */
export type VoiceSound = { flite: FliteVoice; pitch: number; pace: number };

const sounds = {
  alloy: { flite: 'slt', pitch: 0.95, pace: 1.02 },
  ash: { flite: 'rms', pitch: 1.06, pace: 1.05 },
  ballad: { flite: 'awb', pitch: 0.94, pace: 0.96 },
  coral: { flite: 'slt', pitch: 1.07, pace: 1.05 },
  echo: { flite: 'kal16', pitch: 1, pace: 1 },
  sage: { flite: 'slt', pitch: 0.89, pace: 0.95 },
  shimmer: { flite: 'slt', pitch: 1.15, pace: 1.08 },
  verse: { flite: 'awb', pitch: 1.06, pace: 1.05 },
  marin: { flite: 'slt', pitch: 1, pace: 1 },
  cedar: { flite: 'rms', pitch: 0.96, pace: 1 },
} as const satisfies Record<string, VoiceSound>;

export const voiceNames = Object.keys(sounds);

/** The voice of the practice caller, unlike any agent's. */
const callerSound: VoiceSound = { flite: 'awb', pitch: 1.18, pace: 1 };

/** A voice that Flite does not have, a custom one for example, sounds like alloy. */
export function findVoiceSound(name: string): VoiceSound {
  if (name === 'caller') return callerSound;
  return Object.hasOwn(sounds, name) ? sounds[name as keyof typeof sounds] : sounds.alloy;
}
