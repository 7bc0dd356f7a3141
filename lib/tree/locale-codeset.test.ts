import { expect, test } from 'vitest';
import { isUtf8Locale } from './locale-codeset.ts';

test.each([
  [{ LANG: 'C.UTF-8' }, true],
  [{ LANG: 'en_US.utf8' }, true],
  [{ LANG: 'de_DE.UTF-8@euro' }, true],
  [{ LANG: 'en_US.ISO-8859-1' }, false],
  [{ LANG: 'C' }, false],
  [{}, false],
  [{ LC_ALL: 'C', LANG: 'C.UTF-8' }, false],
  [{ LC_CTYPE: 'C.UTF-8', LANG: 'C' }, true],
  [{ LC_ALL: '', LC_CTYPE: '', LANG: 'C.UTF-8' }, true],
])('of %j, the first that is set decides: UTF-8 %s', (environment, expected) => {
  expect(isUtf8Locale(environment)).toBe(expected);
});
