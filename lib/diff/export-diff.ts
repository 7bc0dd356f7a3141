import type { Device, Host } from '../stack/stack.ts';
import type { StackDiff } from './stack-diff.ts';

/** The difference for other programs: `dmscope diff --json`. Devices are named by identity, which outlives their numbers. */
export type ExportedDiff = {
  readonly schema: 'dmscope.diff/1';
  readonly before: Host;
  readonly after: Host;
  readonly added: readonly ExportedDifference[];
  readonly removed: readonly ExportedDifference[];
  readonly changed: readonly ExportedDifference[];
  readonly notCompared: readonly string[];
};

export type ExportedDifference = Pick<Device, 'identity' | 'name' | 'kind'> & {
  /** In the later capture; null for what was removed. */
  readonly devNo: string | null;
  readonly words: readonly string[];
};

export function exportDiff({ before, after, devices, notCompared }: StackDiff): ExportedDiff {
  const of = (wanted: 'added' | 'removed' | 'changed') =>
    devices
      .filter(({ kind }) => kind === wanted)
      .map(({ device: { identity, name, kind, devNo }, words }) => ({
        identity,
        name,
        kind,
        devNo: wanted === 'removed' ? null : devNo,
        words,
      }));
  return {
    schema: 'dmscope.diff/1',
    before,
    after,
    added: of('added'),
    removed: of('removed'),
    changed: of('changed'),
    notCompared,
  };
}
