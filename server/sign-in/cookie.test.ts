import { expect, it } from 'vitest';
import { cookieName, cookieWith, tokenOf } from './cookie.ts';

const token = 'A'.repeat(43);
const place = { host: 'localhost:4000', isHttps: false };

it('is for this server alone: not for scripts, other sites, or another port’s server', () => {
  expect(cookieWith(token, place)).toBe(`dmscope-4000=${token}; Path=/; HttpOnly; SameSite=Strict`);
  expect(cookieName({ host: '[::1]:4001', isHttps: false })).toBe('dmscope-4001');
});

it('is secure behind https, in a way that no neighbour can set', () => {
  expect(cookieWith(token, { host: 'storage.example.com', isHttps: true })).toBe(
    `__Host-dmscope=${token}; Path=/; HttpOnly; SameSite=Strict; Secure`,
  );
});

it('is read among others, and not when there are two of it', () => {
  const read = (cookie: string | undefined) =>
    tokenOf({ headers: cookie === undefined ? {} : { cookie } }, place);
  expect(read(`a=b; dmscope-4000=${token}; dmscope-4001=x`)).toBe(token);
  expect(read(`dmscope-4000=${token}; dmscope-4000=${'B'.repeat(43)}`)).toBeNull();
  expect(read('dmscope-4000=short')).toBeNull();
  expect(read(undefined)).toBeNull();
});
