import { headers } from 'next/headers';

export type Visitor = { ip: string; userAgent: string };

/** The entry nearest to us was written by our own proxy, or by Next itself; those before it anybody can invent. */
export function clientIp(forwardedFor: string | null): string {
  const nearest = forwardedFor?.split(',').at(-1)?.trim();
  return nearest ? nearest.slice(0, 45) : 'unknown';
}

/** What limits count: one home has one IPv4 address, or a whole /64 of IPv6. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped?.[1]) return mapped[1];
  if (!ip.includes(':')) return ip;

  const [head = '', tail] = ip.toLowerCase().split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

export async function readVisitor(): Promise<Visitor> {
  const all = await headers();
  return { ip: clientIp(all.get('x-forwarded-for')), userAgent: all.get('user-agent')?.slice(0, 300) ?? '' };
}
