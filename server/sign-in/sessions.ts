/**
 * Who is signed in. In memory only: a server that starts again knows nobody, and everybody signs in again. A session ends by
 * itself some time after the last page of it was closed, and at the latest after a shift; it ends at once with a
 * sign-out, and with the user. Whatever is then still being sent to it is cut off (`ended`).
 */
import { randomBytes } from 'node:crypto';
import type { Asker, User } from './asker.ts';
import { secretHash } from './secret-hash.ts';

export const IDLE_MS = 3_600_000;
export const LONGEST_MS = 12 * 3_600_000;
const PER_USER = 8;

export type Session = {
  readonly user: User;
  readonly by: Asker['by'];
  /** The hash of the password that it began with: another password is another user. */
  readonly passwordHash: string | null;
  readonly ended: AbortSignal;
};

export type SessionStart = Pick<Session, 'user' | 'by'> & { readonly passwordHash?: string };

export type Sessions = {
  /** The token for the cookie; it is kept nowhere else. */
  readonly begin: (start: SessionStart) => string;
  /** The session of a token, and it counts as used; null if there is none any more. */
  readonly find: (token: string) => Session | null;
  /** While something is being sent to it a session is not idle. Returns what says that it is over. */
  readonly keepOpen: (session: Session) => () => void;
  readonly end: (token: string) => void;
  readonly endThose: (isMeant: (session: Session) => boolean) => void;
  /** Whether there is one, of those that are meant. */
  readonly has: (isMeant: (session: Session) => boolean) => boolean;
};

type Kept = Session & {
  readonly beganAtMs: number;
  readonly end: () => void;
  usedAtMs: number;
  openCount: number;
};

export function createSessions(now: () => number = Date.now): Sessions {
  const kept = new Map<string, Kept>();

  function isOver({ beganAtMs, usedAtMs, openCount }: Kept): boolean {
    return now() - beganAtMs >= LONGEST_MS || (openCount === 0 && now() - usedAtMs >= IDLE_MS);
  }

  function endAt(key: string): void {
    const session = kept.get(key);
    kept.delete(key);
    session?.end();
  }

  function endThose(isMeant: (session: Kept) => boolean): void {
    for (const [key, session] of kept) if (isMeant(session)) endAt(key);
  }

  /** The oldest of a user's go when there are too many. */
  function makeRoom({ user, by }: SessionStart): void {
    endThose(isOver);
    const own = [...kept].filter(([, other]) => other.user.name === user.name && other.by === by);
    for (const [key] of own.slice(0, Math.max(0, own.length - PER_USER + 1))) endAt(key);
  }

  return {
    begin(start) {
      makeRoom(start);
      const token = randomBytes(32).toString('base64url');
      const key = secretHash(token);
      const ending = new AbortController();
      const timer = setTimeout(() => endAt(key), LONGEST_MS).unref();
      kept.set(key, {
        ...start,
        passwordHash: start.passwordHash ?? null,
        ended: ending.signal,
        beganAtMs: now(),
        usedAtMs: now(),
        openCount: 0,
        end() {
          clearTimeout(timer);
          ending.abort();
        },
      });
      return token;
    },
    find(token) {
      const key = secretHash(token);
      const session = kept.get(key);
      if (session === undefined) return null;
      if (isOver(session)) {
        endAt(key);
        return null;
      }
      session.usedAtMs = now();
      return session;
    },
    keepOpen(session) {
      const own = [...kept.values()].find((other) => other === session);
      if (own) own.openCount += 1;
      return () => {
        if (!own) return;
        own.openCount -= 1;
        own.usedAtMs = now();
      };
    },
    end: (token) => endAt(secretHash(token)),
    endThose,
    has: (isMeant) => [...kept.values()].some(isMeant),
  };
}
