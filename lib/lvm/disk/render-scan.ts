import { type Partition, partitionTypeName } from '../../block/partition-table/partition-table.ts';
import { counted } from '../../dm/targets/wording.ts';
import { printableHostText } from '../../text/host-text.ts';
import { formatBytes } from '../../text/size.ts';
import { utcText } from '../../text/time-text.ts';
import { damageText } from './damage.ts';
import type { DiskProblem } from './disk-problem.ts';
import { dashedUuid, wholeUnits } from './lvm-words.ts';
import { placeName } from './place-name.ts';
import {
  isDescribedOnly,
  type Place,
  problemsOf,
  type Scan,
  type ScannedGroup,
  type ScannedVolume,
} from './scan.ts';
import { sizeOfVolume, typesOf } from './volume-group.ts';
import type { LayoutRun } from './volume-layout.ts';

/**
 * A scan as a tree for a terminal: device, partition, PV, group, volume, and what is in that. A group stands below the first of its
 * PVs; what is wrong stands, with a `!`, below what it is of.
 */
export function* renderScan(scan: Scan): Generator<string> {
  for (const [at, place] of scan.places.entries()) {
    if (place.at.kind !== 'path') continue;
    const { label, children } = placeNode(scan, at, printableHostText(place.at.path));
    yield `${label}\n`;
    yield* drawn(children, ' ');
  }
  for (const { text } of scan.problems) yield `! ${printableHostText(text)}\n`;
}

type Node = { readonly label: string; readonly children: readonly Node[] };

function* drawn(nodes: readonly Node[], indent: string): Generator<string> {
  for (const [at, { label, children }] of nodes.entries()) {
    const isLast = at === nodes.length - 1;
    yield `${indent}${isLast ? '└─' : '├─'} ${label}\n`;
    yield* drawn(children, `${indent}${isLast ? '   ' : '│  '}`);
  }
}

function leaf(label: string): Node {
  return { label, children: [] };
}

function problemLeaves(problems: readonly (DiskProblem | string)[]): readonly Node[] {
  return problems.map((problem) =>
    leaf(`! ${printableHostText(typeof problem === 'string' ? problem : problem.text)}`),
  );
}

/** `name` with what it holds behind a colon. */
function placeNode(scan: Scan, index: number, name: string): Node {
  const place = scan.places[index];
  if (!place) return leaf(name);
  const children = [
    // A damaged label is all that there is to say of its place.
    ...problemLeaves(place.pv.kind === 'damaged' ? [] : problemsOf(place)),
    ...partitionNodes(scan, index),
    ...groupNodes(scan, index),
  ];
  return { label: `${name}, ${formatBytes(place.sizeBytes)}: ${holding(scan, index)}`, children };
}

function holding(scan: Scan, index: number): string {
  const { pv, table, failure } = scan.places[index] as Place;
  if (failure !== null) return `it could not be read: ${printableHostText(failure)}`;
  if (pv.kind === 'damaged') return printableHostText(pv.reason);
  if (pv.kind === 'none')
    return table
      ? `${table.kind === 'gpt' ? 'GPT' : 'MBR'} of ${counted(table.partitions.length, 'partition')}`
      : 'no LVM';
  if (pv.kind === 'text') return 'a copy of LVM metadata as text';
  const group = scan.groups.find(({ pvs }) => pvs.some(({ at }) => at.includes(index)));
  const of = group
    ? `of ${printableHostText(group.group.name)}`
    : pv.group
      ? `that ${printableHostText(pv.group.name)} does not list`
      : pv.problems.some(({ kind }) => kind === 'damaged')
        ? 'of an unknown group'
        : 'of no group';
  return `PV ${printableHostText(dashedUuid(pv.label.uuid))} ${of}`;
}

function partitionNodes(scan: Scan, index: number): readonly Node[] {
  const parts = new Map(scan.places[index]?.table?.partitions.map((each) => [each.number, each]));
  return scan.places.flatMap(({ at }, where) => {
    if (at.kind !== 'partition' || at.of !== index) return [];
    const partition = parts.get(at.number);
    return [placeNode(scan, where, partition ? partitionName(partition) : `partition ${at.number}`)];
  });
}

function partitionName({ number, type, name, offset }: Partition): string {
  const what = partitionTypeName(type);
  const words = [what === null ? '' : ` (${what})`, name === '' ? '' : ` "${printableHostText(name)}"`];
  return `partition ${number}${words.join('')} at ${wholeUnits(offset)}`;
}

/** Groups of which this is the first PV, or where one was read whose PVs are all missing. */
function groupNodes(scan: Scan, index: number): readonly Node[] {
  return scan.groups
    .filter(({ pvs, readAt }) => (pvs.flatMap(({ at }) => at)[0] ?? readAt) === index)
    .map((scanned) => {
      const { group, pvs, problems, volumes } = scanned;
      const names = pvNames(scan, scanned);
      const shown = volumes.filter(({ isVisible, volume: { damage } }) => isVisible || damage.length > 0);
      const missing = isDescribedOnly(scan, scanned) ? [] : pvs.filter(({ at }) => at.length === 0);
      const words = [
        counted(pvs.length, 'PV'),
        ...(missing.length > 0 ? [`${missing.length} missing`] : []),
        counted(shown.length, 'volume'),
        `change ${group.sequence ?? 'unknown'}${written(scanned)}`,
      ];
      const gone = missing.map(({ key, uuid }) => `PV ${uuid === '' ? key : dashedUuid(uuid)} is missing`);
      const damage = [...group.damage, ...group.pvs.flatMap((pv) => pv.damage)].map(damageText);
      return {
        label: `VG ${printableHostText(group.name)}: ${words.join(', ')}`,
        children: [
          ...problemLeaves([...gone, ...damage, ...problems]),
          ...shown.map((volume) => volumeNode({ scan, group: scanned, names }, volume)),
        ],
      };
    });
}

function written({ group }: ScannedGroup): string {
  const on = group.writtenOn === '' ? '' : ` on ${printableHostText(group.writtenOn)}`;
  return group.timeSeconds === null ? on : `${on} at ${utcText(group.timeSeconds * 1000)}`;
}

const MOST_RUNS_SHOWN = 8;

type Within = {
  readonly scan: Scan;
  readonly group: ScannedGroup;
  readonly names: ReadonlyMap<string, string>;
};

function volumeNode({ scan, group, names }: Within, { volume, layout, doubt }: ScannedVolume): Node {
  const sizeBytes = sizeOfVolume(group.group, volume);
  const size = sizeBytes === null ? 'of unknown size' : formatBytes(sizeBytes);
  const name = `LV ${printableHostText(volume.name)}, ${size}, ${typesOf(volume).map(printableHostText).join(' and ')}`;
  const index = scan.places.findIndex(
    ({ at }) => at.kind === 'volume' && at.group === group.id && at.volume === volume.name,
  );
  const inside = index < 0 ? null : placeNode(scan, index, 'in it');
  const doubts = problemLeaves([...volume.damage.map(damageText), ...(doubt === null ? [] : [doubt])]);
  if (!layout.ok)
    return {
      label: `${name}; ${volume.damage.length > 0 ? 'unreadable: its metadata is damaged' : `not readable from here: ${printableHostText(layout.reason)}`}`,
      children: doubts,
    };
  const all = layout.value.runs;
  const runs = runLines(names, all.slice(0, MOST_RUNS_SHOWN));
  const [only] = runs;
  const legs =
    layout.value.legs.length > 0 ? `, by ${layout.value.legs.map(printableHostText).join(', ')}` : '';
  const below = inside ? [inside] : [];
  if (all.length === 1 && runs.length === 1)
    return { label: `${name}${legs}: ${only}`, children: [...doubts, ...below] };
  const more = all.length - MOST_RUNS_SHOWN;
  const rest = more > 0 ? [`and ${counted(more, 'more piece')}`] : [];
  return { label: `${name}${legs}`, children: [...doubts, ...[...runs, ...rest].map(leaf), ...below] };
}

/** Where the bytes of a volume are, a line for each piece; what lies in stripes has a line for each column below it. */
export function runLines(names: ReadonlyMap<string, string>, runs: readonly LayoutRun[]): readonly string[] {
  return runs.flatMap((run) => {
    const size = wholeUnits(run.length);
    switch (run.kind) {
      case 'plain':
        return [`${size} on ${names.get(run.pv)} at ${wholeUnits(run.pvOffset)}`];
      case 'zero':
        return [`${size} of zeros`];
      case 'striped': {
        const columns = run.columns.map((column) => `  ${runLines(names, column).join(', then ')}`);
        const begin = run.from === 0 ? '' : `, from ${wholeUnits(run.from)} on`;
        return [
          `${size} in stripes of ${wholeUnits(run.stripeSizeBytes)}${begin}, in turns from`,
          ...columns,
        ];
      }
      default:
        return run satisfies never;
    }
  });
}

/** What the places of the PVs of a group are called, by the keys of the PVs. */
export function pvNames(scan: Scan, scanned: ScannedGroup): ReadonlyMap<string, string> {
  const { group, pvs } = scanned;
  if (isDescribedOnly(scan, scanned))
    return new Map(group.pvs.map(({ key, deviceHint }) => [key, printableHostText(deviceHint || key)]));
  return new Map(
    pvs.map(({ key, at: [place] }) => [key, place === undefined ? '' : placeName(scan.places, place)]),
  );
}
