const tracking = /^(?:utm_\w+|gclid|fbclid|mc_[ce]id|ref|sessionid|sid|phpsessid)$/i;
const files =
  /\.(?:jpe?g|png|gif|webp|svg|ico|css|m?js|json|xml|zip|gz|mp[34]|mov|avi|wav|woff2?|ttf|docx?|xlsx?|pptx?|pdf|ics|vcf)$/i;
const maxLength = 1_000;

/** The address that a person typed, as one that can be opened; null when it is none. */
export function readWebAddress(typed: string): string | null {
  const text = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d/.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username || url.password || !url.hostname.includes('.')) return null;
  return plainAddress(url);
}

/** One address for one page: without its fragment, and without what only counts visitors. */
export function plainAddress(url: URL): string {
  const plain = new URL(url);
  plain.hash = '';
  for (const name of [...plain.searchParams.keys()]) if (tracking.test(name)) plain.searchParams.delete(name);
  plain.searchParams.sort();
  return plain.href;
}

/** The pages of the same site that a page leads to, each once. */
export function linksWithin(page: URL, links: readonly string[]): string[] {
  const found = new Set<string>();
  for (const link of links) {
    if (!URL.canParse(link, page)) continue;
    const url = new URL(link, page);
    const address = plainAddress(url);
    if (isSameSite(page, url) && !files.test(url.pathname) && address.length <= maxLength) found.add(address);
  }
  found.delete(plainAddress(page));
  return [...found];
}

/** With and without www is one site; another port is another. */
export function isSameSite(one: URL, other: URL): boolean {
  const site = ({ hostname, port, protocol }: URL) =>
    `${hostname.replace(/^www\./, '')}:${port || defaultPort(protocol)}`;
  const isWeb = other.protocol === 'http:' || other.protocol === 'https:';
  return isWeb && (site(one) === site(other) || isUpgrade(one, other));
}

function isUpgrade(one: URL, other: URL): boolean {
  const bare = (url: URL) => url.hostname.replace(/^www\./, '');
  return bare(one) === bare(other) && !one.port && !other.port;
}

function defaultPort(protocol: string): string {
  return protocol === 'https:' ? '443' : '80';
}
