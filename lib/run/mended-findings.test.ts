import { expect, test } from 'vitest';
import { findings } from '../findings/findings.ts';
import { recordedDevice, recordedHost } from '../plan/recorded-host.fixture.ts';
import { stackAfter } from '../plan/stack-after.ts';
import { runFixture } from './finished-run.fixture.ts';
import { mendedFindings } from './mended-findings.ts';

const leaked = recordedHost('s1-leaked');
const device = recordedDevice(leaked, 'vm-volumes/snap-docker2.example.com-volumes');
const run = runFixture({ kind: 'free', device }, leaked);
const mended = stackAfter(run.plan, leaked);

test('what a run mended is told with the same words as before it, though it is no finding any more', () => {
  const before = findings(leaked).find(({ rule }) => rule === 'guest-group-on-snapshot');
  expect(findings(mended).map(({ id }) => id)).not.toContain(before?.id);
  const [told] = mendedFindings(run, mended);
  expect(told?.id).toBe(before?.id);
  expect(told?.prevention).toEqual(before?.prevention);
});

test('a run that was stopped has mended nothing yet', () => {
  const stopped = runFixture({ kind: 'free', device }, leaked, { stoppedAfter: 1 });
  expect(mendedFindings(stopped, mended)).toEqual([]);
});
