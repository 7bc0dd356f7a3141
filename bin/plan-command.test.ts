import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const DMSCOPE = fileURLToPath(new URL('./dmscope', import.meta.url));
const CASES = fileURLToPath(new URL('../lib/plan/cases/', import.meta.url));
const SNAPSHOT = 'vm-volumes/snap-docker2.example.com-volumes';

function plan(
  host: string,
  ...words: readonly string[]
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(DMSCOPE, ['plan', '--capture', `${CASES}${host}/host.capture`, ...words]);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

function expected(file: string): string {
  return readFileSync(`${CASES}${file}`, 'utf8').split('\n').slice(1).join('\n');
}

describe('dmscope plan', () => {
  test('prints a plan that could be run, and ends with 0', async () => {
    expect(await plan('s1-leaked', 'free', SNAPSHOT)).toEqual({
      status: 0,
      stdout: expected('s1-leaked/free-the-snapshot.txt'),
      stderr: '',
    });
  });

  test('prints why it is refused, and ends with 1', async () => {
    const { status, stdout } = await plan('s1-leaked-mounted', 'free', SNAPSHOT);
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: expected('s1-leaked-mounted/free-the-snapshot.txt'),
    });
  });

  test('prints the plan as data', async () => {
    const { status, stdout } = await plan('s1-leaked', 'remove', '--deferred', '--json', SNAPSHOT);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'dmscope.plan/1',
      intent: { kind: 'remove', isDeferred: true },
      host: 'host1.example.com',
      refusals: [],
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test.each([
    [['destroy', SNAPSHOT], /plan free, remove, resume or clear DEVICE, not destroy/],
    [['free-and-lvremove', SNAPSHOT], /not free-and-lvremove/],
    [['free', 'ubdz'], /no device is called ubdz; did you mean ubda/],
    [['free', '--', '--help'], /no device is called --help/],
    [['free'], /missing required argument 'DEVICE'/],
    [['resume', '--deferred', SNAPSHOT], /--deferred goes with free and remove/],
  ])('a usage error is said in one line, with exit status 2: %j', async (words, reason) => {
    const { status, stdout, stderr } = await plan('s1-leaked', ...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(reason);
    expect(stderr.split('\n').length).toBe(2);
  });

  test('a capture that cannot be read is trouble: 2', async () => {
    const { status, stderr } = await plan('no-such-host', 'free', SNAPSHOT);
    expect({ status, isTold: stderr.includes('no such file') }).toEqual({ status: 2, isTold: true });
  });
});
