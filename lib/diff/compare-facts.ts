import { MISSING } from '../import/missing.ts';
import { usedAs } from '../stack/describe.ts';
import type { StackIndex } from '../stack/index-stack.ts';
import type { Device, Host } from '../stack/stack.ts';
import { stateMarks } from '../stack/state.ts';
import { formatBytes } from '../text/size.ts';
import type { DeviceDiff } from './stack-diff.ts';

/** One thing that can be told of a device, in lines, before and after. No lines: none; null: not told, or no device. */
export type ComparedFact = {
  readonly label: string;
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
  /** Whether both tell it, and not the same. */
  readonly isDifferent: boolean;
};

type Side = { readonly device: Device; readonly host: Host } | null;

/**
 * What a device was and is, fact by fact: for what was added or removed only one side. `index` is of the union of both, whose
 * numbers both sides are in.
 */
export function compareFacts(
  diff: DeviceDiff,
  hosts: { readonly before: Host; readonly after: Host },
  index: StackIndex,
): readonly ComparedFact[] {
  const { kind, device } = diff;
  const was = kind === 'changed' ? diff.before : device;
  const before: Side = kind === 'added' || kind === 'same' ? null : { device: was, host: hosts.before };
  const after: Side = kind === 'removed' ? null : { device, host: hosts.after };
  return FACTS.map(({ label, lacks, lines }): ComparedFact => {
    const said = (side: Side) =>
      side === null || side.host.origin?.missing.some((what) => lacks.includes(what))
        ? null
        : lines(side.device, index);
    const [then, now] = [said(before), said(after)];
    const isDifferent = then !== null && now !== null && then.join('\n') !== now.join('\n');
    return { label, before: then, after: now, isDifferent };
  }).filter((fact) => (fact.before?.length ?? 0) + (fact.after?.length ?? 0) > 0);
}

type Fact = {
  readonly label: string;
  /** It is not told where one of these is missing. */
  readonly lacks: readonly string[];
  /** Null where it is not told. */
  readonly lines: (device: Device, index: StackIndex) => readonly string[] | null;
};

const FACTS: readonly Fact[] = [
  { label: 'Name', lacks: [], lines: ({ name }) => [name] },
  { label: 'UUID', lacks: [MISSING.uuids], lines: ({ dm }) => some(dm?.uuid) },
  {
    label: 'State',
    lacks: [MISSING.suspended, MISSING.readOnly],
    lines: (device) => {
      const words = stateMarks(device).map(({ word }) => word);
      return words.length === 0 && device.dm ? ['active'] : words;
    },
  },
  {
    label: 'Size',
    lacks: [MISSING.sizes],
    lines: ({ sizeBytes }) => (sizeBytes === null ? null : [formatBytes(sizeBytes)]),
  },
  { label: 'Open', lacks: [MISSING.openCounts], lines: ({ dm }) => counted(dm?.openCount) },
  { label: 'Event number', lacks: [], lines: ({ dm }) => counted(dm?.eventNumber) },
  {
    label: 'Mounted at',
    lacks: [MISSING.mounts],
    lines: ({ mounts }) => [...new Set(mounts.map(({ mountPoint }) => mountPoint))],
  },
  { label: 'Swap', lacks: [MISSING.swap], lines: ({ swap }) => (swap ? ['used as swap'] : []) },
  {
    label: 'Contains',
    lacks: [MISSING.contents],
    lines: (device) => {
      const use = usedAs({ ...device, mounts: [], swap: null });
      return use ? some([use.text, use.more].filter(Boolean).join(' ')) : [];
    },
  },
  {
    label: 'On file',
    lacks: [],
    lines: ({ loop, nbd }) => [...some(loop?.file), ...(nbd?.files ?? [])],
  },
  {
    label: 'Stands on',
    lacks: [],
    lines: ({ bases }, index) => bases.map(({ base }) => index.byDevNo.get(base)?.name ?? base),
  },
  {
    label: 'Table',
    lacks: [MISSING.tables],
    lines: ({ dm }) =>
      (dm?.segments ?? []).map(
        ({ startSector, lengthSectors, target, args }) => `${startSector} ${lengthSectors} ${target} ${args}`,
      ),
  },
];

function some(text: string | undefined): readonly string[] {
  return text ? [text] : [];
}

function counted(count: number | null | undefined): readonly string[] | null {
  return typeof count === 'number' ? [`${count}`] : null;
}
