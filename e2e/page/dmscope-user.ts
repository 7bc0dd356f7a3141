import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { rawRequest } from './raw-request.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** `dmscope user …` beside a running server. */
export function dmscopeUser(stateDir: string, words: readonly string[], input = ''): string {
  const env = { ...process.env, DMSCOPE_STATE_DIR: stateDir };
  const options = { cwd: PROJECT, env, input, stdio: ['pipe', 'pipe', 'pipe'] as 'pipe'[] };
  return execFileSync('bin/dmscope', ['user', ...words], options).toString();
}

export const PASSWORD = 'correct horse';

/** Posts the form of the sign-in page, as a program would. */
export function postPassword(address: string, name: string, password: string, more = {}) {
  return rawRequest(address, '/sign-in/password', {
    method: 'POST',
    headers: {
      origin: new URL(address).origin,
      'content-type': 'application/x-www-form-urlencoded',
      ...more,
    },
    body: new URLSearchParams({ name, password }).toString(),
  });
}

/** `name=token` of the cookie that an answer sets; empty if it sets none. */
export function cookieIn({
  headers,
}: {
  readonly headers: { readonly 'set-cookie'?: string[] | undefined };
}): string {
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}
