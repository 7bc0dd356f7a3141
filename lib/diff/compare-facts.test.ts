import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCapture } from '../capture/read-capture.ts';
import { importCapture } from '../import/import-capture.ts';
import { buildStack } from '../stack/build-stack.ts';
import { indexStack } from '../stack/index-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { encodeHostText } from '../text/host-text.ts';
import { compareFacts } from './compare-facts.ts';
import { diffOfStacks } from './stack-diff.ts';

const file = new URL('../../server/recordings/s1-leaked.capture', import.meta.url);
const capture = readCapture(readFileSync(file)).value;
if (!capture) throw new Error('no capture');
const leaked = buildStack(capture);

function factsOf(before: Stack, after: Stack, name: string) {
  const diff = diffOfStacks(before, after);
  const found = diff.devices.find(({ device }) => device.name === name);
  if (!found) throw new Error(`${name} is not in it`);
  return compareFacts(found, diff, indexStack(diff.union));
}

const DATA = 'docker--volumes-docker--data';
const SNAP = 'vm--volumes-snap--docker2.example.com--volumes';
const without = (stack: Stack, name: string): Stack => ({
  ...stack,
  devices: stack.devices.filter((device) => device.name !== name),
});

test('of what changed both sides are told, and which of them differ', () => {
  const devices = leaked.devices.map((device) =>
    device.name === SNAP && device.dm
      ? { ...device, dm: { ...device.dm, isSuspended: true, openCount: 0 } }
      : device,
  );
  const facts = factsOf(leaked, { ...leaked, devices }, SNAP);
  expect(facts.filter(({ isDifferent }) => isDifferent)).toEqual([
    { label: 'State', before: ['0 % full'], after: ['suspended', '0 % full'], isDifferent: true },
    { label: 'Open', before: ['2'], after: ['0'], isDifferent: true },
  ]);
  expect(facts.find(({ label }) => label === 'Stands on')?.after).toEqual([
    `${SNAP}-cow`,
    'vm--volumes-docker2.example.com--volumes-real',
  ]);
});

test('what was added has no before, and what was removed no after', () => {
  expect(factsOf(without(leaked, DATA), leaked, DATA).every(({ before }) => before === null)).toBe(true);
  const gone = factsOf(leaked, without(leaked, DATA), DATA);
  expect(gone.every(({ after }) => after === null)).toBe(true);
  expect(gone.find(({ label }) => label === 'Stands on')?.before).toEqual([SNAP]);
});

test('what one of them does not tell is no difference', () => {
  const text = `${DATA} (254:5)\n \u2514\u2500renamed (254:4)\n`;
  const read = importCapture([{ path: '-', bytes: encodeHostText(text) }], '');
  if (!read.ok) throw new Error(read.reason);
  const facts = factsOf(leaked, buildStack(read.value.value), DATA);
  expect(facts.find(({ label }) => label === 'Table')?.after).toBe(null);
  expect(facts.filter(({ isDifferent }) => isDifferent).map(({ label }) => label)).toEqual(['Stands on']);
});
