import { explainStatus } from '../dm/segment-details.ts';
import type { Health } from '../dm/target-type.ts';
import { ownValue } from '../own-value.ts';
import type { Device, MappedDevice } from './stack.ts';

/** One thing about a device's state that is worth a mark in the tree; an ordinary active device has none. */
export type StateMark = {
  /** `bad`: I/O is stopped or data is at risk. `warn`: not as it should be. `note`: good to know. `ok`: confirmed well. */
  readonly tone: 'bad' | 'warn' | 'note' | 'ok';
  readonly word: string;
  /** A sentence. */
  readonly meaning: string;
};

/** Worst first. */
export function stateMarks(device: Device): readonly StateMark[] {
  const marks: StateMark[] = [];
  if (device.kind === 'missing') {
    marks.push({ tone: 'bad', word: 'missing', meaning: 'A table names it, and the host does not have it.' });
  }
  if (device.dm) marks.push(...mappedMarks(device.dm), ...healthMarks(device.dm));
  if (device.isReadOnly || device.dm?.isReadOnly) {
    marks.push({ tone: 'note', word: 'read-only', meaning: 'The kernel refuses writes to it.' });
  }
  marks.push(...arrayMarks(device), ...loopMarks(device));
  return marks.toSorted((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone));
}

const TONES = ['bad', 'warn', 'ok', 'note'];

function mappedMarks(dm: MappedDevice): StateMark[] {
  const marks: StateMark[] = [];
  if (dm.isSuspended) {
    const meaning = 'I/O to it waits, and whoever asks for it hangs, until it is resumed.';
    marks.push({ tone: 'bad', word: 'suspended', meaning });
  }
  if (dm.hasLiveTable === false) {
    marks.push({
      tone: 'warn',
      word: 'no table',
      meaning: 'It has no live table: there is nothing to read from it.',
    });
  }
  if (dm.isDeferredRemove) {
    marks.push({
      tone: 'warn',
      word: 'remove pending',
      meaning: 'It will be removed when its last user closes it.',
    });
  }
  if (dm.hasInactiveTable) {
    marks.push({
      tone: 'note',
      word: 'inactive table',
      meaning: 'A second table is loaded and takes over at the next resume.',
    });
  }
  return marks;
}

const HEALTH_TONES: Readonly<Record<Health, StateMark['tone']>> = {
  failed: 'bad',
  degraded: 'warn',
  unknown: 'note',
  busy: 'note',
  ok: 'ok',
};

/** What a bare percentage says how much of: `37 %` alone could be anything. */
const PERCENT_OF: Readonly<Record<string, string>> = {
  snapshot: 'full',
  'thin-pool': 'full',
  vdo: 'full',
  thin: 'mapped',
  clone: 'copied',
  writecache: 'unwritten',
};

/** The worst of what the segments' status lines say, if it has something to show. */
function healthMarks(dm: MappedDevice): StateMark[] {
  let worst: StateMark | null = null;
  for (const segment of dm.segments) {
    if (segment.status === null) continue;
    const status = explainStatus(segment, segment.status);
    const tone = HEALTH_TONES[status.health];
    const word = status.badge ?? (tone === 'bad' ? 'failed' : tone === 'warn' ? 'degraded' : null);
    if (word === null || (worst && TONES.indexOf(worst.tone) <= TONES.indexOf(tone))) continue;
    worst = { tone, word: inFull(word, segment.target), meaning: status.summary };
  }
  return worst ? [worst] : [];
}

function inFull(badge: string, target: string): string {
  const of = /^[<\d. ]+%$/.test(badge) ? ownValue(PERCENT_OF, target) : undefined;
  return of === undefined ? badge : `${badge} ${of}`;
}

/** Whether `dmsetup status` has answered for a device: without, nothing is known of its health. */
export function isStatusKnown({ dm }: Device): boolean {
  return dm?.segments.some(({ status }) => status !== null) ?? false;
}

function arrayMarks({ md }: Device): StateMark[] {
  if (!md) return [];
  const marks: StateMark[] = [];
  if ((md.degradedDisks ?? 0) > 0) {
    const meaning = `${md.degradedDisks} of ${md.totalDisks ?? 'its'} disks are missing from the array.`;
    marks.push({ tone: 'warn', word: 'degraded', meaning });
  }
  if (md.activity)
    marks.push({ tone: 'note', word: md.activity, meaning: `The array is at work: ${md.activity}.` });
  return marks;
}

function loopMarks({ loop }: Device): StateMark[] {
  if (!loop?.isDeleted) return [];
  return [
    {
      tone: 'warn',
      word: 'file deleted',
      meaning: 'Its file has been deleted; the space is freed when the loop is detached.',
    },
  ];
}
