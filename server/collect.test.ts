import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { collect } from './collect.ts';

const folder = mkdtempSync(join(tmpdir(), 'dmscope-collect-'));
afterAll(() => rmSync(folder, { recursive: true }));

function script(text: string): string {
  const file = join(folder, 'collector.sh');
  writeFileSync(file, text);
  return file;
}

test('what the collector prints comes back byte for byte', async () => {
  expect(await collect('once', script("printf 'a\\377b\\n'"))).toEqual({
    ok: true,
    value: Buffer.from([0x61, 0xff, 0x62, 0x0a]),
  });
});

test('a collector that fails says why in its own words', async () => {
  const refused = "echo noise >&2; echo 'dmscope collector: dmsetup is not installed' >&2; exit 3";
  expect(await collect('once', script(refused))).toEqual({ ok: false, reason: 'dmsetup is not installed' });
  expect(await collect('once', script('exit 4'))).toEqual({
    ok: false,
    reason: 'the collector ended with status 4',
  });
  expect(await collect('once', script('kill -9 $$'))).toEqual({
    ok: false,
    reason: 'the collector ended with SIGKILL',
  });
});

test('something left behind that holds the output open does not keep it', async () => {
  const began = performance.now();
  expect(await collect('once', script('echo whole; sleep 60 & exit 0'))).toEqual({
    ok: true,
    value: Buffer.from('whole\n'),
  });
  expect(performance.now() - began).toBeLessThan(50_000);
});
