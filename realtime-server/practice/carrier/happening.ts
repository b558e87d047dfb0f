/** What a practice call tells while it goes on, one a line. `atMs` counts from the moment it was placed. */
export type Happening =
  | { type: 'ringing'; atMs: number; callSid: string; from: string; to: string }
  | { type: 'answered'; atMs: number }
  | { type: 'refused'; atMs: number; reason: string }
  | { type: 'agent'; atMs: number; untilMs: number; text: string; recognised: boolean }
  | { type: 'caller'; atMs: number; text: string }
  | { type: 'keys'; atMs: number; keys: string }
  | { type: 'cleared'; atMs: number; unplayedMs: number }
  | { type: 'verb'; atMs: number; verb: string; detail: string }
  | { type: 'trouble'; atMs: number; code: number; text: string }
  | { type: 'ended'; atMs: number; by: 'caller' | 'agent' | 'carrier' };

export type CallSummary = {
  type: 'summary';
  callSid: string;
  status: 'completed' | 'busy' | 'failed';
  lengthMs: number;
  /** From answer to the first sound that is not silence; null when there was none. */
  firstAudioMs: number | null;
  agentSpeechMs: number;
  callerSpeechMs: number;
  /** Loudness of what the agent said, 0 to 1. */
  rms: number;
  wav: string;
  bothWav: string;
};

type Untimed<T> = T extends unknown ? Omit<T, 'atMs'> : never;
export type Tell = (happening: Untimed<Happening> & { atMs?: number }) => void;
