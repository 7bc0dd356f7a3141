import { expect, test } from 'vitest';
import { type Standing, whyNotRun } from './why-not-run.ts';

const LIVE: Standing = {
  freshness: 'live',
  connection: 'open',
  me: { mayRun: true, whyNot: null },
  isRunUnderWay: false,
};

test('an operator at a live host may run', () => {
  expect(whyNotRun(LIVE)).toBe(null);
});

test('whatever stands in the way is told, what cannot be helped first', () => {
  const viewer = { mayRun: false, whyNot: 'signed in as viewer' };
  expect(whyNotRun({ ...LIVE, freshness: 'recording', me: viewer })).toMatch(/^This is a recording/);
  expect(whyNotRun({ ...LIVE, me: viewer, connection: 'lost' })).toBe(
    'You may look, and not run anything: signed in as viewer.',
  );
  expect(whyNotRun({ ...LIVE, connection: 'lost' })).toMatch(/connection to dmscope is lost/);
  expect(whyNotRun({ ...LIVE, freshness: 'stale' })).toMatch(/has not answered lately/);
  expect(whyNotRun({ ...LIVE, isRunUnderWay: true })).toMatch(/one at a time/);
  expect(whyNotRun({ ...LIVE, me: null })).toMatch(/not known yet/);
});
