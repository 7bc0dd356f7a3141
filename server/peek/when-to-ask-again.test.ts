import { expect, test } from 'vitest';
import { type ReaderNews, RUN_UNDER_WAY } from './reader.ts';
import { ASK_AGAIN, whenToAskAgain } from './when-to-ask-again.ts';

const read: ReaderNews = { kind: 'read', at: 0, found: null };
const broken: ReaderNews = { kind: 'not-read', at: 1, reason: 'EIO: i/o error' };
const heldBack: ReaderNews = { kind: 'not-read', at: 1, reason: RUN_UNDER_WAY };

test.each([
  ['never, when all were come to', [read, broken], false, 2, ASK_AGAIN.never],
  ['at once, when time ran out and something was read', [read, broken], false, 3, ASK_AGAIN.atOnce],
  ['late, when time ran out on what cannot be read', [broken, broken], false, 3, ASK_AGAIN.late],
  ['soon, when a run was under way', [read, heldBack], false, 2, ASK_AGAIN.soon],
  ['soon, when the reader has stopped answering', [read], true, 3, ASK_AGAIN.soon],
  ['soon, when it has said nothing', [], false, 3, ASK_AGAIN.soon],
])('devices are looked into again %s', (_, news, isStuck, askedCount, status) => {
  expect(whenToAskAgain(askedCount, { news, isStuck })).toBe(status);
});
