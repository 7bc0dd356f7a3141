import { expect, test } from 'vitest';
import { exploreLab, labLvm } from './lab-pool.fixture.ts';
import { renderPool } from './render-pool.ts';

test('a pool is a table of its thin IDs, then what is wrong with them', () => {
  const text = renderPool({ ...exploreLab({ labels: new Map([[100, 'for the audit']]) }), findings: [] });
  expect(text).toBe(`\
vg/pool (254:2): 9 thin IDs, blocks of 64 KiB, transaction 6
how full it is, is not known

 ID  mapped  its own  made  snapshot  claimed by             shares with
  1  20 MiB      0 B  0 @0        @3  vg/thin1               5 (20 MiB), 102 (20 MiB), 4 (15 MiB)
  2     0 B      0 B  1 @0        @0  vg/thin2
  3     0 B      0 B  2 @0        @0  vg/thin3
  4  20 MiB    5 MiB  3 @1        @2  vg/thin1-snap          1 (15 MiB), 5 (15 MiB), 102 (15 MiB)
  5  20 MiB      0 B  4 @2        @2  vg/thin1-snap-of-snap  1 (20 MiB), 102 (20 MiB), 4 (15 MiB)
  6     0 B      0 B  5 @2        @2  vg/from-golden
100     0 B      0 B  6 @2        @2  “for the audit”
101   7 MiB    7 MiB  6 @2        @2  orphan-thin
102  20 MiB      0 B  6 @3        @3  nobody                 1 (20 MiB), 5 (20 MiB), 4 (15 MiB)

no findings
`);
});

test('no name of a host reaches the terminal as it is', () => {
  const lvm = { ...labLvm, volumes: labLvm.volumes.map((each) => ({ ...each, name: 'a\x1b[2J\n\u202e' })) };
  const text = renderPool(exploreLab({ lvm, labels: new Map([[102, 'b\x07']]) }));
  expect(text).toContain('vg/a\\x1b[2J\\x0a\\u202e');
  expect(text).toContain('“b\\x07”');
  expect(text).not.toMatch(/[\x07\x1b\u202e]/);
});
