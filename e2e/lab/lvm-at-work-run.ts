/** LVM commands in a guest under the collector's stream, and what was said of them that was not so. */
import type { Guest } from './guest.ts';
import type { LvmCommand } from './lvm-at-work-commands.ts';
import { type Told, watchLvm } from './lvm-at-work-watch.ts';

/** For a guest that shares its processor with others. */
export const WORKS = { timeoutMs: 600_000 };

export const MAKE_GROUP = `modprobe -a dm-raid dm-mirror dm-snapshot dm-thin-pool dm-cache dm-writecache dm-integrity
dmsetup create pv5 --table '0 1048576 linear /dev/ubde 2048'
pvcreate -q /dev/ubd{a,b,c,d} /dev/mapper/pv5 && vgcreate -q vg /dev/ubd{a,b,c,d} /dev/mapper/pv5`;

export type Watched = {
  /** Warnings and worse that were not so. */
  readonly raised: readonly Told[];
  /** Findings that offered to remove what a volume stands on. */
  readonly harmful: readonly Told[];
  readonly looks: number;
  /** Commands that did not do what they were to do, so that nothing was tried. */
  readonly failed: readonly string[];
};

export async function runWatched(guest: Guest, commands: readonly LvmCommand[]): Promise<Watched> {
  const watch = await watchLvm(guest);
  const isTrue = new Map<string, readonly string[]>();
  const failed: string[] = [];
  let now: readonly string[] = [];
  for (const { run, isTrue: told } of commands) {
    now = told ?? now;
    isTrue.set(run, now);
    console.log(run);
    await watch.during(run, () => guest.ok(run, WORKS).catch((error) => failed.push(`${error}`)));
  }
  await watch.stop();
  console.log(
    `${commands.length} commands, ${watch.looks()} looks; held back ${watch.heldBack().length}, alone raised ${watch.raisedAlone().length}`,
    watch.raisedAlone(),
    watch.heldBack(),
  );
  const raised = watch.raised().filter(({ during, rule }) => !isTrue.get(during)?.includes(rule));
  return { raised, harmful: watch.harmful(), looks: watch.looks(), failed };
}
