import type { IncomingMessage } from 'node:http';
import { type Database, whyNoDatabase } from '../database/open-database.ts';
import { tokenOf } from './cookie.ts';
import type { Peer } from './peer.ts';
import type { Session, Sessions } from './sessions.ts';
import { type KnownUser, listUsers } from './users.ts';

export type Recognised =
  | { readonly kind: 'somebody'; readonly session: Session }
  | { readonly kind: 'nobody' }
  /** The proxy named somebody who is not in the list. */
  | { readonly kind: 'stranger' }
  /** Who it is depends on the users, and these cannot be read. */
  | { readonly kind: 'no users'; readonly why: string };

export type Recogniser = {
  readonly recognise: (request: IncomingMessage, peer: Peer) => Promise<Recognised>;
  readonly close: () => void;
};

const LOOK_AGAIN_MS = 2000;

/**
 * Finds the session of a request. The users may change while the server runs: their sessions are compared with the list
 * every two seconds, and before anything is changed. If the list cannot be read, who is in may go on looking.
 */
export function createRecogniser(sessions: Sessions, database: () => Promise<Database>): Recogniser {
  const proxied = new Map<string, string>();

  async function lookAgain(): Promise<void> {
    if (!sessions.has(isOfUser)) return;
    const users = await listUsers(await database());
    sessions.endThose((session) => isOfUser(session) && !isStill(session, users));
  }

  async function ofCookie(request: IncomingMessage, { isHttps }: Peer): Promise<Recognised> {
    const token = tokenOf(request, { host: request.headers.host ?? '', isHttps });
    const session = token === null ? null : sessions.find(token);
    if (token === null || session === null) return { kind: 'nobody' };
    if (request.method === 'GET' || !isOfUser(session)) return { kind: 'somebody', session };
    await lookAgain();
    return somebody(sessions.find(token));
  }

  /** A proxy names the user with every request; the session is there to be ended with the user. */
  async function ofProxy(name: string): Promise<Recognised> {
    const user = (await listUsers(await database())).find((each) => each.name === name);
    if (user === undefined) return { kind: 'stranger' };
    const found = sessions.find(proxied.get(name) ?? '');
    if (found !== null && isStill(found, [user])) return { kind: 'somebody', session: found };
    const token = sessions.begin({ user: { name, role: user.role }, by: 'proxy' });
    proxied.set(name, token);
    return somebody(sessions.find(token));
  }

  const timer = setInterval(() => lookAgain().catch(() => undefined), LOOK_AGAIN_MS).unref();
  return {
    async recognise(request, peer) {
      try {
        return await (peer.proxiedName === null ? ofCookie(request, peer) : ofProxy(peer.proxiedName));
      } catch (error) {
        return { kind: 'no users', why: whyNoDatabase(error) };
      }
    },
    close: () => clearInterval(timer),
  };
}

function somebody(session: Session | null): Recognised {
  return session === null ? { kind: 'nobody' } : { kind: 'somebody', session };
}

function isOfUser({ by }: Session): boolean {
  return by !== 'link';
}

function isStill({ user, passwordHash }: Session, users: readonly KnownUser[]): boolean {
  const known = users.find(({ name }) => name === user.name);
  return known?.role === user.role && (passwordHash === null || passwordHash === known.passwordHash);
}
