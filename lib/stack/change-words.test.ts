import { expect, test } from 'vitest';
import { mapped } from '../tree/forest.fixture.ts';
import { changeWords } from './change-words.ts';

const before = mapped('254:0', 'a', ['8:0']);

test('a change is told by what is different', () => {
  const dm = before.dm && { ...before.dm, isSuspended: true, openCount: 2 };
  expect(changeWords(before, { ...before, dm })).toEqual(['now suspended', 'open count 0 → 2']);
  expect(changeWords({ ...before, dm }, before)).toEqual(['no longer suspended', 'open count 2 → 0']);
});

test('a mount, a new size and a new name are told', () => {
  const mount = {
    mountPoint: '/srv',
    fsType: 'ext4',
    isReadOnly: false,
    root: '/',
    namespacePid: null,
    alsoSeenByPids: [],
  };
  const after = { ...before, name: 'b', sizeBytes: 2097152, mounts: [mount] };
  expect(changeWords(before, after)).toEqual(['mounted at /srv', 'renamed from a', 'size 1 MiB → 2 MiB']);
});

test('a change of something else is still a change', () => {
  expect(changeWords(before, { ...before, links: ['mapper/a'] })).toEqual(['details changed']);
});
