import type { ReservedSql, Sql } from 'postgres';

/** What lite says of a request before it asks what the request is about: whose it is, by which way, in which words. */
const setting = /^SELECT set_config\('([a-z_.]+)', (?:\$1|''), true\)$/;
const role = /^SET LOCAL ROLE "([a-z_]+)"$/;

/** Texts that are kept ready by a connection; an API has some hundred, and a stranger may ask for any number of them. */
const readyTexts = 1000;
const longestReady = 4000;

/**
 * lite opens a transaction and sets up to a dozen settings in it, one question after the other, and each of them in two
 * steps: it took sixteen trips to Postgres to read one row. All of that is held back and goes out together with the first
 * statement that is about something, and what was asked before is asked ready made.
 */
export function askInOneTrip(sql: Sql): void {
  const reserve = sql.reserve.bind(sql);
  const texts = new Set<string>();

  const isReady = (text: string) => {
    if (texts.has(text)) return true;
    const isWelcome = texts.size < readyTexts && text.length < longestReady;
    if (isWelcome) texts.add(text);
    return isWelcome;
  };
  sql.reserve = async () => {
    const reserved = await reserve();
    return Object.defineProperty(reserved, 'unsafe', { value: together(reserved, isReady) });
  };
}

const taken = (command: string) => Promise.resolve(Object.assign([], { command, count: 0 }));

function together(reserved: ReservedSql, isReady: (text: string) => boolean) {
  const ask = reserved.unsafe.bind(reserved);
  const send = (text: string, values: string[] = []) =>
    ask(text, values, values.length > 0 ? { prepare: isReady(text) } : {});
  let isBegun = false;
  let settings: [name: string, value: string][] = [];

  function held() {
    const columns = settings.map(([name], index) => `set_config('${name}', $${index + 1}, true)`);
    const values = settings.map(([, value]) => value);
    const opening = isBegun ? [send('begin')] : [];
    const telling = columns.length > 0 ? [send(`select ${columns.join(', ')}`, values)] : [];
    isBegun = false;
    settings = [];
    return [...opening, ...telling];
  }

  return async (text: string, values: string[] = []) => {
    const [, name] = setting.exec(text) ?? [];
    if (name) settings.push([name, String(values[0] ?? '')]);
    else if (text === 'begin') isBegun = true;
    else if (settings.length === 0 || role.exec(text)?.[1] !== roleIn(settings)) {
      return lastOf(await Promise.allSettled([...held(), send(text, values)]));
    }
    return taken(name ? 'SELECT' : text);
  };
}

const roleIn = (settings: [string, string][]) => settings.findLast(([name]) => name === 'role')?.[1];

/** The first that failed is the reason of all that follow. */
function lastOf<Answer>(answers: PromiseSettledResult<Answer>[]): Answer | undefined {
  for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])).at(-1);
}
