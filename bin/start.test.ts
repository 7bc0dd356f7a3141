import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const SCRIPT = new URL('./start.mjs', import.meta.url).pathname;

function start(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('node', [SCRIPT, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('npm start', () => {
  it('ends with status 2 and one line on a usage error, before it does anything', () => {
    const mistakes: readonly (readonly [readonly string[], string])[] = [
      [['--prot', '4000'], 'unknown argument: --prot'],
      [['4000'], 'unknown argument: 4000'],
      [['--port'], '--port needs a value'],
      [['--port', '70000'], 'no port: 70000'],
      [['--port=http'], 'no port: http'],
      [['--listen='], '--listen needs a value'],
      [['--allow-host'], '--allow-host needs a value'],
      [['--read-only=no'], '--read-only takes no value'],
      [['--read-only', '4000'], 'unknown argument: 4000'],
    ];
    for (const [args, said] of mistakes) {
      const { status, stdout, stderr } = start(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^[^\n]+\n$/);
      expect(stderr.startsWith(`dmscope: ${said}; usage: npm start -- [--port N] [--listen ADDR]`)).toBe(
        true,
      );
    }
  });

  it('explains itself', () => {
    expect(start('--help')).toMatchObject({ status: 0, stderr: '' });
  });
});
