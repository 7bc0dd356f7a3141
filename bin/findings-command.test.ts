import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const DMSCOPE = fileURLToPath(new URL('./dmscope', import.meta.url));
const CASES = fileURLToPath(new URL('../e2e/cases/', import.meta.url));

function dmscope(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(DMSCOPE, words, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('dmscope findings', () => {
  test('ends with 0 and says none on a host in order', () => {
    expect(dmscope('findings', '--capture', `${CASES}s1-before/capture`)).toEqual({
      status: 0,
      stdout: 'none\n',
      stderr: '',
    });
  });

  test('ends with 1 when there is something to tell, as text and as JSON', () => {
    const text = dmscope('findings', '--capture', `${CASES}s1-leaked/capture`);
    expect(text.status).toBe(1);
    expect(text.stdout).toContain('Guest volume group docker-volumes is active inside snapshot');
    const json = dmscope('findings', '--json', '--capture', `${CASES}s1-leaked/capture`);
    expect(json.status).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      schema: 'dmscope.findings/1',
      host: { name: expect.any(String) },
      findings: [{ rule: 'guest-group-on-snapshot', severity: 'critical', intent: { kind: 'free' } }],
    });
  });

  test('tells the pace when it is given an earlier capture', () => {
    const folder = `${CASES}health-snapshot-filling/`;
    const { stdout } = dmscope(
      'findings',
      '--capture',
      `${folder}capture`,
      '--previous',
      `${folder}previous`,
    );
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/At the pace of the last \d+ s it is full in \d+ s/);
  });

  test('ends with 2 when it cannot look, or on a usage error', () => {
    expect(dmscope('findings', '--capture', '/no/such/file')).toMatchObject({ status: 2, stdout: '' });
    expect(
      dmscope('findings', '--capture', `${CASES}s1-before/capture`, '--previous', '/no/such'),
    ).toMatchObject({
      status: 2,
      stdout: '',
    });
    expect(dmscope('findings', '--nonsense')).toMatchObject({ status: 2, stdout: '' });
  });
});
