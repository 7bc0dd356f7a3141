import type { TargetType } from './target-type.ts';
import { cache } from './targets/cache.ts';
import { clone } from './targets/clone.ts';
import { crypt } from './targets/crypt.ts';
import { delay } from './targets/delay.ts';
import { dust } from './targets/dust.ts';
import { ebs } from './targets/ebs.ts';
import { era } from './targets/era.ts';
import { error } from './targets/error.ts';
import { flakey } from './targets/flakey.ts';
import { integrity } from './targets/integrity.ts';
import { linear } from './targets/linear.ts';
import { logWrites } from './targets/log-writes.ts';
import { mirror } from './targets/mirror.ts';
import { multipath } from './targets/multipath.ts';
import { raid } from './targets/raid.ts';
import { snapshot } from './targets/snapshot.ts';
import { snapshotMerge } from './targets/snapshot-merge.ts';
import { snapshotOrigin } from './targets/snapshot-origin.ts';
import { striped } from './targets/striped.ts';
import { switchTarget } from './targets/switch.ts';
import { thin } from './targets/thin.ts';
import { thinPool } from './targets/thin-pool.ts';
import { unstriped } from './targets/unstriped.ts';
import { vdo } from './targets/vdo.ts';
import { verity } from './targets/verity.ts';
import { writecache } from './targets/writecache.ts';
import { zero } from './targets/zero.ts';
import { zoned } from './targets/zoned.ts';

/** Every target type dmscope knows. To teach it another: a file in targets/, a test case, and a line here. */
export const targetTypes: readonly TargetType[] = [
  linear,
  striped,
  snapshot,
  snapshotOrigin,
  snapshotMerge,
  thin,
  thinPool,
  crypt,
  raid,
  mirror,
  multipath,
  cache,
  writecache,
  integrity,
  verity,
  vdo,
  clone,
  era,
  delay,
  flakey,
  dust,
  error,
  zero,
  zoned,
  logWrites,
  switchTarget,
  unstriped,
  ebs,
];

const byName = new Map(targetTypes.map((type) => [type.name, type]));

/** By the name a table prints; null for one that is not known. */
export function targetTypeOf(name: string): TargetType | null {
  return byName.get(name) ?? null;
}
