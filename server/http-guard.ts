/**
 * What every request and response goes through. A page from elsewhere must not be able to read a host's stacks through
 * the operator's browser: neither by a name of its own that it points at 127.0.0.1 (DNS rebinding), nor by asking from
 * its own origin, nor by putting dmscope in a frame.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

export function isLoopback(address: string): boolean {
  return LOOPBACK.test(address);
}

/** Why a request is refused; null if it is not. Only a server that listens on loopback knows its own names. */
export function whyRefused(request: Pick<IncomingMessage, 'headers' | 'url'>, listen: string): string | null {
  const { host = '', 'sec-fetch-site': site } = request.headers;
  const name = hostName(host);
  if (isLoopback(listen) && !isLoopback(name) && name !== listen) {
    return `this server is not called ${JSON.stringify(name)}: use localhost, 127.0.0.1 or [::1]`;
  }
  if (site === 'cross-site' && request.url?.startsWith('/api/')) return 'another site may not ask this';
  return null;
}

/** `[::1]:4000` → `[::1]`, `localhost:4000` → `localhost`. */
function hostName(hostHeader: string): string {
  return hostHeader.replace(/:\d*$/, '').toLowerCase();
}

/**
 * Security headers for one response. Next reads the nonce from the same header of the request and puts it on its
 * scripts, so what a host's odd names might smuggle into the page cannot run.
 */
export function addSecurityHeaders(request: IncomingMessage, response: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64');
  const policy = contentPolicy(nonce);
  request.headers['content-security-policy'] = policy;
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    // Rows are placed by style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
