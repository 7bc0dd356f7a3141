import { expect, test } from 'vitest';
import { mountFixture } from '../../lib/plan/plan.fixture.ts';
import { planFor } from '../../lib/plan/plan-for.ts';
import { SNAPSHOT_OF_VOL, thinStack } from '../../lib/plan/thin/thin-pool.fixture.ts';
import { deviceFixture } from '../../lib/stack/device.fixture.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { whyOwnPlace } from './own-places.ts';

function why(mountPoint: string, place: string, more: readonly Device[] = []): string | null {
  const stack = thinStack({ volDevice: { mounts: [mountFixture(mountPoint)] }, more });
  return whyOwnPlace(planFor(SNAPSHOT_OF_VOL, stack), stack, [place]);
}

test('dmscope does not suspend what it stands on itself', () => {
  expect(why('/srv', '/srv/dmscope/state')).toBe(
    'Nothing was run: /srv/dmscope/state, which dmscope needs meanwhile, is on vol (254:3).',
  );
  expect(why('/srv', '/srv')).not.toBeNull();
});

test('a folder beside, or one with a mount of its own, is another thing', () => {
  const other = deviceFixture('8:1', { mounts: [mountFixture('/srv/dmscope')] });
  expect(why('/srv', '/srv2/dmscope')).toBeNull();
  expect(why('/srv', '/srv/dmscope/state', [other])).toBeNull();
});

test('a device further up stands on it as well', () => {
  const above = deviceFixture('254:9', {
    name: 'above',
    mounts: [mountFixture('/srv/dmscope')],
    bases: [{ base: '254:3', kind: 'table', roles: [], file: null }],
  });
  expect(why('/mnt', '/srv/dmscope', [above])).toContain('is on above (254:9)');
});
