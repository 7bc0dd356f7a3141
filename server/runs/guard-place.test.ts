import { expect, test } from 'vitest';
import { isOutside } from './guard-place.ts';

const SERVICE = '0::/system.slice/dmscope.service\n';

test.each([
  ['the root of the hierarchy', SERVICE, '0::/\n', true],
  ['a unit of its own', SERVICE, '0::/system.slice/dmscope-guard-1.service\n', true],
  ['the same group', SERVICE, SERVICE, false],
  ['a group below it', SERVICE, '0::/system.slice/dmscope.service/guard\n', false],
  ['one whose name begins alike', SERVICE, '0::/system.slice/dmscope.service-2\n', true],
  ['the root, as dmscope itself', '0::/\n', '0::/\n', true],
  ['v1: outside of all', '4:memory:/a\n1:name=systemd:/b\n', '4:memory:/\n1:name=systemd:/\n', true],
  ['v1: outside of one only', '4:memory:/a\n1:name=systemd:/b\n', '4:memory:/\n1:name=systemd:/b\n', false],
  ['a hierarchy that it is not said to be in', '4:memory:/a\n', '0::/\n', false],
  ['a path with colons', '0::/a:b\n', '0::/a\n', true],
  ['what is no such list', '\n\0nonsense', '', true],
])('a guard in %s', (_, own, guards, isApart) => expect(isOutside(own, guards)).toBe(isApart));
