import type { Connection } from '@/lib/contracts/connections';

/** All of it in words, so that two that differ never read the same. */
export function describeConnection(connection: Connection): string {
  const { description, method, url, parameters, headers, secretHeaders, answerFields } = connection;
  const details = parameters.map(({ name, kind, description: what, required, maxLength, choices }) => {
    const may = kind === 'choice' ? choices.join(', ') : kind === 'text' ? `up to ${maxLength} characters` : kind;
    return `${name}${required ? '' : ' (may be left out)'}: ${what} [${may.replace('yes_no', 'yes or no')}]`;
  });
  const lines = [
    description,
    `${method} ${url}`,
    ...details,
    ...headers.map(({ name, value }) => `${name}: ${value}`),
    ...secretHeaders.map((name) => `${name}: secret`),
    answerFields.length > 0 && `Tells ${answerFields.join(', ')}`,
    connection.filler && `Says “${connection.filler}”`,
    connection.confirmFirst && 'Asks the caller first',
    `Waits ${connection.timeoutSeconds} seconds at most`,
  ];
  return lines.filter(Boolean).join('\n');
}
