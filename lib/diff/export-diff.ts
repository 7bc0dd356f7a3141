import type { Device, Host } from '../stack/stack.ts';
import type { StackDiff } from './stack-diff.ts';

/** The difference for other programs: `dmscope diff --json`. Devices are named by identity, which outlives their numbers. */
export type ExportedDiff = {
  readonly schema: 'dmscope.diff/1';
  readonly before: Host;
  readonly after: Host;
  readonly came: readonly ExportedDifference[];
  readonly went: readonly ExportedDifference[];
  readonly changed: readonly ExportedDifference[];
  readonly notCompared: readonly string[];
};

export type ExportedDifference = Pick<Device, 'identity' | 'name' | 'kind'> & {
  /** In the later capture; null for what went. */
  readonly devNo: string | null;
  readonly words: readonly string[];
};

export function exportDiff({ before, after, devices, notCompared }: StackDiff): ExportedDiff {
  const of = (wanted: 'came' | 'went' | 'changed') =>
    devices
      .filter(({ kind }) => kind === wanted)
      .map(({ device: { identity, name, kind, devNo }, words }) => ({
        identity,
        name,
        kind,
        devNo: wanted === 'went' ? null : devNo,
        words,
      }));
  return {
    schema: 'dmscope.diff/1',
    before,
    after,
    came: of('came'),
    went: of('went'),
    changed: of('changed'),
    notCompared,
  };
}
