import type { CallCommand, CommandAnswer } from '@/lib/contracts/command';
import type { ActiveCall } from './active-call';
import type { ClosingRule } from './on-closing';
import { noteOfTheTeam, sayGoodbyeForTheTeam } from './phrases';

export type CommandRule = ReturnType<typeof makeCommands>;

const over: CommandAnswer = { result: 'call_over', detail: '' };
const done: CommandAnswer = { result: 'done', detail: '' };

type CommandDeps = {
  closing: ClosingRule;
  /** Connects the caller to one of the tenant's people. */
  connectTo(command: CallCommand): Promise<CommandAnswer>;
};

/** What somebody of the team asks of the call while it runs. */
export function makeCommands(call: ActiveCall, { closing, connectTo }: CommandDeps) {
  function end(): CommandAnswer {
    if (call.state.phase === 'closing') return { result: 'done', detail: 'The call is ending already.' };
    call.store.noteEvent('command_end', {});
    if (call.state.isModelReady) {
      closing.begin('team_ended', { instructions: sayGoodbyeForTheTeam, outlivesSpeech: true });
    } else closing.begin('team_ended', null);
    return done;
  }

  /** The agent knows it from its next answer on; the caller hears of it what the agent makes of it. */
  function note(text: string): CommandAnswer {
    const itemId = call.nextId('team_note');
    call.tell({ type: 'team_noted', itemId, text });
    if (call.state.isModelReady) call.model.addItem({ itemId, role: 'system', text: noteOfTheTeam(text) });
    return done;
  }

  return {
    async obey(command: CallCommand): Promise<CommandAnswer> {
      if (call.state.phase === 'over') return over;
      switch (command.kind) {
        case 'end':
          return end();
        case 'note':
          return note(command.text);
        default:
          if (call.state.phase === 'closing') return { result: 'refused', detail: 'The call is ending already.' };
          return connectTo(command);
      }
    },
  };
}
