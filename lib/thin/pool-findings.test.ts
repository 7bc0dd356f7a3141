import { expect, test } from 'vitest';
import { exploreLab, labContents, labLvm, labStack } from './lab-pool.fixture.ts';
import { claimants } from './match-claims.ts';

function titles(changes: Parameters<typeof exploreLab>[0]): readonly string[] {
  return exploreLab(changes).findings.map(({ severity, title }) => `${severity}: ${title}`);
}

const UNCLAIMED = 'warning: Thin pool vg/pool has 2 unclaimed thin IDs, with 0 B that nothing else has';
const SHARED = 'notice: Removing one of 3 thins of pool vg/pool frees next to nothing';

test('a volume of LVM and its active device are one claim', () => {
  const { thins } = exploreLab();
  expect(thins.map((thin) => [thin.thinId, claimants(thin).map(({ name }) => name)])).toEqual([
    [1, ['vg/thin1']],
    [2, ['vg/thin2']],
    [3, ['vg/thin3']],
    [4, ['vg/thin1-snap']],
    [5, ['vg/thin1-snap-of-snap']],
    [6, ['vg/from-golden']],
    [100, []],
    [101, ['orphan-thin']],
    [102, []],
  ]);
});

test('unclaimed IDs are found, and a label is a claim', () => {
  expect(titles({})).toEqual([UNCLAIMED, SHARED]);
  const [found] = exploreLab().findings;
  expect(found?.evidence).toEqual([
    {
      section: 'thin_dump',
      quote: 'dev_id=100 mapped_blocks=0 transaction=6 creation_time=2 snap_time=2 (0 B its own)',
    },
    {
      section: 'thin_dump',
      quote: 'dev_id=102 mapped_blocks=320 transaction=6 creation_time=3 snap_time=3 (0 B its own)',
    },
    { section: 'lvm-metadata', quote: 'vg seqno 18: device_id in pool: 1, 2, 3, 4, 5, 6' },
  ]);
  const labels = new Map([
    [100, 'empty'],
    [102, 'before the update'],
  ]);
  expect(titles({ labels })).toEqual([SHARED]);
});

test("without LVM's metadata nothing of its pool is said to be unclaimed", () => {
  expect(titles({ lvm: null })).toEqual([SHARED]);
});

test('an ID under two names is found, the worse when both are active', () => {
  const inactive = { name: 'other', uuid: 'x'.repeat(32), thinId: 2, transactionId: 9 };
  const lvm = { ...labLvm, volumes: [...labLvm.volumes, inactive] };
  expect(titles({ lvm })).toContain(
    'warning: Thin ID 2 of pool vg/pool goes by 2 names: vg/thin2 and vg/other',
  );
  const stack = {
    ...labStack,
    devices: labStack.devices.map((device) =>
      device.name !== 'orphan-thin' || !device.dm
        ? device
        : {
            ...device,
            dm: { ...device.dm, segments: device.dm.segments.map((line) => ({ ...line, args: '254:2 2' })) },
          },
    ),
  };
  expect(titles({ stack })).toContain(
    'critical: Thin ID 2 of pool vg/pool goes by 2 names: orphan-thin and vg/thin2',
  );
});

test('volumes whose ID the pool does not have are found', () => {
  const contents = { ...labContents, thins: labContents.thins.filter(({ thinId }) => thinId !== 3) };
  expect(titles({ contents })).toContain('critical: Thin pool vg/pool does not have the thin ID of vg/thin3');
});

test('a transaction that LVM and the pool do not agree on is found, one that is under way as a notice', () => {
  const at = (transactionId: number) => titles({ contents: { ...labContents, transactionId } })[0];
  expect(at(9)).toBe(
    'warning: LVM and thin pool vg/pool do not agree on what was last done: transaction 6 and 9',
  );
  expect(titles({ contents: { ...labContents, transactionId: 5 } })).toContain(
    'notice: LVM and thin pool vg/pool do not agree on what was last done: transaction 6 and 5',
  );
  expect(at(6)).toBe(UNCLAIMED);
});
