import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './open-database.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope-database-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a database is made with its folder, and what was written is there when it is opened again', async () => {
  const place = join(folder, 'state');
  const made = await openDatabase(place);
  const row = { runId: 'r1', atMs: 5, kind: 'begun', body: '{"text":"\\udcff"}' };
  await made.insertInto('runEvent').values(row).execute();
  await made.destroy();
  const opened = await openDatabase(place);
  expect(await opened.selectFrom('runEvent').selectAll().execute()).toEqual([{ seq: 1, ...row }]);
  await opened.destroy();
});

test('the journal takes no change and no removal, whoever asks', async () => {
  const opened = await openDatabase(folder);
  await opened.insertInto('runEvent').values({ runId: 'r1', atMs: 5, kind: 'begun', body: '{}' }).execute();
  await expect(opened.updateTable('runEvent').set({ kind: 'ended' }).execute()).rejects.toThrow(
    'append-only',
  );
  await expect(opened.deleteFrom('runEvent').execute()).rejects.toThrow('append-only');
  expect(await opened.selectFrom('runEvent').select('kind').execute()).toEqual([{ kind: 'begun' }]);
  await opened.destroy();
});

test('ten that open it at once all get it', async () => {
  const opened = await Promise.all(Array.from({ length: 10 }, () => openDatabase(folder)));
  for (const each of opened) expect(await each.selectFrom('user').selectAll().execute()).toEqual([]);
  for (const each of opened) await each.destroy();
});
