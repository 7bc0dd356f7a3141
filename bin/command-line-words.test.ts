import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const DMSCOPE = fileURLToPath(new URL('dmscope.ts', import.meta.url));
const CAPTURE = fileURLToPath(new URL('../e2e/cases/s1-leaked/capture', import.meta.url));

/** A shell can hand on bytes that Node, as the one who starts a program, cannot. */
function treeOf(word: string): string {
  const script = `exec "$0" --no-warnings "$1" tree --capture "$2" -- ${word}`;
  return spawnSync('sh', ['-c', script, process.execPath, DMSCOPE, CAPTURE]).stderr.toString();
}

test('a word that is not UTF-8 is taken byte for byte, and not for another one', () => {
  expect(treeOf(`"$(printf 'byte\\377')" `)).toMatch(/^dmscope: no device is called byte\\xff; /);
  expect(treeOf(`"$(printf 'byte\\357\\277\\275')"`)).toMatch(/^dmscope: no device is called byte\ufffd; /);
});
