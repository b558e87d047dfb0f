import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { dialOutcomes } from '@/realtime-server/practice/carrier/dial-outcome';

const usage = `Places a practice call to the running product.

  npm run call -- --to +12025550101 --say "Are you open on Saturday?"

  --to NUMBER            the number to call (required), like +12025550101
  --from NUMBER          the caller's number (+12025550177), or "anonymous"
  --say TEXT             what the caller says; repeat it for more, in order
  --wav FILE             plays a WAV file instead of speaking
  --keys 1#              presses keys
  --interrupt-after MS   speaks this long after the agent began, over it
  --dial OUTCOME         what becomes of somebody who is rung: answered, declined, voicemail, machine,
                         no-answer (default), busy or failed; repeat it for the next one
  --out FILE             where the WAV of what the caller heard goes
  --json                 one JSON object a line`;

const phonePattern = /^\+[1-9]\d{7,14}$/;

/** A mistake of the person at the keyboard: told in one line, without a stack. */
class CallMistake extends Error {}

type Step = { say: string } | { wav: string; name: string } | { keys: string };
type Happening = z.infer<typeof happeningSchema>;
type Summary = z.infer<typeof summarySchema>;

const runningSchema = z.object({ practiceUrl: z.url() });
const summarySchema = z.object({
  type: z.literal('summary'),
  callSid: z.string(),
  status: z.string(),
  lengthMs: z.number(),
  firstAudioMs: z.number().nullable(),
  agentSpeechMs: z.number(),
  callerSpeechMs: z.number(),
  rms: z.number(),
  wav: z.string(),
  bothWav: z.string(),
});
const happeningSchema = z.looseObject({ type: z.string(), atMs: z.number() });
const lineSchema = z.union([summarySchema, happeningSchema]);
const textOf = z.object({ text: z.string() });

function readArguments(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      tokens: true,
      options: {
        to: { type: 'string' },
        from: { type: 'string', default: '+12025550177' },
        say: { type: 'string', multiple: true },
        wav: { type: 'string', multiple: true },
        keys: { type: 'string', multiple: true },
        'interrupt-after': { type: 'string' },
        dial: { type: 'string', multiple: true, default: ['no-answer'] },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new CallMistake(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

type Arguments = ReturnType<typeof readArguments>;

function requireNumber(flag: string, value: string | undefined): string {
  if (!value) throw new CallMistake(`Give ${flag} a number.\n\n${usage}`);
  if (flag === '--from' && value === 'anonymous') return value;
  const compact = value.replace(/[\s().-]/g, '');
  if (phonePattern.test(compact)) return compact;
  throw new CallMistake(
    `${flag} "${value}" is not a telephone number. Write it with its country code, like +12025550101.`,
  );
}

function readInterrupt(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d{1,6}$/.test(value)) return Number(value);
  throw new CallMistake(`--interrupt-after takes milliseconds, like 800, not "${value}".`);
}

async function readSteps({ tokens }: Arguments): Promise<Step[]> {
  const steps: Step[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option' || token.value === undefined) continue;
    if (token.name === 'say') {
      if (!/[\p{L}\p{N}]/u.test(token.value)) throw new CallMistake('--say needs words to speak.');
      steps.push({ say: token.value });
    } else if (token.name === 'keys') {
      if (!/^[0-9*#]{1,40}$/.test(token.value))
        throw new CallMistake(`--keys may hold 0 to 9, * and #, not "${token.value}".`);
      steps.push({ keys: token.value });
    } else if (token.name === 'wav') steps.push(await readSound(token.value));
  }
  return steps;
}

async function readSound(file: string): Promise<Step> {
  try {
    return { wav: (await readFile(file)).toString('base64'), name: path.basename(file) };
  } catch {
    throw new CallMistake(`The file ${file} cannot be read.`);
  }
}

async function findPractice(): Promise<string> {
  if (process.env.PRACTICE_URL) return process.env.PRACTICE_URL.replace(/\/$/, '');
  const folder = path.resolve(process.env.DATA_DIR || '.data');
  try {
    return runningSchema.parse(JSON.parse(await readFile(path.join(folder, 'running.json'), 'utf8'))).practiceUrl;
  } catch {
    throw new CallMistake(
      `Foyer is not running on ${path.relative('.', folder) || folder}. Start it with: npm start\n(Or name another data folder with DATA_DIR.)`,
    );
  }
}

async function postCall(practiceUrl: string, wish: unknown): Promise<Response> {
  try {
    return await fetch(`${practiceUrl}/carrier/calls`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(wish),
    });
  } catch {
    throw new CallMistake(`Nobody answers at ${practiceUrl}. Is Foyer still running? Start it with: npm start`);
  }
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const piece of response.body ?? []) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest) yield rest;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

function describe(happening: Happening): string {
  const field = (name: string) => String(happening[name] ?? '');
  switch (happening.type) {
    case 'ringing':
      return `Calling ${field('to')} from ${field('from')}`;
    case 'answered':
      return 'Answered';
    case 'refused':
      return `Refused: ${field('reason')}`;
    case 'agent':
      return `Agent   ${field('text')}`;
    case 'caller':
      return `Caller  ${field('text')}`;
    case 'keys':
      return `Keys    ${field('keys')}`;
    case 'cleared':
      return `        (the agent fell silent, ${seconds(Number(happening.unplayedMs))} unsaid)`;
    case 'verb':
      return `        (${field('verb')}: ${field('detail')})`;
    case 'trouble':
      return `Trouble ${field('code')}: ${field('text')}`;
    case 'ended':
      return `Ended by the ${field('by')}`;
    default:
      return textOf.safeParse(happening).data?.text ?? happening.type;
  }
}

function figures(summary: Summary, wav: string): string {
  const first = summary.firstAudioMs === null ? 'never' : `${summary.firstAudioMs} ms after the answer`;
  return [
    '',
    `  length        ${seconds(summary.lengthMs)}`,
    `  first sound   ${first}`,
    `  agent spoke   ${seconds(summary.agentSpeechMs)}, loudness ${summary.rms.toFixed(3)} (rms, 1 is full scale)`,
    `  caller spoke  ${seconds(summary.callerSpeechMs)}`,
    ...(wav ? [`  heard         ${wav}`, `  both sides    ${summary.bothWav} (caller left, agent right)`] : []),
  ].join('\n');
}

async function keepSound(summary: Summary, out: string | undefined): Promise<string> {
  if (!out || !summary.wav) return summary.wav;
  await mkdir(path.dirname(path.resolve(out)), { recursive: true });
  await copyFile(summary.wav, out);
  return path.resolve(out);
}

async function call(argv: string[]): Promise<number> {
  const parsed = readArguments(argv);
  const { values } = parsed;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (!values.dial.every((outcome) => dialOutcomes.some((known) => known === outcome))) {
    throw new CallMistake(`--dial takes ${dialOutcomes.join(', ')}.`);
  }
  const wish = {
    to: requireNumber('--to', values.to),
    from: requireNumber('--from', values.from),
    steps: await readSteps(parsed),
    interruptAfterMs: readInterrupt(values['interrupt-after']),
    dialOutcome: values.dial,
  };
  const response = await postCall(await findPractice(), wish);
  if (!response.ok) {
    const { message } = z
      .object({ message: z.string() })
      .catch({ message: '' })
      .parse(await response.json());
    throw new CallMistake(`The practice carrier refused the call: ${message || response.status}`);
  }

  let summary: Summary | undefined;
  for await (const line of linesOf(response)) {
    const entry = lineSchema.parse(JSON.parse(line));
    if ('lengthMs' in entry) summary = summarySchema.parse(entry);
    else if (values.json) console.log(line);
    else console.log(`${seconds(entry.atMs).padStart(8)}  ${describe(entry)}`);
  }
  if (!summary) throw new CallMistake('The practice process ended before the call did.');

  const wav = await keepSound(summary, values.out);
  console.log(values.json ? JSON.stringify({ ...summary, wav }) : figures(summary, wav));
  return summary.status === 'failed' ? 1 : 0;
}

try {
  process.exitCode = await call(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof CallMistake ? error.message : error);
  process.exitCode = 1;
}
