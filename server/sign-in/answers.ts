import type { IncomingMessage, ServerResponse } from 'node:http';
import { returnPath } from './return-path.ts';

/** What the sign-in page is told in its address, and what a program is told in words. */
export type Problem = 'wrong' | 'wait' | 'used' | 'no-users' | 'ended';

const WORDS: Readonly<Record<Problem, string>> = {
  wrong: 'name or password is wrong',
  wait: 'too many attempts: wait a moment',
  used: 'this link has been used or is too old',
  'no-users': "dmscope's users cannot be read: sign in with the link it prints when it starts",
  ended: 'sign in first',
};

const STATUS: Readonly<Record<Problem, number>> = {
  wrong: 401,
  wait: 429,
  used: 401,
  'no-users': 503,
  ended: 401,
};

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

export function goTo(response: ServerResponse, path: string): void {
  response.writeHead(303, { location: path, 'cache-control': 'no-store' }).end();
}

export function say(response: ServerResponse, status: number, text: string): void {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(status, headers).end(`${text}\n`);
}

/** Back to the form in a browser; in words to anything else. `waitMs` is how long not to try again. */
export function sayProblem(
  { request, response }: Exchange,
  problem: Problem,
  { next, waitMs = 0 }: { readonly next: string | null; readonly waitMs?: number },
): void {
  const seconds = Math.ceil(waitMs / 1000);
  if (seconds > 0) response.setHeader('Retry-After', seconds);
  if (!wantsPage(request)) {
    say(response, STATUS[problem], WORDS[problem]);
    return;
  }
  const query = new URLSearchParams({ problem });
  if (seconds > 0) query.set('seconds', String(seconds));
  goTo(response, signInPath(next, query));
}

/** For a request without a session: a page leads to the sign-in and from there back; all else is told so. */
export function askToSignIn({ request, response }: Exchange, path: string): void {
  if (path.startsWith('/api/trpc/')) {
    // As tRPC would say it, so that its client understands.
    const error = { message: WORDS.ended, code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 401 } };
    response.writeHead(401, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify({ error }));
    return;
  }
  if (!wantsPage(request) || path.startsWith('/api/')) say(response, 401, WORDS.ended);
  else goTo(response, signInPath(request.url ?? null, new URLSearchParams()));
}

export function wantsPage({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/html') ?? false;
}

function signInPath(next: string | null, query: URLSearchParams): string {
  const path = returnPath(next);
  if (path !== '/') query.set('next', path);
  return query.size === 0 ? '/sign-in' : `/sign-in?${query}`;
}
