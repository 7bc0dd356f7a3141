import type { Capture, Section } from '../capture/capture.ts';
import { type Origin, originOf } from '../import/origin.ts';
import type { WholeList } from '../import/reading.ts';
import type { UserSource, UserSourceGap } from './device-users.ts';
import type { Device, DeviceKind } from './stack.ts';

/**
 * What would show that a device is in use. Of a mapped device the kernel counts every open, whoever has it. Of all others it keeps
 * that count to itself, so "nothing uses it" takes every list on which a user could stand: one that was not read, came late, failed
 * or shows only a part of the processes leaves the answer open.
 */

/** In words that go on after "it is not known", and the sections of a capture that tell it. */
type Source = { readonly tells: string; readonly sections: readonly string[] };

export const USER_SOURCES: Readonly<Record<UserSource, Source>> = {
  'open-count': { tells: 'how often it is open', sections: ['dmsetup-info'] },
  holders: { tells: 'which holders it has', sections: ['sysfs-links', 'dmsetup-deps'] },
  mounts: { tells: 'where it is mounted', sections: ['mountinfo'] },
  'other-mounts': {
    tells: 'where it is mounted in other mount namespaces',
    sections: ['mountinfo-other'],
  },
  swaps: { tells: 'whether it is swap', sections: ['proc-swaps'] },
  'live-file-systems': {
    tells: 'whether a file system that is not mounted any more, a journal, bcache or a kernel target has it',
    sections: ['live-file-systems'],
  },
  loops: { tells: 'which loops are on it', sections: ['sysfs', 'losetup', 'loop-backing'] },
  'open-files': { tells: 'which processes have it open', sections: ['open-files'] },
  'mapped-files': { tells: 'which processes have it mapped into memory', sections: ['mapped-files'] },
};

const COUNTED: readonly UserSource[] = ['open-count'];

const UNCOUNTED: readonly UserSource[] = [
  'holders',
  'mounts',
  'other-mounts',
  'swaps',
  'live-file-systems',
  'loops',
  'open-files',
  'mapped-files',
];

/** Which sources it takes to say of a device that nothing uses it. */
export const SOURCES_OF_KIND: Readonly<Record<DeviceKind, readonly UserSource[]>> = {
  dm: COUNTED,
  disk: UNCOUNTED,
  partition: UNCOUNTED,
  md: UNCOUNTED,
  loop: UNCOUNTED,
  nbd: UNCOUNTED,
  bcache: UNCOUNTED,
  zram: UNCOUNTED,
  missing: UNCOUNTED,
  other: UNCOUNTED,
};

/** Sections in which the collector says whose processes it saw. */
const TELL_SCOPE: ReadonlySet<string> = new Set(['mountinfo-other', 'open-files', 'mapped-files']);

/** The open count is told, or not, with each device. */
export function userSourceGaps(capture: Pick<Capture, 'sections'>): readonly UserSourceGap[] {
  const origin = originOf(capture);
  return origin === null ? gapsOfCollector(capture) : gapsOfImport(origin);
}

/** Of outputs that somebody gave: a list that is not whole could show a user in the part that was not given. */
function gapsOfImport({ whole }: Origin): readonly UserSourceGap[] {
  const isTold = (source: UserSource) => {
    const list = LISTS[source];
    return list !== undefined && whole.includes(list);
  };
  return UNCOUNTED.filter((source) => !isTold(source)).map((source) => ({ source, why: 'absent', note: '' }));
}

const LISTS: Partial<Record<UserSource, WholeList>> = { holders: 'block', mounts: 'mounts', swaps: 'swaps' };

function gapsOfCollector({ sections }: Pick<Capture, 'sections'>): readonly UserSourceGap[] {
  return UNCOUNTED.flatMap((source): readonly UserSourceGap[] => {
    for (const name of USER_SOURCES[source].sections) {
      const why = whyNotWhole(name, sections.get(name));
      if (why) return [{ source, ...why }];
    }
    return [];
  });
}

function whyNotWhole(name: string, section: Section | undefined): Omit<UserSourceGap, 'source'> | null {
  if (section === undefined || section.state === 'absent' || section.state === 'skipped')
    return { why: 'absent', note: '' };
  if (section.state === 'late') return { why: 'late', note: '' };
  if (section.exitStatus !== 0) return { why: 'failed', note: section.note };
  return TELL_SCOPE.has(name) && section.text.startsWith('scope own\n') ? { why: 'own', note: '' } : null;
}

/** What is not known of the users of a device. */
export function gapsOf(
  { kind, dm }: Pick<Device, 'kind' | 'dm'>,
  gaps: readonly UserSourceGap[],
): readonly UserSourceGap[] {
  const isCounted = dm !== null && dm.openCount !== null;
  if (isCounted) return [];
  const needed = dm ? UNCOUNTED : SOURCES_OF_KIND[kind];
  return gaps.filter(({ source }) => needed.includes(source));
}
