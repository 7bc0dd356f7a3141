import { expect, it } from 'vitest';
import { hashPassword, isPassword } from './password-hash.ts';

it('knows the password from all others, and keeps what it cost and a salt with it', async () => {
  const kept = await hashPassword('correct horse');
  expect(kept).toMatch(/^scrypt\$N=32768,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
  expect(await hashPassword('correct horse')).not.toBe(kept);
  expect(await isPassword('correct horse', kept)).toBe(true);
  expect(await isPassword('correct horsf', kept)).toBe(false);
  expect(await isPassword('', kept)).toBe(false);
});

it('takes a letter for itself, however a keyboard composes it', async () => {
  expect(await isPassword('caf\u00e9-caf\u00e9', await hashPassword('cafe\u0301-cafe\u0301'))).toBe(true);
});

it('works as hard for a user that is not there', async () => {
  const kept = await hashPassword('correct horse');
  const timeOf = async (hash: string | null) => {
    const began = performance.now();
    expect(await isPassword('guess', hash)).toBe(false);
    return performance.now() - began;
  };
  const [there, notThere] = [await timeOf(kept), await timeOf(null)];
  expect(notThere / there).toBeGreaterThan(0.3);
  expect(await timeOf('damaged')).toBeGreaterThan(there * 0.3);
});
