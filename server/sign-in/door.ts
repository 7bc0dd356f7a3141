/**
 * The door: every request is let in as somebody, or is not let in. Only the sign-in page and its static files are there
 * for nobody. What is let in runs as who asked (asker.ts); what is still being sent to a session when it ends is cut off.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Database, database } from '../database/open-database.ts';
import { pathOf } from '../http-guard.ts';
import { askToSignIn, goTo, say } from './answers.ts';
import { runAs, type User } from './asker.ts';
import { createPasswordCheck } from './check-password.ts';
import { createOneTimeLink } from './one-time-link.ts';
import { isPublic } from './public-paths.ts';
import { createRecogniser } from './recognise.ts';
import { returnPath } from './return-path.ts';
import { createSessions, type Session, type Sessions } from './sessions.ts';
import { createSignInPosts, type Exchange } from './sign-in-posts.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type DoorOptions = {
  readonly owner: User;
  readonly isReadOnly: boolean;
  readonly log: (line: string) => void;
  readonly openUsers?: () => Promise<Database>;
};

export type Door = {
  readonly answer: (exchange: Exchange, inside: Handler) => Promise<void>;
  /** The token of a new one-time link; the one before is void. */
  readonly newLinkToken: () => string;
  readonly close: () => void;
};

export function openDoor({ owner, isReadOnly, log, openUsers = database }: DoorOptions): Door {
  const sessions = createSessions();
  const link = createOneTimeLink();
  const recogniser = createRecogniser(sessions, openUsers);
  const checkPassword = createPasswordCheck(openUsers);
  const answerForm = createSignInPosts({ sessions, link, owner, checkPassword, log });

  async function answer(exchange: Exchange, inside: Handler): Promise<void> {
    const { request, response, peer } = exchange;
    const path = pathOf(request.url ?? '');
    if (isPublic(request, path)) return inside(request, response);
    if (await answerForm(exchange, path)) return;
    const recognised = await recogniser.recognise(request, peer);
    switch (recognised.kind) {
      case 'nobody':
        return askToSignIn(exchange, path);
      case 'stranger':
        return say(response, 403, 'whom the proxy signed in is not in dmscope user list');
      case 'no users':
        return say(response, 503, recognised.why);
      case 'somebody': {
        const { session } = recognised;
        if (path === '/sign-in/continue') return goTo(response, returnPath(nextOf(request)));
        cutWhenOver(session, response, sessions);
        const { user, by } = session;
        return runAs({ user, by, isReadOnly }, () => inside(request, response));
      }
      default:
        return recognised satisfies never;
    }
  }

  return { answer, newLinkToken: link.renew, close: recogniser.close };
}

function nextOf({ url = '' }: IncomingMessage): string | null {
  return URL.parse(url, 'http://here')?.searchParams.get('next') ?? null;
}

function cutWhenOver(session: Session, response: ServerResponse, sessions: Sessions): void {
  const close = sessions.keepOpen(session);
  const cut = () => response.destroy();
  session.ended.addEventListener('abort', cut);
  response.once('close', () => {
    session.ended.removeEventListener('abort', cut);
    close();
  });
}
