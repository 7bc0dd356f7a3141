import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../database/open-database.ts';
import { whyNotListenOn } from './beyond-loopback.ts';
import { addUser } from './users.ts';

it('lets others reach a server only when somebody has a password', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dmscope-beyond-'));
  const database = await openDatabase(folder);
  for (const own of ['127.0.0.1', '127.0.0.9', '::1'])
    expect(await whyNotListenOn(own, () => Promise.reject(new Error('not asked')))).toBeNull();
  for (const others of ['0.0.0.0', '::', '192.0.2.7'])
    expect(await whyNotListenOn(others, async () => database)).toMatch(
      /dmscope user add NAME --role operator/,
    );
  await addUser(database, { name: 'vera', role: 'viewer', password: 'correct horse' });
  expect(await whyNotListenOn('0.0.0.0', async () => database)).toBeNull();
  await database.destroy();
  rmSync(folder, { recursive: true });
});

it('does not when it cannot know that', async () => {
  const why = await whyNotListenOn('0.0.0.0', () => Promise.reject(new Error('no disk')));
  expect(why).toMatch(/cannot be read: .*no disk/);
});
