import { describe, expect, test } from 'vitest';
import type { Section, SectionState } from '../capture/capture.ts';
import { mappedFixture, mountFixture } from '../plan/plan.fixture.ts';
import { deviceFixture, stackFixture } from './device.fixture.ts';
import { indexStack } from './index-stack.ts';
import type { Device, Stack } from './stack.ts';
import { SOURCES_OF_KIND, USER_SOURCES, userSourceGaps } from './user-sources.ts';
import { type DeviceUse, usesOf } from './uses-of.ts';

const NAMES = [...new Set(Object.values(USER_SOURCES).flatMap(({ sections }) => sections))];

function section(name: string, told: Partial<Section> = {}): Section {
  const state: SectionState = 'done';
  const base = { tier: 'core', state, sequence: 1, exitStatus: 0, durationMs: 1, command: name } as const;
  return { name, ...base, note: '', text: '', ...told };
}

function gapsWith(...changed: readonly Section[]) {
  const sections = new Map(NAMES.map((name) => [name, section(name)]));
  for (const each of changed) sections.set(each.name, each);
  return userSourceGaps({ sections }).map(({ source, why }) => `${source} ${why}`);
}

describe('what would show that a device is in use', () => {
  test('is known where every list was read whole', () => {
    expect(gapsWith()).toEqual([]);
    expect(gapsWith(section('open-files', { text: 'scope all\n' }))).toEqual([]);
  });

  test.each(Object.entries(USER_SOURCES).filter(([source]) => source !== 'open-count'))(
    'is not known where a list came late, failed, was not there or not whole: %s',
    (source, { sections }) => {
      for (const name of sections) {
        expect(gapsWith(section(name, { state: 'late', exitStatus: null }))).toEqual([`${source} late`]);
        expect(gapsWith(section(name, { exitStatus: 1, text: 'half of it\n' }))).toEqual([
          `${source} failed`,
        ]);
        expect(gapsWith(section(name, { state: 'absent', exitStatus: null }))).toEqual([`${source} absent`]);
        expect(gapsWith(section(name, { state: 'skipped', exitStatus: null }))).toEqual([`${source} absent`]);
      }
    },
  );

  test.each(['mountinfo-other', 'open-files', 'mapped-files'])(
    'is not known where only a part of the processes was seen: %s',
    (name) => {
      expect(gapsWith(section(name, { text: 'scope own\n412 fd 3 8:0 0\n' }))).toHaveLength(1);
    },
  );

  test('is the open count alone for what is mapped, and every list for all else', () => {
    for (const [kind, sources] of Object.entries(SOURCES_OF_KIND)) {
      if (kind === 'dm') expect(sources).toEqual(['open-count']);
      else expect([...sources, 'open-count'].toSorted()).toEqual(Object.keys(USER_SOURCES).toSorted());
    }
  });
});

const GAP: Stack['host']['userSourceGaps'][number] = { source: 'open-files', why: 'late', note: '' };

function usesIn(device: Device, told: Partial<Stack['host']> = {}): readonly DeviceUse['kind'][] {
  const stack = stackFixture([device]);
  const index = indexStack({ ...stack, host: { ...stack.host, ...told } });
  return usesOf(index, device).map(({ kind }) => kind);
}

describe('uses of a device', () => {
  const nbd = deviceFixture('43:0', { kind: 'nbd', kname: 'nbd0', openedBy: [], sizeBytes: 2 ** 30 });
  const opener = { pid: 7, command: 'qemu-nbd', workload: null, fdCount: 1 };
  const connection = { pid: 9, serverPids: [7], files: [] };

  test('are none of the process that serves an nbd, whatever another one is called', () => {
    expect(usesIn({ ...nbd, nbd: connection, openedBy: [opener] })).toEqual([]);
    expect(usesIn({ ...nbd, nbd: connection, openedBy: [{ ...opener, pid: 8 }] })).toEqual(['opener']);
    expect(usesIn({ ...nbd, nbd: { ...connection, serverPids: [] }, openedBy: [opener] })).toEqual([
      'opener',
    ]);
  });

  test('are told by the count where the kernel keeps one, though a list was late', () => {
    const mapped = (openCount: number | null) =>
      deviceFixture('254:0', { dm: mappedFixture({ openCount }), openedBy: null });
    const host = { userSourceGaps: [GAP] };
    expect(usesIn(mapped(0), host)).toEqual([]);
    expect(usesIn(mapped(null), host)).toEqual(['unknown']);
    expect(usesIn(nbd, host)).toEqual(['unknown']);
  });

  test('may be those of a loop or swap that cannot be followed, if it has the size', () => {
    const user = (kind: 'loop' | 'swap', sizeBytes: number | null) => ({
      unidentifiedUsers: [{ kind, name: 'loop3', path: '/x', sizeBytes }],
    });
    expect(usesIn(nbd, user('loop', 2 ** 30))).toEqual(['unidentified']);
    expect(usesIn(nbd, user('swap', 2 ** 30 - 4096))).toEqual(['unidentified']);
    expect(usesIn(nbd, user('loop', null))).toEqual(['unidentified']);
    expect(usesIn(nbd, user('loop', 2 ** 29))).toEqual([]);
    expect(usesIn({ ...nbd, kname: 'loop3' }, user('loop', 2 ** 30))).toEqual([]);
  });

  test('are not told twice of a file system that is mounted where it can be seen', () => {
    const live: Device = { ...nbd, kernelUsers: [{ kind: 'file-system', type: 'ext4' }] };
    expect(usesIn(live)).toEqual(['kernel']);
    expect(usesIn({ ...live, mounts: [mountFixture('/m')] })).toEqual(['mount']);
    const journal: Device = {
      ...live,
      mounts: [mountFixture('/m')],
      kernelUsers: [{ kind: 'journal', mountPoint: '' }],
    };
    expect(usesIn(journal)).toEqual(['mount', 'kernel']);
  });
});
