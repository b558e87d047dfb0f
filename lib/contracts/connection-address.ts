const placeholder = /\{([^{}]*)\}/g;

/** The parameters that an address asks for, in its order. */
export function placeholdersIn(url: string): string[] {
  return [...url.matchAll(placeholder)].map(([, name = '']) => name);
}

/** The address with something harmless in each place; null when it is none. */
function exampleOf(url: string): URL | null {
  const example = url.replaceAll(placeholder, 'x');
  return URL.canParse(example) ? new URL(example) : null;
}

/** Scheme, host and port: where a connection goes, and the only place that its secrets are sent to. */
export function originOf(url: string): string | null {
  return whyNoAddress(url) === null ? (exampleOf(url)?.origin ?? null) : null;
}

/** In a sentence; null for one that a connection may have. */
export function whyNoAddress(url: string): string | null {
  if (!/^https:\/\/[^/?#\\]/i.test(url)) return 'An address begins with https://.';
  if (/[\s\\]|\p{Cc}/u.test(url)) return 'An address has no spaces or backslashes.';
  const [authority = ''] = url.slice('https://'.length).split(/[/?#]/);
  if (/[{}]/.test(authority)) return 'The name of the server cannot be filled in by the agent.';
  if (authority.includes('@')) return 'Write no name or password into the address: use a secret header.';
  const example = exampleOf(url);
  if (!example) return 'This is not an address.';
  if (example.port) return 'Only the usual port can be reached.';
  if (example.hash || url.includes('#')) return 'An address ends before the #.';
  if (/^[\d.]+$|^\[|^0x/i.test(example.hostname) || !example.hostname.includes('.')) {
    return 'Write the name of a server on the internet, like api.example.com.';
  }
  return null;
}

type Asking = { url: string; parameters: readonly { name: string; required: boolean }[] };

export function* placeholderProblems({ url, parameters }: Asking): Generator<string> {
  if (/[{}]/.test(url.replaceAll(placeholder, ''))) yield 'A brace is missing.';
  const [path = '', query = ''] = url.split('?');
  if (/[{}]/.test(query.replaceAll(/=[^&]*/g, ''))) yield 'Only the value after = can be filled in.';
  for (const name of placeholdersIn(url)) {
    const parameter = parameters.find((one) => one.name === name);
    if (!parameter) yield `The address asks for {${name}}, which is not among the details.`;
    else if (!parameter.required && path.includes(`{${name}}`))
      yield `{${name}} is part of the path, so it must be required.`;
  }
}
