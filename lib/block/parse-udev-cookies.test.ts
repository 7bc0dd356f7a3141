import { expect, test } from 'vitest';
import { parseUdevCookies } from './parse-udev-cookies.ts';

test('a cookie is read as dmsetup shows it', () => {
  const { value, problems } = parseUdevCookies(
    ' 223178032         10   600          1     0     0     0     0          0 1795264547\n',
  );
  expect(problems).toEqual([]);
  expect(value).toEqual([
    { cookie: '0xd4d6d30', semaphoreId: 10, userId: 0, madeSeconds: 1795264547, usedSeconds: null },
  ]);
});

test('one that was used tells when', () => {
  const { value } = parseUdevCookies(
    ' 223215547          9   600          1    33    33    33    33 1795265150 1795265148\n',
  );
  expect(value[0]).toMatchObject({ userId: 33, usedSeconds: 1795265150 });
});
