import type { Effects } from './tool-effects';
import type { Plan, ToolHouse } from './tool-house';

/** A sentence why a kind of test means nothing for a tool. */
export type NotApplicable = { because: string };

export type Given = { house: ToolHouse; from: string };

export type Refusal = {
  when: string;
  plan?: Plan;
  arrange?(given: Given): Promise<void>;
  /** In place of the tool's own. */
  input?: Record<string, unknown>;
  output: Record<string, unknown>;
  effects?: Partial<Effects>;
};

/** All that is shown of one tool. Whatever is not among its effects may not have happened. */
export type ToolCase = {
  /** What is there before the call. */
  arrange?(given: Given): Promise<void>;
  input: Record<string, unknown>;
  output: Record<string, unknown>;
  effects: Partial<Effects>;
  /** What the record of the call keeps of it, where that is not all of it. */
  kept?: Record<string, unknown>;
  /** The words that the model still has to say, and the caller to hear, before it is done. */
  lastWords?: string;
  refusals: Refusal[] | NotApplicable;
  /** What comes of it when it took too long and was done at last; `told`: what the model is told then. */
  timeout: { effects: Partial<Effects>; told: RegExp } | NotApplicable;
  /** Repeated where the call goes on with another model, and where another server has taken the call up. */
  otherModel: { effects: Partial<Effects> } | NotApplicable;
  otherServer: { output: Record<string, unknown>; effects: Partial<Effects> } | NotApplicable;
  /** The caller speaks while it runs. */
  interrupted: { effects: Partial<Effects> };
  /** Arguments of its own kind, beside those that every tool gets. */
  hostile: Record<string, unknown>[];
};

export const isApplicable = <Cell extends object>(cell: Cell | NotApplicable): cell is Cell => !('because' in cell);

/** What has happened in a call that only talked: it was recorded, as the caller was told. */
export const onlyTalk: Effects = {
  ...{ messages: [], texts: [], transfers: [], appointments: [], gaps: [], orders: [], carrier: [] },
  recording: { state: 'pending', isDeclined: false },
};

/** One use, as it stands in the record of the call. */
export function inTheRecord(
  { kept }: Pick<ToolCase, 'kept'>,
  name: string,
  input: unknown,
  output: Record<string, unknown>,
) {
  const detail = { name, arguments: input, ok: !('error' in output), result: output };
  return { text: name, final: true, detail: kept ?? detail };
}

export const noSuchTool = { error: 'There is no such tool.' };
