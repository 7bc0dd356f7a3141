import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../database/open-database.ts';
import { createPasswordCheck } from './check-password.ts';
import type { Peer } from './peer.ts';
import { addUser, listUsers, removeUser, setPassword, whyNoPassword, whyNoUserName } from './users.ts';

const folder = mkdtempSync(join(tmpdir(), 'dmscope-users-'));
const peer: Peer = { address: '192.0.2.7', isHttps: false, proxiedName: null };
let database: Database;
beforeAll(async () => {
  database = await openDatabase(folder);
});
afterAll(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

it('lists whom it was told of, once each, and never a password', async () => {
  expect(await addUser(database, { name: 'vera', role: 'viewer', password: 'correct horse' })).toBe(true);
  expect(await addUser(database, { name: 'vera', role: 'operator', password: 'another horse' })).toBe(false);
  const users = await listUsers(database);
  expect(users.map(({ name, role }) => [name, role])).toEqual([['vera', 'viewer']]);
  expect(JSON.stringify(users)).not.toContain('horse');
});

it('knows the right password, and after a change only the new one', async () => {
  const check = createPasswordCheck(async () => database);
  const kindOf = async (name: string, password: string) => (await check({ name, password }, peer)).kind;
  expect(await kindOf('vera', 'correct horse')).toBe('right');
  expect(await kindOf('vera', 'Correct horse')).toBe('wrong');
  expect(await kindOf('nobody', 'correct horse')).toBe('wrong');
  expect(await setPassword(database, 'vera', 'another horse')).toBe(true);
  expect(await kindOf('vera', 'correct horse')).toBe('wrong');
  expect(await kindOf('vera', 'another horse')).toBe('right');
  expect(await removeUser(database, 'vera')).toBe(true);
  expect(await kindOf('vera', 'another horse')).toBe('wrong');
});

it('says of what is not there that it is not', async () => {
  expect(await removeUser(database, 'nobody')).toBe(false);
  expect(await setPassword(database, 'nobody', 'correct horse')).toBe(false);
});

it('takes no guess for one while the users cannot be read', async () => {
  const check = createPasswordCheck(() => Promise.reject(new Error('no disk')));
  for (let i = 0; i < 8; i++)
    expect((await check({ name: 'vera', password: 'x' }, peer)).kind).toBe('no users');
});

it('takes names that a log and a header carry as they are', () => {
  for (const name of ['vera', 'Vera.V', 'v_1', 'vera@example.com', 'a'.repeat(64)])
    expect(whyNoUserName(name)).toBeNull();
  for (const name of ['', '-f', '.x', 'a b', 'vera\n', 'véra', '<b>', '../x', 'a'.repeat(65)])
    expect(whyNoUserName(name)).not.toBeNull();
  expect(whyNoPassword('short')).not.toBeNull();
  expect(whyNoPassword('long enough')).toBeNull();
});
