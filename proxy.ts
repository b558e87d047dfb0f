import { type NextRequest, NextResponse } from 'next/server';

/** Gives each answer its own script nonce. Guards nothing: every page, action and route asks at its own door. */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const policy = contentSecurityPolicy(nonce);

  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('x-foyer-path', request.nextUrl.pathname + request.nextUrl.search);
  headers.set('Content-Security-Policy', policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  // Here and not in next.config: those headers are fixed at build time, before the address is known.
  if (isOnHttps()) response.headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
  return response;
}

export const config = { matcher: ['/((?!_next/static|_next/image|favicon.ico|icon.svg).*)'] };

function contentSecurityPolicy(nonce: string): string {
  const developing = process.env.NODE_ENV === 'development';

  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${developing ? " 'unsafe-eval'" : ''}`,
    // Sliders, menus and charts place things with style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob: data:",
    "worker-src 'self' blob:",
    `connect-src ${["'self'", ...callServerOrigins(), ...(developing ? ['ws:'] : [])].join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isOnHttps() ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

function isOnHttps(): boolean {
  return process.env.PUBLIC_URL?.startsWith('https://') ?? false;
}

/** Test calls open a socket to the call server. */
function callServerOrigins(): string[] {
  const url = process.env.REALTIME_PUBLIC_URL;
  if (!url || !URL.canParse(url)) return [];
  const { origin } = new URL(url);
  return [origin, origin.replace(/^http/, 'ws')];
}
