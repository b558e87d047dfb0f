import type { CommandKind, CommandState } from '@/lib/contracts/command';

const done: Record<CommandKind, string> = {
  end: 'The agent is saying goodbye and then hangs up.',
  note: 'The agent has your note.',
  transfer: 'The caller is being connected.',
  take_over: 'Your phone rings in a moment: press 1 to take the call.',
};

/** What became of a command, as whoever asked reads it. */
export function describeCommand(kind: CommandKind, { result, detail }: CommandState): string {
  switch (result) {
    case 'done':
      return detail || done[kind];
    case 'call_over':
      return 'The call is over.';
    case 'waiting':
      return 'Waiting for the call…';
    case 'expired':
      return 'The call did not answer, so nothing was done. Try again.';
    default:
      return detail || 'This could not be done.';
  }
}
