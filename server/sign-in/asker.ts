/**
 * Who asks. The door (server/sign-in/door.ts) finds that out once, from the request as it came over the wire, and
 * everything behind it – Next, its routes, tRPC – runs inside of the answer. It travels with the call and not in a
 * header, so there is nothing that a client could send to be taken for somebody. What comes in past the door is nobody.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export type Role = 'viewer' | 'operator';

export type User = { readonly name: string; readonly role: Role };

export type Asker = {
  readonly user: User;
  /** By what dmscope knows: the link it printed, a password, or a reverse proxy's word. */
  readonly by: 'link' | 'password' | 'proxy';
  /** Started with --read-only: nobody runs anything. */
  readonly isReadOnly: boolean;
};

// Next gives every route its own copy of a module; only `globalThis` is shared.
const KEY = Symbol.for('dmscope.asker');
const shared = globalThis as { [KEY]?: AsyncLocalStorage<Asker> };
shared[KEY] ??= new AsyncLocalStorage();
const storage = shared[KEY];

export function runAs<T>(asker: Asker, action: () => T): T {
  return storage.run(asker, action);
}

/** Who asks for what is being answered now; null for nobody. */
export function currentAsker(): Asker | null {
  return storage.getStore() ?? null;
}

/** Why this one may not run anything, in words; null if they may. */
export function whyNotRun({ user, isReadOnly }: Asker): string | null {
  if (isReadOnly) return 'started with --read-only';
  return user.role === 'operator' ? null : `signed in as ${user.role}`;
}
