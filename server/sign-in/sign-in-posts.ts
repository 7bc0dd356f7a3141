import type { IncomingMessage, ServerResponse } from 'node:http';
import { goTo, sayProblem } from './answers.ts';
import type { User } from './asker.ts';
import type { createPasswordCheck, PasswordAnswer } from './check-password.ts';
import { type CookiePlace, cookieWith, cookieWithout, tokenOf } from './cookie.ts';
import type { OneTimeLink } from './one-time-link.ts';
import type { Peer } from './peer.ts';
import { readForm } from './read-form.ts';
import { returnPath } from './return-path.ts';
import type { SessionStart, Sessions } from './sessions.ts';

export type SignInOptions = {
  readonly sessions: Sessions;
  readonly link: OneTimeLink;
  /** Who started the server: the link is theirs. */
  readonly owner: User;
  readonly checkPassword: ReturnType<typeof createPasswordCheck>;
  /** One line for the server's log. */
  readonly log: (line: string) => void;
};

export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly peer: Peer;
};

/** The three forms that make and end a session. */
export function createSignInPosts({ sessions, link, owner, checkPassword, log }: SignInOptions) {
  /** A session always gets a new token, and the one that the browser had before is over. */
  function letIn({ request, response, peer }: Exchange, start: SessionStart, next: string | null): void {
    const place = placeOf(request, peer);
    sessions.end(tokenOf(request, place) ?? '');
    response.setHeader('Set-Cookie', cookieWith(sessions.begin(start), place));
    log(`${start.user.name} signed in by ${start.by} from ${peer.address}, as ${start.user.role}`);
    goTo(response, returnPath(next));
  }

  async function withPassword(exchange: Exchange, form: URLSearchParams): Promise<void> {
    const next = form.get('next');
    const credentials = { name: form.get('name') ?? '', password: form.get('password') ?? '' };
    const answer = await checkPassword(credentials, exchange.peer);
    logFailure(answer, exchange.peer);
    switch (answer.kind) {
      case 'right': {
        const { name, role, passwordHash } = answer.user;
        return letIn(exchange, { user: { name, role }, by: 'password', passwordHash }, next);
      }
      case 'wrong':
        return sayProblem(exchange, 'wrong', { next });
      case 'wait':
        return sayProblem(exchange, 'wait', { next, waitMs: answer.waitMs });
      case 'no users':
        return sayProblem(exchange, 'no-users', { next });
      default:
        return answer satisfies never;
    }
  }

  /** A name that nobody has is not written down: it may be a password in the wrong field. */
  function logFailure(answer: PasswordAnswer, { address }: Peer): void {
    if (answer.kind !== 'wrong') return;
    log(`a wrong password for ${answer.knownName ?? 'a name that nobody has'}, from ${address}`);
  }

  function withLink(exchange: Exchange, form: URLSearchParams): void {
    const next = form.get('next');
    if (link.spend(form.get('token') ?? '')) letIn(exchange, { user: owner, by: 'link' }, next);
    else sayProblem(exchange, 'used', { next });
  }

  function signOut({ request, response, peer }: Exchange): void {
    const place = placeOf(request, peer);
    sessions.end(tokenOf(request, place) ?? '');
    response.setHeader('Set-Cookie', cookieWithout(place));
    goTo(response, '/sign-in');
  }

  /** Answers one of the forms; false if it is none. */
  return async (exchange: Exchange, path: string): Promise<boolean> => {
    const isForm = path === '/sign-in/password' || path === '/sign-in/link' || path === '/sign-out';
    if (exchange.request.method !== 'POST' || !isForm) return false;
    const form = (await readForm(exchange.request)) ?? new URLSearchParams();
    if (path === '/sign-in/password') await withPassword(exchange, form);
    else if (path === '/sign-in/link') withLink(exchange, form);
    else signOut(exchange);
    return true;
  };
}

function placeOf({ headers }: IncomingMessage, { isHttps }: Peer): CookiePlace {
  return { host: headers.host ?? '', isHttps };
}
