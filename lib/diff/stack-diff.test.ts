import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCapture } from '../capture/read-capture.ts';
import { importCapture } from '../import/import-capture.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { encodeHostText } from '../text/host-text.ts';
import { dmsetupTree } from '../tree/dmsetup-tree.ts';
import { parseTreeOptions } from '../tree/tree-options.ts';
import { exportDiff } from './export-diff.ts';
import { renderDiff } from './render-text.ts';
import { diffOfStacks, isSame } from './stack-diff.ts';

function recorded(state: string): Stack {
  const file = new URL(`../tree/fixtures/01-seed-snapshot-leak-${state}.capture`, import.meta.url);
  const capture = readCapture(readFileSync(file)).value;
  if (!capture) throw new Error(`${state} is no capture`);
  return buildStack(capture);
}

function optionsOf(list: string) {
  const options = parseTreeOptions(list, { columns: null, isUtf8: true });
  if (!options.ok) throw new Error(options.reason);
  return options.value;
}

function rendered(before: Stack, after: Stack): string {
  const names = { before: 'A', after: 'B' };
  return [...renderDiff(diffOfStacks(before, after), names, optionsOf('ascii'))].join('');
}

const snapshot = recorded('2-snapshot');
const leaked = recorded('3-leaked');

/** The same host after a boot at which everything got another number. */
function rebooted(stack: Stack): Stack {
  const anew = (devNo: string) =>
    devNo.replace(/^(\d+):(\d+)$/, (_, major, minor) => `${major}:${Number(minor) + 1}`) as Device['devNo'];
  const devices = stack.devices.map((device) => ({
    ...device,
    devNo: anew(device.devNo),
    bases: device.bases.map((edge) => ({ ...edge, base: anew(edge.base) })),
    dm: device.dm && {
      ...device.dm,
      segments: device.dm.segments.map((segment) => ({
        ...segment,
        args: segment.args.replace(/\d+:\d+/g, anew),
      })),
    },
  }));
  return { ...stack, devices };
}

describe('what differs between two captures', () => {
  it('is a tree with marks: the leak', () => {
    expect(rendered(snapshot, leaked)).toMatchInlineSnapshot(`
      "--- A  host1.example.com  2025-11-21 01:50:58 UTC
      +++ B  host1.example.com  2025-11-21 01:50:58 UTC
      + docker--volumes-docker--data (254:5): new
      ~  \`-vm--volumes-snap--docker2.example.com--volumes (254:4): open count 0 → 2
            |-vm--volumes-snap--docker2.example.com--volumes-cow (254:3)
            |  \`-md125 (9:125)
            \`-vm--volumes-docker2.example.com--volumes-real (254:2)
               \`-md125 (9:125)
      + docker--volumes-docker--meta (254:6): new
      ~  \`-vm--volumes-snap--docker2.example.com--volumes (254:4): open count 0 → 2
            |-vm--volumes-snap--docker2.example.com--volumes-cow (254:3)
            |  \`-md125 (9:125)
            \`-vm--volumes-docker2.example.com--volumes-real (254:2)
               \`-md125 (9:125)
      2 added, 0 removed, 1 changed
      "
    `);
  });

  it('is told the other way round when they change places', () => {
    const there = exportDiff(diffOfStacks(snapshot, leaked));
    const back = exportDiff(diffOfStacks(leaked, snapshot));
    expect(back.removed.map(({ identity }) => identity)).toEqual(there.added.map(({ identity }) => identity));
    expect(back.added).toEqual([]);
  });

  it('is nothing for the same capture, nor after a boot that gave every device another number', () => {
    expect(isSame(diffOfStacks(leaked, leaked))).toBe(true);
    expect(exportDiff(diffOfStacks(leaked, rebooted(leaked)))).toMatchObject({
      added: [],
      removed: [],
      changed: [],
    });
    const { added, changed } = exportDiff(diffOfStacks(snapshot, rebooted(leaked)));
    expect(added.map(({ name }) => name)).toEqual(
      exportDiff(diffOfStacks(snapshot, leaked)).added.map(({ name }) => name),
    );
    expect(changed.flatMap(({ words }) => words)).toEqual(['open count 0 → 2']);
  });

  it('leaves out what one of them does not tell, and says so', () => {
    const text = [...dmsetupTree(leaked, optionsOf('utf'))].join('');
    const read = importCapture([{ path: '-', bytes: encodeHostText(text) }], '');
    if (!read.ok) throw new Error(read.reason);
    const diff = diffOfStacks(leaked, buildStack(read.value.value));
    expect(isSame(diff)).toBe(true);
    expect(diff.notCompared).toContain('open counts');
    expect(diff.notCompared).toContain('tables');
    expect(isSame(diffOfStacks(snapshot, buildStack(read.value.value)))).toBe(false);
  });

  it('is another device where the name is taken by another UUID', () => {
    const devices = leaked.devices.map((device) =>
      device.name.endsWith('data') ? { ...device, identity: `${device.identity}0` } : device,
    );
    const { added, removed, changed } = exportDiff(diffOfStacks(leaked, { ...leaked, devices }));
    for (const side of [added, removed])
      expect(side.map(({ name }) => name)).toEqual(['docker--volumes-docker--data']);
    expect(changed).toEqual([]);
    const elsewhere = { ...leaked, host: { ...leaked.host, name: 'host2' }, devices };
    expect(isSame(diffOfStacks(leaked, elsewhere))).toBe(true);
  });

  it('is another name of the same device by its UUID', () => {
    const devices = leaked.devices.map((device) =>
      device.name.endsWith('data') && device.dm
        ? { ...device, name: 'renamed', dm: { ...device.dm, rawName: 'renamed' } }
        : device,
    );
    const { added, changed } = exportDiff(diffOfStacks(leaked, { ...leaked, devices }));
    expect(added).toEqual([]);
    expect(changed.map(({ name, words }) => [name, words])).toEqual([
      ['renamed', ['renamed from docker--volumes-docker--data']],
    ]);
  });
});
