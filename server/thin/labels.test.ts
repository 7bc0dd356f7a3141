import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ThinLabel } from '../../lib/thin/label.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { exportLabels, importLabels, labelsOfPool, listLabels, removeLabel, setLabel } from './labels.ts';

const GOLDEN: ThinLabel = { pool: 'dm:p', thinId: 5, transactionId: 2, createdTime: 7, text: 'golden 🏆' };

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope-labels-'));
  database = await openDatabase(folder);
});
afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

describe('the label of a thin volume', () => {
  test('is kept, takes the place of an earlier one, and goes when it is removed', async () => {
    await setLabel(database, { ...GOLDEN, text: 'first' }, 'ada');
    await setLabel(database, GOLDEN, 'ada');
    expect(await listLabels(database)).toEqual([GOLDEN]);
    expect([...(await labelsOfPool(database, 'dm:p', [GOLDEN]))]).toEqual([[5, 'golden 🏆']]);
    expect(await removeLabel(database, 'dm:p', 5)).toBe(true);
    expect(await removeLabel(database, 'dm:p', 5)).toBe(false);
  });

  test('is not one of a later volume with its ID', async () => {
    await setLabel(database, GOLDEN, 'ada');
    const later = { ...GOLDEN, createdTime: 8 };
    expect([...(await labelsOfPool(database, 'dm:p', [later]))]).toEqual([]);
  });
});

describe('labels as a file', () => {
  test('come back as they were, a thousand and more of them', async () => {
    const many = Array.from({ length: 1200 }, (_, thinId) => ({
      ...GOLDEN,
      thinId,
      text: `volume ${thinId}`,
    }));
    for (const label of many.slice(0, 3)) await setLabel(database, label, 'ada');
    const file = JSON.stringify({ ...JSON.parse(await exportLabels(database)), labels: many });
    expect(await importLabels(database, file, 'ada')).toEqual({ ok: true, value: 1200 });
    expect(JSON.parse(await exportLabels(database)).labels).toEqual(many);
  });

  const file = (...labels: readonly unknown[]) => JSON.stringify({ schema: 'dmscope.thin-labels/1', labels });
  test.each([
    ['{', /^this is no JSON: [^\n]+$/],
    ['[]', /^these are no labels of dmscope: [^\n]+$/],
    [JSON.stringify({ schema: 'dmscope.stack/1', labels: [] }), /at schema/],
    [file(GOLDEN, { ...GOLDEN, thinId: 6, text: 'a\nb' }), /at labels\.1\.text: a label has no line breaks/],
    [file({ ...GOLDEN, thinId: 2 ** 24 }), /at labels\.0\.thinId/],
    [file({ ...GOLDEN, more: 1 }), /at labels\.0/],
    [file(GOLDEN, { ...GOLDEN, text: 'other' }), /thin ID 5 of one pool is labelled twice/],
  ])('are taken over all or none, and one line says why: %#', async (text, reason) => {
    await setLabel(database, { ...GOLDEN, text: 'before' }, 'ada');
    const imported = await importLabels(database, text, 'ada');
    expect(imported).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
    expect(await listLabels(database)).toEqual([{ ...GOLDEN, text: 'before' }]);
  });
});
