import { expect, test } from 'vitest';
import { withClosed, withOpened } from './expansion.ts';

test('opening what was closed by hand forgets the closing', () => {
  expect(withOpened({ opened: [1], closed: [2, 3] }, [2])).toEqual({ opened: [1, 2], closed: [3] });
  expect(withClosed({ opened: [1, 2], closed: [] }, [1])).toEqual({ opened: [2], closed: [1] });
});
