/**
 * What every request and response goes through, before anybody asks who it is from. A page from elsewhere must not be able
 * to read a host's stacks or to change anything through the operator's browser: neither by a name of its own that it
 * points at 127.0.0.1 (DNS rebinding), nor by asking or posting from its own origin, nor by putting dmscope in a frame.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostName, isOwnName, type NameOptions } from './own-names.ts';

export type Refusal = { readonly status: number; readonly why: string };

export type Asked = Pick<IncomingMessage, 'headers' | 'url' | 'method'>;

export type GuardOptions = NameOptions & { readonly isHttps: boolean };

/** These alone take a form: to sign in works without scripts. Everything else that changes something takes JSON. */
export const FORM_PATHS = ['/sign-in/password', '/sign-in/link', '/sign-out'] as const;
const FORM = /^application\/x-www-form-urlencoded(;|$)/i;
const JSON_TYPE = /^application\/json(;|$)/i;

/** Why a request is refused; null if it is not. */
export function whyRefused(request: Asked, options: GuardOptions): Refusal | null {
  const { method = '', url = '' } = request;
  if (isOdd(url)) return { status: 400, why: 'not a path of this server' };
  const nameRefusal = whyWrongName(request, options);
  if (nameRefusal !== null) return nameRefusal;
  const path = pathOf(url);
  if (method === 'GET' || method === 'HEAD') return whyWrongReader(request, path);
  if (method !== 'POST') return { status: 405, why: `${method} is not answered here` };
  return whyWrongOrigin(request, options) ?? whyWrongBody(request, path);
}

export function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

/** A path that could be read in two ways is refused, so that no check and no router can differ over it. */
function isOdd(url: string): boolean {
  const path = pathOf(url);
  return !path.startsWith('/') || /\/\/|\\|\/\.{1,2}(\/|$)|%(2e|2f|5c|00|25)|[^\x21-\x7e]/i.test(path);
}

function whyWrongName({ headers }: Asked, options: GuardOptions): Refusal | null {
  const name = hostName(headers.host ?? '');
  if (name !== null && isOwnName(name, options)) return null;
  const said = JSON.stringify(name ?? headers.host ?? '');
  return { status: 403, why: `this server is not called ${said}; it can be with --allow-host` };
}

/** A link from elsewhere may lead to a page. What a page asks for is asked by this server's own pages alone. */
function whyWrongReader({ headers }: Asked, path: string): Refusal | null {
  const site = headers['sec-fetch-site'];
  const isOthers = site === 'cross-site' || site === 'same-site';
  return isOthers && path.startsWith('/api/') ? { status: 403, why: 'another site may not ask this' } : null;
}

/**
 * Browsers name the origin of everything they post. What comes without is no browser's: it can say its origin as well,
 * and a rule without exceptions is easier to trust.
 */
function whyWrongOrigin({ headers }: Asked, { isHttps }: GuardOptions): Refusal | null {
  const { origin, host, 'sec-fetch-site': site } = headers;
  const own = `http${isHttps ? 's' : ''}://${host}`.toLowerCase();
  const isOwnSite = site === undefined || site === 'same-origin';
  if (origin === undefined ? site === 'same-origin' : origin === own && isOwnSite) return null;
  const from = origin === undefined ? 'a request that does not say its origin' : `the origin ${origin}`;
  return { status: 403, why: `${from} may change nothing here, only ${own} may` };
}

function whyWrongBody({ headers }: Asked, path: string): Refusal | null {
  const type = headers['content-type'] ?? '';
  if ((FORM_PATHS as readonly string[]).includes(path)) {
    return FORM.test(type) ? null : { status: 415, why: 'this takes a form' };
  }
  if (!path.startsWith('/api/')) return { status: 405, why: 'nothing can be posted here' };
  return JSON_TYPE.test(type) ? null : { status: 415, why: 'this takes application/json' };
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
  // Not no-referrer: with that, browsers post forms with `Origin: null`.
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  if (pathOf(request.url ?? '').startsWith('/api/')) response.setHeader('Cache-Control', 'no-store');
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    // What a script with the nonce loads may run too; a file of this server alone may not.
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "script-src-attr 'none'",
    // Files that are opened are read beside the page, by a script of this server.
    "worker-src 'self'",
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
