import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Capture, Section } from '../capture/capture.ts';
import { readCapture } from '../capture/read-capture.ts';
import { buildStack } from './build-stack.ts';
import type { Device, Stack } from './stack.ts';

const RECORDING = new URL('../../server/recordings/s1-leaked.capture', import.meta.url);

function recorded(): Capture {
  const { value, problems } = readCapture(readFileSync(RECORDING));
  expect(problems).toEqual([]);
  if (!value) throw new Error('the recording is no capture');
  return value;
}

function withSections(capture: Capture, change: (section: Section) => Section | null): Capture {
  const sections = new Map<string, Section>();
  for (const [name, section] of capture.sections) {
    const changed = change(section);
    if (changed) sections.set(name, changed);
  }
  return { ...capture, sections };
}

function withText(capture: Capture, name: string, change: (text: string) => string): Capture {
  return withSections(capture, (section) =>
    section.name === name ? { ...section, text: change(section.text) } : section,
  );
}

function device(stack: Stack, name: string): Device {
  const found = stack.devices.find((candidate) => candidate.name === name);
  if (!found)
    throw new Error(`no ${name} among ${stack.devices.map((candidate) => candidate.name).join(', ')}`);
  return found;
}

const ORIGIN = 'vm--volumes-docker2.example.com--volumes';
const SNAPSHOT = 'vm--volumes-snap--docker2.example.com--volumes';
const outline = (stack: Stack) => stack.devices.map(({ devNo, name, bases }) => ({ devNo, name, bases }));

describe('the stack of a host whose snapshot holds a guest’s volume group', () => {
  const stack = buildStack(recorded());

  test('lists mapped devices in the kernel’s order, then the others by name', () => {
    expect(stack.problems).toEqual([]);
    expect(stack.devices.map(({ devNo, name, kind }) => `${devNo} ${name} ${kind}`)).toEqual([
      '254:5 docker--volumes-docker--data dm',
      '254:6 docker--volumes-docker--meta dm',
      '254:1 vm--volumes-docker1.example.com--volumes dm',
      `254:0 ${ORIGIN} dm`,
      `254:2 ${ORIGIN}-real dm`,
      `254:4 ${SNAPSHOT} dm`,
      `254:3 ${SNAPSHOT}-cow dm`,
      '9:125 md125 md',
      '98:0 ubda disk',
      '98:16 ubdb disk',
      '98:32 ubdc disk',
      '98:48 ubdd disk',
      '98:64 ubde disk',
      '98:80 ubdf disk',
    ]);
  });

  test('says what a device stands on, in the kernel’s order, and in which role', () => {
    expect(device(stack, SNAPSHOT).bases).toEqual([
      { base: '254:3', kind: 'table', roles: ['cow'], file: null },
      { base: '254:2', kind: 'table', roles: ['origin'], file: null },
    ]);
    expect(device(stack, 'md125').bases).toEqual([
      { base: '98:0', kind: 'md', roles: ['member'], file: null },
      { base: '98:16', kind: 'md', roles: ['member'], file: null },
    ]);
  });

  test('carries what each device is', () => {
    const snapshot = device(stack, SNAPSHOT);
    expect(snapshot.sizeBytes).toBe(300 * 1024 * 1024);
    expect(snapshot.dm?.openCount).toBe(2);
    expect(snapshot.dm?.isDeferredRemove).toBe(false);
    expect(snapshot.dm?.segments).toMatchObject([
      { startSector: 0, lengthSectors: 614400, target: 'snapshot', args: '254:2 254:3 P 8' },
    ]);
    expect(snapshot.dm?.segments[0]?.status).toMatch(/^\d+\/204800 \d+$/);
    expect(snapshot.dm?.made).toMatchObject({ kind: 'lvm', layer: '' });
    expect(snapshot.identity).toBe(`dm:${snapshot.dm?.uuid}`);
    expect(snapshot.fileSystem).toMatchObject({ type: 'LVM2_member' });
    expect(device(stack, 'docker--volumes-docker--data').fileSystem).toMatchObject({
      type: 'ext4',
      label: 'docker-data',
    });
    expect(device(stack, 'md125').md).toMatchObject({
      level: 'raid1',
      state: 'active',
      totalDisks: 2,
      degradedDisks: 0,
    });
    expect(stack.host).toMatchObject({
      name: 'host1.example.com',
      kernel: expect.stringMatching(/^6\.1\./),
      dmVersion: '4.47.0',
    });
  });
});

describe('when sections are missing or damaged', () => {
  test('dependencies come from the tables where dmsetup deps is not there, in the same order', () => {
    const without = buildStack(
      withSections(recorded(), (section) => (section.name === 'dmsetup-deps' ? null : section)),
    );
    expect(outline(without)).toEqual(outline(buildStack(recorded())));
  });

  test('a disagreement between deps and table is told, and deps believed', () => {
    const stack = buildStack(
      withText(recorded(), 'dmsetup-deps', (text) =>
        text.replace('1 dependencies\t: (254, 4)', '1 dependencies\t: (254, 2)'),
      ),
    );
    expect(device(stack, 'docker--volumes-docker--data').bases.map((edge) => edge.base)).toEqual(['254:2']);
    expect(stack.problems.map((problem) => problem.message)).toEqual([
      'The table names 254:4, which dmsetup deps does not list',
      'dmsetup deps lists 254:2, which the table does not name',
    ]);
  });

  test('a device that a table names and the host no longer has is missing', () => {
    const stack = buildStack(withText(recorded(), 'sysfs', (text) => text.replace(/^ubdb\/.*\n/gm, '')));
    const gone = buildStack(
      withText(
        withText(recorded(), 'sysfs', (text) => text.replace(/^md125\/.*\n/gm, '')),
        'proc-partitions',
        (text) => text.replace(/^.*md125\n/m, ''),
      ),
    );
    expect(device(gone, '9:125')).toMatchObject({ kind: 'missing', kname: null, bases: [] });
    expect(stack.devices.find((candidate) => candidate.devNo === '98:16')?.kind).toBe('other');
  });

  test('a mapped device has a kernel name while sysfs has it; without sysfs, by the kernel’s version', () => {
    const named = (capture: Capture) => device(buildStack(capture), ORIGIN).kname;
    const bare = (kernel: string) =>
      withText(
        withText(
          withText(recorded(), 'sysfs-links', (text) => text.replace(/^dm-\d+\n/gm, '')),
          'uname',
          (text) => text.replace(/6\.1\.\S+/, kernel),
        ),
        'dmsetup-info',
        (text) => text.replace(/^254\x1f0\x1fL/m, '254\x1f0\x1f-'),
      );
    expect(named(recorded())).toBe('dm-0');
    expect(named(withText(recorded(), 'sysfs-links', (text) => text.replace(/^dm-0\n/m, '')))).toBeNull();
    expect(named(bare('6.1.0'))).toBeNull();
    expect(named(bare('5.15.0-91-generic'))).toBeNull();
    expect(named(bare('5.10.0-28-amd64'))).toBe('dm-0');
  });

  test('status of a table that has been replaced since is not shown as that of the new one', () => {
    const stack = buildStack(
      withText(recorded(), 'dmsetup-status', (text) =>
        text.replace('0 614400 snapshot 1', '0 614400 zero 1').replace('0 614400 snapshot ', '0 9 snapshot '),
      ),
    );
    expect(device(stack, SNAPSHOT).dm?.segments[0]?.status).toBeNull();
  });

  test('a command that failed or never ended is a problem with its reason', () => {
    const stack = buildStack(
      withSections(recorded(), (section) =>
        section.name === 'lsblk'
          ? { ...section, state: 'late', text: '' }
          : section.name === 'dmsetup-status'
            ? { ...section, exitStatus: 1, text: '', note: 'Permission denied' }
            : section,
      ),
    );
    expect(stack.problems).toEqual([
      {
        section: 'dmsetup-status',
        line: null,
        message: 'dmsetup --manglename none status --noflush failed with status 1',
        text: 'Permission denied',
      },
      {
        section: 'lsblk',
        line: null,
        message: 'lsblk -J -b -l -o … has not answered yet and was left alone',
        text: '',
      },
    ]);
    expect(outline(stack)).toEqual(outline(buildStack(recorded())));
  });

  test('a line of garbage in every section costs a problem each and no device', () => {
    const garbage = '%% garbage that no tool prints %%';
    const silent = new Set(['uname', 'dmsetup-version', 'proc-devices', 'open-files']);
    for (const place of ['first', 'last'] as const) {
      const damaged = withSections(recorded(), (section) => ({
        ...section,
        text: place === 'first' ? `${garbage}\n${section.text}` : `${section.text}${garbage}\n`,
      }));
      const stack = buildStack(damaged);
      expect(outline(stack)).toEqual(outline(buildStack(recorded())));
      const told = new Set(stack.problems.map((problem) => problem.section));
      for (const name of damaged.sections.keys())
        if (!silent.has(name)) expect(told, `${place} line of ${name}`).toContain(name);
      for (const problem of stack.problems) expect(problem.text).toContain('garbage');
    }
  });

  test('any text in any section gives a stack', () => {
    const names = [...recorded().sections.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.string(), (name, at, noise) => {
        const stack = buildStack(
          withText(
            recorded(),
            name,
            (text) => text.slice(0, at % (text.length + 1)) + noise + text.slice(at % (text.length + 1)),
          ),
        );
        expect(new Set(stack.devices.map((candidate) => candidate.devNo)).size).toBe(stack.devices.length);
      }),
      { numRuns: 300 },
    );
  });
});
