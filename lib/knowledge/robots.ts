export type Robots = { allows(path: string): boolean; delayMs: number };

type Rule = { allow: boolean; pattern: string };
type Group = { agents: string[]; rules: Rule[]; delayMs: number };

const maxLength = 100_000;
const maxRules = 2_000;
const longestDelayMs = 10_000;

/** What a site's robots.txt lets `agent` read: the longest rule that fits decides, and of two equal ones the milder. */
export function readRobots(text: string, agent: string): Robots {
  const groups = groupsOf(text.slice(0, maxLength));
  const named = groups.filter(({ agents }) =>
    agents.some((name) => name !== '*' && agent.toLowerCase().includes(name)),
  );
  const chosen = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'));
  const rules = chosen.flatMap((group) => group.rules).slice(0, maxRules);

  return {
    delayMs: Math.min(longestDelayMs, Math.max(0, ...chosen.map(({ delayMs }) => delayMs))),
    allows(path) {
      const [best] = rules
        .filter(({ pattern }) => fits(pattern, path))
        .sort((one, other) => other.pattern.length - one.pattern.length || Number(other.allow) - Number(one.allow));
      return best?.allow ?? true;
    },
  };
}

export const everythingAllowed: Robots = { allows: () => true, delayMs: 0 };
export const nothingAllowed: Robots = { allows: () => false, delayMs: 0 };

function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  let isNaming = false;
  for (const raw of text.split(/\r\n?|\n/)) {
    const [field = '', ...rest] = (raw.split('#')[0] ?? '').split(':');
    const [name, value] = [field.trim().toLowerCase(), rest.join(':').trim()];
    if (name === 'user-agent') {
      if (!isNaming) groups.push({ agents: [], rules: [], delayMs: 0 });
      groups.at(-1)?.agents.push(value.toLowerCase());
      isNaming = true;
      continue;
    }
    const group = groups.at(-1);
    if (!group || !name) continue;
    if (name === 'allow' || name === 'disallow') {
      if (value) group.rules.push({ allow: name === 'allow', pattern: value });
    } else if (name === 'crawl-delay') group.delayMs = (Number(value) || 0) * 1_000;
    else continue;
    isNaming = false;
  }
  return groups;
}

/** `*` is anything and a `$` at the end is the end; without regular expressions, so that no rule can take long. */
function fits(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [first = '', ...pieces] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of pieces.entries()) {
    if (isWhole && index === pieces.length - 1) return path.length - piece.length >= at && path.endsWith(piece);
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return !isWhole || at === path.length;
}
