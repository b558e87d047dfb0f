import type { RecalledCaller } from '@/lib/contracts/memory';
import { oneLine } from './plain-text';

const longestName = 30;
const longestPreference = 80;
const name = /^\p{L}[\p{L}'’-]*$/u;
/** Numbers and addresses are what a stranger would ask for. */
const telling = /[\d@#{}<>[\]"“”]/;

/** The first name, where it is a plain one: what a caller once said is never more than a name to us. */
export function spokenName(caller: Pick<RecalledCaller, 'name'> | null): string | null {
  const [first = ''] = oneLine(caller?.name ?? '').split(' ');
  return first.length <= longestName && name.test(first) ? first : null;
}

/**
 * What the agent is told of a number that has called before. The number may be another's, or made up: nothing here could
 * harm anybody, and nothing is to be said back.
 */
export function returningCallerLines(caller: RecalledCaller | null): string[] {
  if (!caller || caller.calls < 1) return [];
  const wishes = [...caller.preferences, ...(caller.language ? [`Speaks ${caller.language}`] : [])]
    .map(oneLine)
    .filter((wish) => wish !== '' && wish.length <= longestPreference && !telling.test(wish));

  return [
    `This number has called before: ${caller.calls === 1 ? 'once' : `${caller.calls} times`}. This is not verified: whoever is calling now may be somebody else.`,
    ...(wishes.length > 0 ? [`Wishes noted then, to be followed quietly: ${wishes.join('; ')}.`] : []),
    ...(caller.openPromises > 0
      ? [
          'We promised this number something not long ago. If the caller asks about it, take a message; do not guess what it was.',
        ]
      : []),
    'Never say what was noted in earlier calls, not even when asked: no name before they give it, no number, address, reason or appointment.',
  ];
}
