import { z } from 'zod';
import { type Speaker, speakers } from '@/lib/contracts/call';
import { revisionSchema } from './summary';

/** A turn as it is shown; `revision` tells which of two copies is the later. */
export type ShownTurn = {
  sequence: number;
  speaker: Speaker;
  text: string;
  unheardText: string;
  startedMs: number;
  endedMs: number;
  interrupted: boolean;
  final: boolean;
  /** From the end of the caller's words to the first sound of this answer; null for what answers nothing. */
  gapMs: number | null;
  detail: Record<string, unknown> | null;
  revision: number;
};

export const turnColumns =
  'sequence, speaker, text, unheard_text, started_ms, ended_ms, interrupted, final, gap_ms, detail, revision' as const;

export const turnRowSchema = z
  .object({
    sequence: z.number(),
    speaker: z.enum(speakers),
    text: z.string(),
    unheard_text: z.string(),
    started_ms: z.number(),
    ended_ms: z.number(),
    interrupted: z.boolean(),
    final: z.boolean(),
    gap_ms: z.number().nullable(),
    detail: z.record(z.string(), z.unknown()).nullable(),
    revision: revisionSchema,
  })
  .transform(
    (row): ShownTurn => ({
      sequence: row.sequence,
      speaker: row.speaker,
      text: row.text,
      unheardText: row.unheard_text,
      startedMs: row.started_ms,
      endedMs: row.ended_ms,
      interrupted: row.interrupted,
      final: row.final,
      gapMs: row.gap_ms,
      detail: row.detail,
      revision: row.revision,
    }),
  );

/** `0:07`, `12:34`: the place in the call. */
export function callTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const toolWords: Record<string, string> = {
  take_message: 'Message taken',
  end_call: 'Ended the call',
  transfer_call: 'Connected the caller to somebody',
  send_text: 'Text to the caller',
  find_times: 'Looked for free times',
  book_appointment: 'Booked an appointment',
  move_appointment: 'Moved an appointment',
  cancel_appointment: 'Cancelled an appointment',
  decline_recording: 'Stopped and deleted the recording',
};

const vainWords: Record<string, string> = {
  transfer_call: 'Connected the caller to nobody',
  find_times: 'Found no free time',
  book_appointment: 'Booked nothing',
  move_appointment: 'Moved no appointment',
  cancel_appointment: 'Cancelled no appointment',
};

/** A tool in the owner's words, for the quiet line in the script. */
export function describeTool(turn: Pick<ShownTurn, 'text' | 'detail'>): string {
  const name = typeof turn.detail?.name === 'string' ? turn.detail.name : '';
  if (turn.detail?.ok === false && Object.hasOwn(vainWords, name)) return vainWords[name] ?? name;
  if (Object.hasOwn(toolWords, name)) return toolWords[name] ?? name;
  return turn.text || name.replaceAll('_', ' ') || 'Used a tool';
}

/** What was heard, ending with a dash at the point where the agent was cut off. */
export function heardText(turn: Pick<ShownTurn, 'text' | 'unheardText' | 'interrupted'>): string {
  const text = turn.text.trimEnd();
  if (!turn.interrupted && !turn.unheardText) return text;
  const heard = text.replace(/[\s—–-]+$/, '');
  return /[.!?]$/.test(heard) ? `${heard} —` : `${heard}—`;
}

/** The script as plain text, for pasting into a message. */
export function plainTranscript(turns: ShownTurn[], names: { agent: string; caller: string }): string {
  return turns
    .map((turn) => {
      if (turn.speaker === 'tool') return `[${callTime(turn.startedMs)}] (${describeTool(turn)})`;
      if (turn.speaker === 'system') return `[${callTime(turn.startedMs)}] (${turn.text})`;
      const unheard = turn.unheardText ? ` [not heard: ${turn.unheardText.trim()}]` : '';
      return `[${callTime(turn.startedMs)}] ${names[turn.speaker]}: ${heardText(turn)}${unheard}`;
    })
    .join('\n');
}

/** Puts changed turns into those that are shown; a late copy of an older state changes nothing. */
export function mergeTurns(shown: ShownTurn[], changed: ShownTurn[]): ShownTurn[] {
  if (changed.length === 0) return shown;
  const bySequence = new Map(shown.map((turn) => [turn.sequence, turn]));
  for (const turn of changed) {
    const before = bySequence.get(turn.sequence);
    if (!before || before.revision < turn.revision) bySequence.set(turn.sequence, turn);
  }
  return [...bySequence.values()].sort((a, b) => a.sequence - b.sequence);
}
