import type { DevNo } from '../../block/dev-no.ts';
import { ownValue } from '../../own-value.ts';
import { makerOf, usedAs } from '../../stack/describe.ts';
import { deviceKeys } from '../../stack/device-key.ts';
import { holdersOf, type StackIndex } from '../../stack/index-stack.ts';
import { LAYER_NAMES, type Layer, layerOf } from '../../stack/layer.ts';
import type { Device } from '../../stack/stack.ts';
import { type StateMark, stateMarks } from '../../stack/state.ts';
import { formatBytes } from '../../text/size.ts';
import { fitText, nameLines, printable } from '../scene/fit-text.ts';
import { textWidth } from '../scene/text-width.ts';

/** What is written in a device's box, and so how high it is. */
export type DeviceBox = {
  readonly devNo: DevNo;
  readonly identity: string;
  readonly layer: Layer;
  /** What it is, in words: `Snapshot`, `Origin of snapshots`. */
  readonly words: string;
  readonly size: string;
  /** On one line or two, cut to fit. */
  readonly name: readonly string[];
  readonly fullName: string;
  readonly notes: readonly BoxNote[];
  readonly height: number;
  readonly isSuspended: boolean;
  readonly isMissing: boolean;
  readonly isReadOnly: boolean;
};

export type BoxNote = { readonly text: string; readonly tone: StateMark['tone'] };

export const BOX = { width: 288, padding: 10, maxHeight: 86, nameSize: 11.5, noteSize: 11.5 } as const;

const INNER = BOX.width - 2 * BOX.padding;

export function deviceBox(index: StackIndex, device: Device): DeviceBox {
  const layer = layerOf(index, device);
  const name = nameLines(device.name, { face: 'mono', size: BOX.nameSize }, INNER);
  const notes = notesOf(device);
  return {
    devNo: device.devNo,
    identity: deviceKeys(index.stack).keyOf(device),
    layer,
    words: wordsOf(index, device, layer),
    size: device.sizeBytes === null ? '' : formatBytes(device.sizeBytes),
    name,
    fullName: printable(device.name),
    notes,
    height: 36 + 16 * name.length + (notes.length > 0 ? 18 : 0),
    isSuspended: device.dm?.isSuspended ?? false,
    isMissing: device.kind === 'missing',
    isReadOnly: device.isReadOnly || (device.dm?.isReadOnly ?? false),
  };
}

/** Parts of LVM's own that stand between a volume and its disks; what the others are the layer tells. */
const LVM_PARTS: Readonly<Record<string, string>> = {
  real: "Origin's data",
  cow: 'COW store of snapshot',
  pool: 'Thin pool, its LV',
  tpool: 'Thin pool',
  tdata: 'Data of thin pool',
  tmeta: 'Metadata of thin pool',
  cdata: 'Data of cache',
  cmeta: 'Metadata of cache',
  corig: 'Origin of cache',
};

const TARGET_WORDS: Readonly<Record<string, string>> = {
  snapshot: 'Snapshot',
  'snapshot-merge': 'Merging snapshot',
  'snapshot-origin': 'Origin of snapshots',
  thin: 'Thin volume',
  'thin-pool': 'Thin pool',
};

function wordsOf(index: StackIndex, device: Device, layer: Layer): string {
  const [segment] = device.dm?.segments ?? [];
  const target = segment && ownValue(TARGET_WORDS, segment.target);
  if (target !== undefined) return target;
  const made = device.dm?.made;
  const part = made?.kind === 'lvm' ? ownValue(LVM_PARTS, made.layer) : undefined;
  if (part !== undefined) return part;
  switch (layer) {
    case 'cow':
      return 'COW store of snapshot';
    case 'partition':
      return partitionWords(device);
    case 'md':
      return device.md ? `MD ${device.md.level}` : 'MD array';
    case 'mapped':
    case 'lvm':
      return (
        playedWords(index, device) ??
        (segment ? `${LAYER_NAMES[layer].words}, ${segment.target}` : LAYER_NAMES[layer].words)
      );
    default:
      return LAYER_NAMES[layer].words;
  }
}

function partitionWords(device: Device): string {
  const { by, detail } = makerOf(device);
  return by === 'Partition' && detail !== '' ? `Partition ${detail}` : 'Partition';
}

/** A plain mapping is best described by what it is to what stands on it. */
function playedWords(index: StackIndex, device: Device): string | null {
  for (const { holder, edge } of holdersOf(index, device.devNo)) {
    const [target] = holder.dm?.segments ?? [];
    if (edge.kind === 'table' && edge.roles.includes('metadata') && target)
      return `Metadata of ${target.target}`;
  }
  return null;
}

/** The weightiest first, as many as there is room for on one line. */
function notesOf(device: Device): readonly BoxNote[] {
  const marks = stateMarks(device);
  const said = (tones: readonly StateMark['tone'][]): BoxNote[] =>
    marks.flatMap(({ tone, word }) => (tones.includes(tone) ? [{ tone, text: word }] : []));
  const use = usedAs(device);
  const uses: BoxNote[] = use ? [{ tone: 'ok', text: wordsOfUse(device, use.text) }] : [];
  const [opener] = device.openedBy ?? [];
  if (opener) uses.push({ tone: 'ok', text: `open: ${opener.command || 'process'} ${opener.pid}` });
  else if ((device.unexplainedOpens ?? 0) > 0) uses.push({ tone: 'ok', text: 'open, user unknown' });
  const all = [...said(['bad', 'warn']), ...uses, ...said(['note', 'ok'])];
  const notes: BoxNote[] = [];
  let room = INNER;
  for (const { tone, text } of all) {
    const shown = fitText(
      text,
      { face: 'text', size: BOX.noteSize },
      notes.length === 0 ? room : Math.min(room, 150),
    );
    const width = noteWidth({ tone, text: shown });
    if (width > room) break;
    notes.push({ tone, text: shown });
    room -= width + 14;
  }
  return notes;
}

function wordsOfUse(device: Device, text: string): string {
  if (device.mounts.length > 0) return `mounted ${text}`;
  return device.swap ? text : `contains ${text}`;
}

/** With its sign in front where it has one. */
export function noteWidth({ text, tone }: BoxNote): number {
  return textWidth(text, 'text', BOX.noteSize) + (tone === 'bad' || tone === 'warn' ? 14 : 0);
}
