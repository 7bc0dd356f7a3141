import { expect, test } from 'vitest';
import { askReader } from './ask-reader.ts';

const DEVICE = { path: '/dev/x', devNo: '1:1', sizeBytes: 4096 };
const REQUEST = { devices: [DEVICE, DEVICE, DEVICE], forMs: 1000 };

/** A reader that says this, and then does that. */
function reader(said: readonly object[], then: string) {
  const lines = said.map((each) => `${JSON.stringify(each)}\n`).join('');
  const source = `require('node:fs').writeSync(1, ${JSON.stringify(lines)}); ${then}`;
  return { argv: ['--eval', source], answerMs: 300 };
}

const READ = { kind: 'read', at: 0, found: null };
const OPENING = { kind: 'opening', at: 1 };

test('a reader that ends has said all that it came to', async () => {
  const failed = { kind: 'not-read', at: 1, reason: 'permission denied' };
  const { news, isStuck } = await askReader(REQUEST, reader([READ, OPENING, failed], ''));
  expect({ news: [...news.values()], isStuck }).toEqual({ news: [READ, failed], isStuck: false });
});

test('a reader that is caught by a device is left alone: what it said counts', async () => {
  const { news, isStuck } = await askReader(REQUEST, reader([READ, OPENING], 'setInterval(() => {}, 1000)'));
  expect(isStuck).toBe(true);
  expect(news.get(0)).toEqual(READ);
  const caught = news.get(1);
  const [, pid = ''] = /process (\d+)/.exec(caught?.kind === 'not-read' ? caught.reason : '') ?? [];
  expect(caught).toMatchObject({ reason: `no answer within 0.3 s; process ${pid} waits for it` });
  expect(process.kill(Number(pid), 0)).toBe(true);
  process.kill(Number(pid));
});

test('a reader that works on is waited for, however busy the host', async () => {
  const last = { kind: 'read', at: 1, found: null };
  const busy = `for (const end = Date.now() + 700; Date.now() < end; ); console.log(${JSON.stringify(JSON.stringify(last))})`;
  const { news, isStuck } = await askReader(REQUEST, reader([OPENING], busy));
  expect({ news: [...news.values()], isStuck }).toEqual({ news: [last], isStuck: false });
});

test('one that breaks off, or says what is none, has read nothing', async () => {
  const { news, isStuck } = await askReader(
    REQUEST,
    reader([OPENING], 'process.stdout.write("{"); process.exit(1)'),
  );
  expect({ news: [...news.values()], isStuck }).toEqual({ news: [], isStuck: false });
});
