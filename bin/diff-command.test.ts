import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const IMPORT = join(ROOT, 'lib/import/fixtures');
const LIVE = join(IMPORT, 's1-leaked.capture');
const REPORT = join(IMPORT, 'sosreport-host1-s1-leaked.tar.xz');
const TREES = join(ROOT, 'lib/tree/fixtures');
const folder = mkdtempSync(join(tmpdir(), 'dmscope-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

function dmscope(words: readonly string[], input?: string) {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'bin/dmscope'), words, {
    encoding: 'utf8',
    env,
    input,
  });
  return { status, stdout, stderr };
}

const tree = (capture: string, input?: string) => dmscope(['tree', '--capture', capture], input);

const WHAT_WAS_READ = expect.stringMatching(
  /^dmscope: Read 21 outputs in a sosreport, .*\ndmscope: Not known: .*\n$/,
);

describe('--capture', () => {
  const live = tree(LIVE).stdout;

  test('takes a sosreport, packed or as a folder, and follows no link in it', () => {
    expect(tree(REPORT)).toEqual({ status: 0, stdout: live, stderr: WHAT_WAS_READ });
    expect(spawnSync('tar', ['-xJf', REPORT, '-C', folder]).status).toBe(0);
    symlinkSync('/', join(folder, 'sosreport-host1-2026-11-21-imprdok/elsewhere'));
    expect(tree(join(folder, 'sosreport-host1-2026-11-21-imprdok'))).toEqual({
      status: 0,
      stdout: live,
      stderr: WHAT_WAS_READ,
    });
  });

  test('takes a folder of outputs, and the tree as text from standard input', () => {
    const outputs = join(folder, 'outputs');
    mkdirSync(outputs);
    copyFileSync(join(IMPORT, 'dmsetup_info_-c'), join(outputs, 'dmsetup_info_-c'));
    writeFileSync(join(outputs, 'dmsetup_ls_--tree.txt'), live);
    expect(tree(outputs).stdout).toBe(live);
    expect(tree('-', live).stdout).toBe(live);
  });

  test('says in one line what is wrong with an archive', () => {
    const cut = join(folder, 'cut.tar.xz');
    expect(spawnSync('sh', ['-c', `head -c 9000 '${REPORT}' >'${cut}'`]).status).toBe(0);
    expect(tree(cut)).toEqual({
      status: 1,
      stdout: '',
      stderr: `dmscope: ${cut} is not a capture: it is cut short; dmscope capture -o FILE makes one\n`,
    });
  });
});

describe('dmscope diff', () => {
  const state = (name: string) => join(TREES, `01-seed-snapshot-leak-${name}.capture`);

  test('ends with 0 and says nothing when both are the same, a sosreport of the same moment too', () => {
    expect(dmscope(['diff', LIVE, LIVE])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(dmscope(['diff', LIVE, REPORT])).toEqual({ status: 0, stdout: '', stderr: WHAT_WAS_READ });
  });

  test('ends with 1 and tells what differs', () => {
    const { status, stdout } = dmscope(['diff', state('2-snapshot'), state('3-leaked')]);
    expect(status).toBe(1);
    expect(stdout).toContain('\n+ docker--volumes-docker--data (254:5): new\n');
    expect(stdout).toContain('\n2 added, 0 removed, 1 changed\n');
    const json = JSON.parse(dmscope(['diff', '--json', state('2-snapshot'), state('3-leaked')]).stdout);
    expect(json).toMatchObject({
      schema: 'dmscope.diff/1',
      added: [{ words: ['new'] }, { words: ['new'] }],
      removed: [],
    });
  });

  test('ends with 2 when one of them cannot be read', () => {
    expect(dmscope(['diff', LIVE, '/nowhere'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'dmscope: cannot read /nowhere: no such file or folder\n',
    });
    expect(dmscope(['diff', LIVE]).status).toBe(2);
  });
});
