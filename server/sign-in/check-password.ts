import type { Database } from '../database/open-database.ts';
import { isPassword } from './password-hash.ts';
import type { Peer } from './peer.ts';
import { createSlowDown } from './slow-down.ts';
import { type KnownUser, listUsers } from './users.ts';

export type Credentials = { readonly name: string; readonly password: string };

export type PasswordAnswer =
  | { readonly kind: 'right'; readonly user: KnownUser }
  | { readonly kind: 'wrong'; readonly knownName: string | null }
  | { readonly kind: 'wait'; readonly waitMs: number }
  | { readonly kind: 'no users'; readonly error: unknown };

/** A stranger can make a user wait by guessing under their name: not for longer than this. */
const LONGEST_NAME_WAIT_MS = 60_000;
const LONGEST_ADDRESS_WAIT_MS = 15 * 60_000;
/** Each costs 32 MiB and a third of a second of a processor. */
const MOST_AT_ONCE = 4;

/** Compares passwords, slower and slower for who guesses. */
export function createPasswordCheck(database: () => Promise<Database>) {
  const byName = createSlowDown({ longestWaitMs: LONGEST_NAME_WAIT_MS });
  const byAddress = createSlowDown({ longestWaitMs: LONGEST_ADDRESS_WAIT_MS });
  let underWay = 0;

  async function compare({ name, password }: Credentials): Promise<PasswordAnswer> {
    let known: KnownUser | undefined;
    try {
      known = (await listUsers(await database())).find((user) => user.name === name);
    } catch (error) {
      return { kind: 'no users', error };
    }
    const isRight = await isPassword(password, known?.passwordHash ?? null);
    if (known && isRight) return { kind: 'right', user: known };
    return { kind: 'wrong', knownName: known?.name ?? null };
  }

  return async (credentials: Credentials, peer: Peer): Promise<PasswordAnswer> => {
    if (underWay >= MOST_AT_ONCE) return { kind: 'wait', waitMs: 1000 };
    const nameKey = credentials.name.slice(0, 64);
    const addressKey = networkOf(peer.address);
    const waitMs = Math.max(byAddress.waitMs(addressKey), byName.waitMs(nameKey));
    if (waitMs > 0) return { kind: 'wait', waitMs };
    byAddress.attempt(addressKey);
    byName.attempt(nameKey);
    underWay += 1;
    try {
      const answer = await compare(credentials);
      // What could not be compared was no guess.
      const outcome = answer.kind === 'wrong' ? 'failed' : 'succeeded';
      byName[outcome](nameKey);
      byAddress[outcome](addressKey);
      return answer;
    } finally {
      underWay -= 1;
    }
  };
}

/** Who has one IPv6 address has the 2^64 beside it. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':');
  const missing = address.includes('::') ? 8 - groups.length - tail.split(':').filter(Boolean).length : 0;
  const all = [...groups, ...Array<string>(missing).fill('0'), ...tail.split(':')];
  return all.slice(0, 4).join(':');
}
