'use client';

import { useState } from 'react';
import type { DevNo } from '../../lib/block/dev-no.ts';
import { changeWords } from '../../lib/stack/change-words.ts';
import { diffStacks } from '../../lib/stack/patch.ts';
import type { Stack } from '../../lib/stack/stack.ts';

export type Change = {
  readonly id: number;
  readonly devNo: DevNo;
  readonly name: string;
  readonly words: readonly string[];
  readonly isGone: boolean;
  /** By the browser's clock, ms since 1970. */
  readonly atMs: number;
};

type Noted = { readonly stack: Stack | null; readonly changes: readonly Change[]; readonly lastId: number };

const KEPT = 100;
const NOTHING: Noted = { stack: null, changes: [], lastId: 0 };

/** What differs from one stack of a host to the next, newest first, from the first stack that this page had. */
export function useChanges(stack: Stack | null): {
  readonly changes: readonly Change[];
  readonly lastId: number;
} {
  const [noted, setNoted] = useState(NOTHING);
  if (stack === noted.stack) return noted;
  const next = note(noted, stack);
  setNoted(next);
  return next;
}

function note(noted: Noted, stack: Stack | null): Noted {
  if (stack === null || noted.stack === null || noted.stack.host.name !== stack.host.name)
    return { ...NOTHING, stack };
  const before = new Map(noted.stack.devices.map((device) => [device.devNo, device]));
  const patch = diffStacks(noted.stack, stack);
  const atMs = Date.now();
  const found = [
    ...patch.removed.map((devNo) => ({
      devNo,
      name: before.get(devNo)?.name ?? devNo,
      words: ['gone'],
      isGone: true,
    })),
    ...patch.changed.map((device) => {
      const was = before.get(device.devNo) ?? device;
      return { devNo: device.devNo, name: device.name, words: changeWords(was, device), isGone: false };
    }),
    ...patch.added.map(({ device }) => ({
      devNo: device.devNo,
      name: device.name,
      words: ['new'],
      isGone: false,
    })),
  ];
  const changes = found.map((change, i) => ({ ...change, atMs, id: noted.lastId + 1 + i })).reverse();
  return {
    stack,
    changes: [...changes, ...noted.changes].slice(0, KEPT),
    lastId: noted.lastId + found.length,
  };
}
