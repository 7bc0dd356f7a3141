import { expect, test } from 'vitest';
import { explorePoolFixture, thinFixture } from './explored-pool.fixture.ts';
import { sortedRows, soughtRows, thinRows } from './thin-rows.ts';

const rows = thinRows(
  explorePoolFixture([
    thinFixture(1, { name: 'web', mapped: 20, exclusive: 1, shares: [] }),
    thinFixture(2, { name: '', mapped: 10, exclusive: 10, shares: [] }),
    {
      thinId: 3,
      contents: null,
      claims: [{ kind: 'volume', name: 'gone', uuid: 'x', transactionId: 1 }],
      label: null,
    },
    { ...thinFixture(4, { name: '', mapped: 5, exclusive: null, shares: [] }), label: 'before the upgrade' },
  ]),
);
const ids = (some: typeof rows) => some.map(({ thinId }) => thinId);

test('rows say whether a thin ID is active, inactive, unclaimed, or claimed and not there', () => {
  expect(rows.map(({ state }) => state)).toEqual(['active', 'unclaimed', 'lost', 'inactive']);
});

test('rows are sorted, what is not known first or last', () => {
  expect(ids(sortedRows(rows, { by: 'mapped', isFalling: true }))).toEqual([1, 2, 4, 3]);
  expect(ids(sortedRows(rows, { by: 'exclusive', isFalling: false }))).toEqual([3, 4, 1, 2]);
  expect(ids(sortedRows(rows, { by: 'name', isFalling: true }))).toEqual([1, 3, 4, 2]);
});

test('rows are sought by ID, name and label', () => {
  expect(ids(soughtRows(rows, 'upgrade BEFORE'))).toEqual([4]);
  expect(ids(soughtRows(rows, 'we'))).toEqual([1]);
  expect(ids(soughtRows(rows, ' '))).toEqual([1, 2, 3, 4]);
});
