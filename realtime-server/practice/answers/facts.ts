import { type DayHours, type Moment, readHoursLine, readMoment } from './opening-hours';

export type Facts = {
  business: string;
  agent: string;
  hours: DayHours[];
  answers: { question: string; answer: string }[];
  /** One-off days, each with its date. */
  specialDays: string[];
  /** Sentences that a caller may be told. */
  lines: string[];
  now: Moment | null;
  callerNumber: string | null;
  brief: boolean;
  warm: boolean;
};

const factual =
  /fact|hour|open|question|answer|knowledge|service|business|about|price|location|address|contact|polic|staff|team|product|company|faq/i;
const behavioural =
  /personality|style|rules|tone|how (you|to)|privacy|safety|tool|your (role|job)|conversation|language|limits?$|guard|voice|behaviou?r|this call|caller|owner/i;

const clean = (line: string) =>
  line
    .replace(/^[-*•\s]+/, '')
    .replace(/\*\*/g, '')
    .trim();

function isFactual(headings: string[]): boolean {
  const nearest = headings.toReversed().find((heading) => factual.test(heading) || behavioural.test(heading));
  return nearest !== undefined && factual.test(nearest) && !behavioural.test(nearest);
}

function nameIn(instructions: string): Pick<Facts, 'business' | 'agent'> {
  const named =
    /\bYou are ([^,.\n]{1,60}?),? (?:the|an?) [^.\n]{0,60}?(?:receptionist|assistant|agent)[^.\n]{0,30}? (?:of|for|at) ([^.\n(]{1,80})/i;
  const [, agent, business] = named.exec(instructions) ?? [];
  const [, answering] =
    /\b(?:receptionist|phone|calls?|assistant) (?:of|for|at) ([A-Z][^.,\n(]{1,80})/.exec(instructions) ?? [];
  const [, labelled] = /^\W*(?:business(?: name)?|name of the business|company)\W*:\W*(.+)$/im.exec(instructions) ?? [];
  return { business: clean(labelled ?? business ?? answering ?? ''), agent: clean(agent ?? '') };
}

/** Whatever text a session was given: markdown with headings is read best, plain sentences do as well. */
export function readFacts(instructions: string): Facts {
  const facts: Facts = {
    ...nameIn(instructions),
    hours: [],
    answers: [],
    specialDays: [],
    lines: [],
    now: null,
    callerNumber: /caller[^\n]{0,60}?(\+\d{8,15})/i.exec(instructions)?.[1] ?? null,
    brief: /\b(be brief|briefly|concise|as few words|one sentence|one short sentence)\b/i.test(instructions),
    warm: /\bkind word|genuinely happy|very warm\b/i.test(instructions),
  };
  const headings: string[] = [];
  let answering = false;

  for (const raw of instructions.split('\n')) {
    const [, marks, heading] = /^(#{1,6})\s+(.+)$/.exec(raw.trim()) ?? [];
    if (marks && heading) {
      headings.splice(marks.length - 1, headings.length, heading);
      answering = false;
      continue;
    }
    const line = clean(raw);
    if (line === '') {
      answering = false;
      continue;
    }
    answering = readLine(facts, line, headings, answering);
  }
  return facts;
}

/** Whether the next line may still belong to an answer. */
function readLine(facts: Facts, line: string, headings: string[], answering: boolean): boolean {
  const [, question] = /^(?:q|question)\s*[:.]\s*(.+)$/i.exec(line) ?? [];
  if (question) {
    facts.answers.push({ question, answer: '' });
    return false;
  }
  const [, answer] = /^(?:a|answer)\s*[:.]\s*(.+)$/i.exec(line) ?? [];
  const open = facts.answers.at(-1);
  if (open && (answer ?? (answering || open.answer === ''))) {
    open.answer = `${open.answer} ${answer ?? line}`.trim();
    return true;
  }
  const hours = readHoursLine(line);
  if (hours.length > 0) {
    facts.hours.push(...hours);
    return false;
  }
  if (/\b(now|today|current|local time|date and time)\b/i.test(line)) facts.now ??= readMoment(line);
  if (/\b\d{4}\b.*:|^\d{4}-\d\d-\d\d/.test(line) && /special|holiday|hour/i.test(headings.at(-1) ?? ''))
    facts.specialDays.push(line);
  else if (isFactual(headings) && !/^business( name)?:/i.test(line)) facts.lines.push(line);
  return false;
}
