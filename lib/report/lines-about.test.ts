import { expect, test } from 'vitest';
import { linesAbout } from './lines-about.ts';
import { recorded, S1 } from './recorded.fixture.ts';

const KEY = 'a1'.repeat(32);

test('lines that speak of two devices stand once, in the order of the host', () => {
  const { capture, stack } = recorded(S1);
  const [table] = linesAbout(capture, stack.devices.slice(0, 3)).filter(
    ({ section }) => section === 'dmsetup-table',
  );
  expect(table?.command).toBe('dmsetup --manglename none table');
  expect(table?.lines.map(({ line }) => line)).toEqual([1, 2, 3]);
});

test('a key that a capture of somebody else has is not quoted', () => {
  const withKey = (text: string) =>
    text.replace('linear 254:4 2048', `crypt aes-xts-plain64 ${KEY} 0 254:4 2048`);
  const { capture, stack } = recorded(S1, withKey);
  expect(capture.sections.get('dmsetup-table')?.text).toContain(KEY);
  const sections = linesAbout(capture, stack.devices);
  expect(JSON.stringify(sections)).toContain('crypt aes-xts-plain64 (64 hex digits) 0 254:4 2048');
  expect(JSON.stringify(sections)).not.toContain(KEY);
});
