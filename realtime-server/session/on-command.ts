import type { CallCommand, CommandAnswer } from '@/lib/contracts/command';
import type { TransferAnswer } from '../ports/transfers';
import type { ActiveCall } from './active-call';
import type { ClosingRule } from './on-closing';
import { noteOfTheTeam, sayGoodbyeForTheTeam } from './phrases';

export type CommandRule = ReturnType<typeof makeCommands>;

const over: CommandAnswer = { result: 'call_over', detail: '' };
const done: CommandAnswer = { result: 'done', detail: '' };
const ending: CommandAnswer = { result: 'refused', detail: 'The call is ending or being connected already.' };

type CommandDeps = {
  closing: ClosingRule;
  /** Connects the caller to one of the tenant's people; the same wish twice rings once. */
  connect(requestId: string, label: string): Promise<TransferAnswer>;
  /** Connects the caller to whoever sent the command. */
  takeOver(commandId: string): Promise<TransferAnswer>;
};

/** What somebody of the team asks of the call while it runs. */
export function makeCommands(call: ActiveCall, { closing, connect, takeOver }: CommandDeps) {
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

  function passOn({ kind, id, text }: CallCommand): Promise<TransferAnswer> {
    if (kind === 'take_over') {
      call.store.noteEvent('command_take_over', {});
      return takeOver(id);
    }
    call.store.noteEvent('command_transfer', { label: text });
    return connect(`command_${id}`, text);
  }

  async function connectTo(command: CallCommand): Promise<CommandAnswer> {
    if (call.state.phase !== 'talking') return ending;
    if (call.setup.channel !== 'phone') {
      return { result: 'refused', detail: 'A test call in a browser cannot be connected to a telephone.' };
    }
    const answer = await passOn(command);
    if (answer.kind === 'refused') return { result: 'refused', detail: whyNot[answer.why] };
    if (command.kind === 'take_over') return { result: 'done', detail: yourPhoneRings };
    const detail =
      answer.kind === 'planned'
        ? `The caller is being connected to ${answer.label}.`
        : `${answer.label} was asked already.`;
    return { result: 'done', detail };
  }

  return {
    async obey(command: CallCommand): Promise<CommandAnswer> {
      if (call.state.phase === 'over') return over;
      if (command.kind === 'end') return end();
      return command.kind === 'note' ? note(command.text) : connectTo(command);
    },
  };
}

const yourPhoneRings = 'The agent asks the caller to hold, then your phone rings: press 1 to take the call.';

type Refused = Extract<TransferAnswer, { kind: 'refused' }>['why'];

const whyNot: Record<Refused, string> = {
  unknown_label: 'There is nobody of that name in the published settings.',
  no_phone: 'Your own phone is not verified any more.',
  number: 'The number cannot be dialled.',
  country: 'The country of the number is not among those that calls may go to.',
  hours: 'They do not take calls at this time.',
  under_way: 'The caller is being connected already.',
  cap_call: 'This call was connected as often as one call may be.',
  cap_day: 'As many calls were connected today as are allowed.',
  cap_caller: 'This caller was connected as often as one caller may be.',
};
