import { z } from 'zod';
import { type Item, wordsOf } from '../model/conversation';
import type { Reply } from '../model/response';
import type { FunctionTool } from '../model/session-config';
import { type AppointmentWish, readAppointmentWish } from './appointment-wish';
import { nameIn } from './dialogue';

type Deps = { items: Item[]; tools: FunctionTool[]; instructions: string };
type Kind = 'book' | 'move' | 'cancel';
type Open = { kind: Kind; said: string[]; agentSaid: string; name: string | null; lastWords: string };

const booking = new Set(['find_times', 'book_appointment', 'move_appointment', 'cancel_appointment']);
const wantsMove = /\b(move|change|reschedule|shift)\b.{0,40}\b(appointment|booking|visit|reference)\b/i;
const wantsCancel = /\b(cancel|call off)\b.{0,40}\b(appointment|booking|visit|it|reference)\b/i;
const wantsBooking = /\b(book|make|schedule|need|want|get|like|have)\b.{0,40}\b(appointment|booking|visit)\b|\bbook\b/i;
const yes = /\b(yes|yeah|yep|sure|right|correct|please do|ok(ay)?|perfect|go ahead)\b/i;
const over = /\b(never mind|forget it|good ?bye|bye|that is all|that's all|no thank)/i;
const asksElse = /\b(open|hours|price|cost|how much|where|insurance|parking|recorded)\b.*\?/i;
const question = { name: 'May I have your name, please?', which: 'What is its reference, or the name that it is in?' };
const right = 'Is that right?';

const outputSchema = z.object({ say: z.string().optional(), error: z.string().optional() }).catch({});
const parametersSchema = z
  .object({ properties: z.object({ service: z.object({ enum: z.array(z.string()) }) }) })
  .transform(({ properties }) => properties.service.enum)
  .catch([]);

const say = (text: string): Reply => ({ say: text, calls: [] });
const isCaller = (item: Item) => item.type === 'message' && item.role === 'user';
const isAgent = (item: Item) => item.type === 'message' && item.role === 'assistant';

/** The next step of booking, moving or cancelling; undefined where the talk is about something else. */
export function answerAppointment({ items, tools, instructions }: Deps): Reply | undefined {
  const told = toldByTool(items);
  if (told) return told;
  const open = openWish(items);
  const [findTimes] = tools.filter(({ name }) => name === 'find_times');
  if (!open || !findTimes || over.test(open.lastWords) || asksElse.test(open.lastWords)) return undefined;

  const services = parametersSchema.parse(findTimes.parameters);
  const wish = readAppointmentWish(open.said, services, todayIn(instructions));
  if (open.kind === 'cancel') return cancel(open, wish);
  if (open.kind === 'move') return move(open, wish);
  return book(open, wish, services);
}

function book(open: Open, wish: AppointmentWish, services: string[]): Reply {
  const { service, date, time } = wish;
  if (!service) return say(`Gladly. Which would you like: ${services.join(', ')}?`);
  if (!date || !time) {
    return { say: 'Let me look for a time.', calls: [{ name: 'find_times', arguments: { service, date } }] };
  }
  if (!open.name) return say(question.name);
  const readBack = `${service} on ${spoken(date)} at ${clock(time)}, for ${open.name}. ${right}`;
  if (!isAgreed(open, readBack)) return say(readBack);
  const known = { service, date, time, caller_name: open.name, note: '' };
  return { say: 'One moment.', calls: [{ name: 'book_appointment', arguments: known }] };
}

function move(open: Open, { reference, date, time }: AppointmentWish): Reply {
  if (!reference && !open.name) return say(`Gladly. ${question.which}`);
  if (!date || !time) return say('To which day and time?');
  const readBack = `Your appointment moves to ${spoken(date)} at ${clock(time)}. ${right}`;
  if (!isAgreed(open, readBack)) return say(readBack);
  const known = { reference, caller_name: open.name, current_date: null, new_date: date, new_time: time };
  return { say: 'One moment.', calls: [{ name: 'move_appointment', arguments: known }] };
}

function cancel(open: Open, { reference }: AppointmentWish): Reply {
  if (!reference && !open.name) return say(`I can do that. ${question.which}`);
  const readBack = `You want to cancel it. ${right}`;
  if (!isAgreed(open, readBack)) return say(readBack);
  const known = { reference, caller_name: open.name, current_date: null };
  return { say: 'One moment.', calls: [{ name: 'cancel_appointment', arguments: known }] };
}

/** A tool that has just answered: its sentence, without what it tells the agent to do. */
function toldByTool(items: Item[]): Reply | undefined {
  const last = items.at(-1);
  if (last?.type !== 'function_call_output') return undefined;
  const call = items.find((item) => item.type === 'function_call' && item.call_id === last.call_id);
  if (call?.type !== 'function_call' || !booking.has(call.name)) return undefined;
  const { say: done, error } = outputSchema.parse(parsed(last.output));
  if (done && call.name === 'find_times') return say(`${done} Which time suits you?`);
  if (done) return say(`${done} Is there anything else I can help you with?`);
  const plain = (error ?? '')
    .split(/(?<=[.:?!]) (?=[A-Z])/)
    .filter((sentence) => !/^(Offer|Ask|Apologise|Tell|Do not)\b/.test(sentence))
    .join(' ');
  return say(plain || 'I am sorry, that did not work. Is there anything else I can do for you?');
}

/** The wish that is being talked about: from the words that began it on, unless it has been done since. */
function openWish(items: Item[]): Open | null {
  const done = items.findLastIndex(
    (item) =>
      item.type === 'function_call_output' &&
      /"ok":true/.test(item.output) &&
      items.some(
        (call) =>
          call.type === 'function_call' &&
          call.call_id === item.call_id &&
          booking.has(call.name) &&
          call.name !== 'find_times',
      ),
  );
  const since = items.slice(done + 1);
  const began = since.findLastIndex((item) => isCaller(item) && kindIn(wordsOf(item)) !== null);
  const beginning = since[began];
  const kind = beginning ? kindIn(wordsOf(beginning)) : null;
  if (!kind) return null;
  const first = since.findIndex((item) => isCaller(item) && kindIn(wordsOf(item)) === kind);
  const talk = since.slice(first);
  const said = talk.filter(isCaller).map(wordsOf);
  const agent = items.findLast(isAgent);
  return {
    kind,
    said,
    agentSaid: agent ? wordsOf(agent) : '',
    name: nameAmong(items),
    lastWords: said.at(-1) ?? '',
  };
}

function nameAmong(items: Item[]): string | null {
  let asked = false;
  let name: string | null = null;
  for (const item of items) {
    if (isAgent(item)) asked = Object.values(question).some((words) => wordsOf(item).includes(words));
    else if (isCaller(item)) name = nameIn(wordsOf(item), asked && !/\d/.test(wordsOf(item))) ?? name;
  }
  return name;
}

function kindIn(words: string): Kind | null {
  if (wantsMove.test(words)) return 'move';
  if (wantsCancel.test(words)) return 'cancel';
  return wantsBooking.test(words) ? 'book' : null;
}

function isAgreed({ agentSaid, lastWords }: Open, readBack: string): boolean {
  return agentSaid.includes(readBack) && yes.test(lastWords);
}

function todayIn(instructions: string): string {
  const [, day] = /Local date and time: \w+,? (\d{1,2} \w+ \d{4})/.exec(instructions) ?? [];
  const at = Date.parse(`${day ?? ''} UTC`);
  return (Number.isNaN(at) ? new Date() : new Date(at)).toISOString().slice(0, 10);
}

function spoken(date: string): string {
  const words = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', words).format(new Date(`${date}T00:00:00Z`));
}

function clock(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return `${hour % 12 || 12}${minute ? `:${String(minute).padStart(2, '0')}` : ''} ${hour < 12 ? 'am' : 'pm'}`;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}
