import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dmscope-user-'));
afterAll(() => rmSync(folder, { recursive: true }));

function user(words: readonly string[], input = '', stateDir = folder) {
  const env = { ...process.env, DMSCOPE_STATE_DIR: stateDir };
  const { status, stdout, stderr } = spawnSync(`${ROOT}/bin/dmscope`, ['user', ...words], {
    env,
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('users come, are listed, get another password and go', () => {
  expect(user(['list']).stderr).toBe('dmscope: no users yet: dmscope user add NAME --role viewer|operator\n');
  expect(user(['add', 'vera', '--role', 'viewer'], 'correct horse\n')).toEqual({
    status: 0,
    stdout: 'vera may sign in as viewer\n',
    stderr: '',
  });
  expect(user(['add', 'vera', '--role', 'operator'], 'correct horse\n')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'dmscope: there is a user vera already; dmscope user passwd vera sets another password\n',
  });
  expect(user(['list']).stdout).toMatch(/^vera {2}viewer {4}since \d{4}-\d\d-\d\d\n$/);
  expect(user(['passwd', 'vera'], 'another horse\n').status).toBe(0);
  expect(user(['remove', 'vera']).status).toBe(0);
  expect(user(['remove', 'vera'])).toMatchObject({ status: 1, stdout: '' });
});

test('what cannot be is refused in one line', () => {
  const refused: readonly (readonly [readonly string[], string, number, RegExp])[] = [
    [['add', 'olga', '--role', 'root'], '', 2, /--role is viewer or operator, not root/],
    [['add', 'olga'], '', 2, /--role.*see: dmscope user add --help/],
    [['add', 'a b', '--role', 'viewer'], '', 2, /a user name is/],
    [['add', 'olga', '--role', 'viewer'], 'short\n', 1, /8 characters or more/],
    [['add', 'olga', '--role', 'viewer'], '', 1, /no password/],
  ];
  for (const [words, input, status, said] of refused) {
    const ended = user(words, input);
    expect(ended, words.join(' ')).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(/^dmscope: [^\n]+\n$/);
    expect(ended.stderr).toMatch(said);
  }
});

test('a place that cannot hold them is named', () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const { status, stderr } = user(['list'], '', file);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^dmscope: [^\n]*a-file[^\n]*\n$/);
});
