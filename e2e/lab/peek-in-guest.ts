/** Looking into a guest's devices as dmscope does on its host (server/peek), and what tests of that have alike. */
import { expect } from 'vitest';
import { type Peeked, parseInside } from '../../lib/lvm/parse-inside.ts';
import type { Guest } from './guest.ts';

export const NODE = '/mnt/dmscope/node_modules/.bin/node';
export const COLLECTOR = '/mnt/dmscope/server/collector.sh';
const PROGRAM = '/mnt/dmscope/server/peek/peek.ts';
export const PEEK_ENV = `NODE_COMPILE_CACHE=/lab/compiled DMSCOPE_PEEK=${PROGRAM} DMSCOPE_NODE=${NODE}`;
/** Of the last core capture that {@link peek} took. */
export const PEEK_AGAIN = `${PEEK_ENV} ${NODE} ${PROGRAM} /lab/core /lab/none`;
/** For a guest that shares its processor. */
export const PATIENT = { timeoutMs: 600_000 };
/** udev would look into what nobody comes back from. */
export const WITHOUT_UDEV =
  'udevadm settle </dev/null; while pgrep udevd >/dev/null; do udevadm control --exit; sleep 0.2; done; export DM_DISABLE_UDEV=1;';

/** A mapping on `low`; without udev. */
export function mapOnLow(name: string): string {
  return `DM_DISABLE_UDEV=1 dmsetup create ${name} --table "0 8192 linear $(stat -Lc %Hr:%Lr /dev/mapper/low) 0";`;
}

/** What the program of the collector says of all devices, by name. */
export async function peek(guest: Guest): Promise<ReadonlyMap<string, Peeked>> {
  // These tell the collector when to ask again.
  const isFine = 'case $? in 0 | 76 | 77) ;; *) false ;; esac';
  return peekedByName(
    await guest.ok(`sh ${COLLECTOR} core | sed 1d >/lab/core; ${PEEK_AGAIN} 2>&1; ${isFine}`, PATIENT),
  );
}

export function peekedByName(printed: string): ReadonlyMap<string, Peeked> {
  const { value, problems } = parseInside(printed);
  expect(problems).toEqual([]);
  return new Map(value.map((each) => [each.name, each]));
}
