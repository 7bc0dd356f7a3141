import { expect, test } from 'vitest';
import { captureFileName } from './capture-file-name.ts';

test('a capture is called after its host and time, whatever the host calls itself', () => {
  const name = (host: string, timeSeconds = 1763689658) => captureFileName({ host, timeSeconds });
  expect(name('host1.example.com')).toBe('host1.example.com-2025-11-21T014738Z.capture');
  expect(name('../../etc/x"\n')).toBe('.._.._etc_x__-2025-11-21T014738Z.capture');
  expect(name('', 0)).toBe('host-undated.capture');
  expect(name('host1', Number.MAX_SAFE_INTEGER)).toBe('host1-undated.capture');
});
