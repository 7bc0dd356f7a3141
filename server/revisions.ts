/**
 * The latest stack of a host and the patches that led to it, numbered. Whoever has a revision can ask for what came
 * since; who is too far behind, or comes from before a restart, gets the whole stack. What is kept is copied out of the
 * capture it was made from: a string cut from a capture's text would keep all of that text in memory.
 */
import { randomUUID } from 'node:crypto';
import type { WatchMessage } from '../lib/stack/followed-stack.ts';
import { applyPatch, diffStacks, isEmptyPatch, type StackPatch } from '../lib/stack/patch.ts';
import type { Stack } from '../lib/stack/stack.ts';

/** Where a viewer is. Its text form is the event id of the stream. */
export type Position = { readonly epoch: string; readonly revision: number };

export type StackMessage = Exclude<WatchMessage, { readonly kind: 'freshness' }>;

export type Revisions = {
  readonly position: () => Position;
  readonly stack: () => Stack | null;
  /** Makes `stack` the latest; false when nothing changed. */
  readonly publish: (stack: Stack) => boolean;
  /** What leads from there to the latest; empty when that is where it is. */
  readonly since: (position: Position | null) => readonly StackMessage[];
};

const PATCHES_KEPT = 200;
/** Some 1 kB each. A patch that changed more is not worth keeping: the whole stack is as cheap. */
const DEVICES_KEPT = 10_000;

export function createRevisions(): Revisions {
  const epoch = randomUUID();
  let latest: Stack | null = null;
  let revision = 0;
  let patches: readonly StackPatch[] = [];

  function publish(stack: Stack): boolean {
    if (latest === null) {
      latest = detached(stack);
      revision = 1;
      return true;
    }
    const patch = detached(diffStacks(latest, stack));
    if (isEmptyPatch(patch)) return false;
    latest = applyPatch(latest, patch);
    revision += 1;
    patches = worthKeeping([...patches, patch]);
    return true;
  }

  function since(position: Position | null): readonly StackMessage[] {
    if (latest === null) return [];
    const behind = position?.epoch === epoch ? revision - position.revision : -1;
    if (behind < 0 || behind > patches.length) return [{ kind: 'stack', revision, stack: latest }];
    const missed = patches.slice(patches.length - behind);
    return missed.map((patch, i) => ({ kind: 'patch', revision: revision - behind + 1 + i, patch }));
  }

  return { position: () => ({ epoch, revision }), stack: () => latest, publish, since };
}

function worthKeeping(patches: readonly StackPatch[]): readonly StackPatch[] {
  let devices = 0;
  let from = patches.length;
  while (from > 0 && patches.length - from < PATCHES_KEPT) {
    const { added, changed, order } = patches[from - 1] as StackPatch;
    devices += added.length + changed.length + (order?.length ?? 0) / 50;
    if (devices > DEVICES_KEPT) break;
    from -= 1;
  }
  return patches.slice(from);
}

function detached<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T;
}

export function positionText({ epoch, revision }: Position): string {
  return `${epoch}:${revision}`;
}

/** Null for anything that is no position. */
export function parsePosition(text: string | null | undefined): Position | null {
  const match = /^([0-9a-f-]{36}):(\d{1,15})$/.exec(text ?? '');
  return match?.[1] === undefined ? null : { epoch: match[1], revision: Number(match[2]) };
}
