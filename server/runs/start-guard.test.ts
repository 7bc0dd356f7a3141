import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type launch, orphaned } from './launch-guard.ts';
import { type Guard, startGuard } from './start-guard.ts';
import { readMarks } from './suspended-marks.ts';

let folder: string;
let log: string;
let tool: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope guard-'));
  log = join(folder, 'log');
  tool = join(folder, 'tool');
  // What it is told is written down; `hang` waits until it is killed.
  writeFileSync(
    tool,
    `#!/bin/sh
[ "$1" != version ] || exit 0
[ "$1" != hang ] || exec sleep 60
printf '%s|' "$@" >>'${log}'; echo >>'${log}'
[ "$1" != fail ] || { echo no such device >&2; exit 1; }
`,
    { mode: 0o700 },
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Names as a shell would take them apart. */
const SUSPEND = ['suspend', 'a b', "$(reboot) 'x"];
const RESUME = ['resume', '--', '-f', ''];
const SUSPENDED = "suspend|a b|$(reboot) 'x|\n";
const RESUMED = 'resume|--|-f||\n';

const DEVICE = {
  identity: 'dm-name:vol',
  devNo: '254:3',
  name: 'vol',
  isMapped: true,
  table: '',
  binding: null,
} as const;
const RUN_ID = '20261121-143002-3f9a';

/** A test has no business in the control groups of the machine that it runs on. */
const staying: typeof launch = (words, env) => orphaned(['stay', ...words], env);

async function guarded(words: readonly string[], withinMs: number): Promise<Guard> {
  const marks = join(folder, 'suspended');
  const guard = { argv: [tool, ...RESUME], withinMs, device: DEVICE };
  const started = await startGuard([tool, ...words], guard, { runId: RUN_ID, marks, launch: staying });
  if (!started.ok) throw new Error(started.reason);
  return started.value;
}

function told(): string {
  return existsSync(log) ? readFileSync(log, 'utf8') : '';
}

describe('a guard', () => {
  test('suspends when it is told to, and does no more when all is well', async () => {
    const guard = await guarded(SUSPEND, 20_000);
    expect(told()).toBe('');
    expect(guard.whyNotHolding(0)).not.toBeNull();
    expect(await guard.begin().ended).toMatchObject({ exitStatus: 0, stderr: '' });
    expect(guard.whyNotHolding(1000)).toBeNull();
    expect(guard.whyNotHolding(20_000)).toContain('not to wait longer than 20 s');
    expect(await guard.dismiss()).toEqual({ how: 'dismissed', exitStatus: null });
    expect(told()).toBe(SUSPENDED);
  });

  test('resumes when its time is over', async () => {
    const guard = await guarded(SUSPEND, 300);
    await guard.begin().ended;
    expect(await guard.ended()).toEqual({ how: 'late', exitStatus: 0 });
    expect(told()).toBe(SUSPENDED + RESUMED);
    expect(guard.whyNotHolding(0)).not.toBeNull();
  });

  test('calls off a suspend that does not end, and resumes what it may have suspended all the same', async () => {
    const guard = await guarded(['hang'], 300);
    const end = await guard.begin().ended;
    expect(end).toMatchObject({ exitStatus: 137, stderr: expect.stringContaining('called off') });
    expect(await guard.ended()).toEqual({ how: 'late', exitStatus: 0 });
    expect(told()).toBe(RESUMED);
  });

  test('leaves alone what it could not suspend', async () => {
    const guard = await guarded(['fail'], 20_000);
    expect(await guard.begin().ended).toMatchObject({ exitStatus: 1, stderr: 'no such device\n' });
    expect(await guard.ended()).toEqual({ how: 'idle', exitStatus: null });
    expect(told()).toBe('fail|\n');
  });

  test('says in a file that a device may be suspended, from before it is until it goes on', async () => {
    const guard = await guarded(SUSPEND, 300);
    const [mark] = readMarks(join(folder, 'suspended'));
    expect(mark).toMatchObject({ runId: RUN_ID, device: DEVICE, guard: { pid: guard.pid } });
    await guard.begin().ended;
    expect(readMarks(join(folder, 'suspended'))).toHaveLength(1);
    await guard.ended();
    await untilNoMark();
  });

  test.each([
    ['could not suspend it', ['fail']],
    ['was killed, and dmscope resumed it', SUSPEND],
  ])('leaves no such file when it %s', async (_, words) => {
    const guard = await guarded(words, 20_000);
    await guard.begin().ended;
    if (words === SUSPEND) process.kill(-guard.pid, 'SIGKILL');
    await guard.dismiss();
    await untilNoMark();
  });

  test('leaves the file when it was killed before it could resume', async () => {
    const guard = await guarded(SUSPEND, 20_000);
    await guard.begin().ended;
    process.kill(-guard.pid, 'SIGKILL');
    await guard.ended();
    expect(told()).toBe(SUSPENDED);
    expect(readMarks(join(folder, 'suspended'))).toHaveLength(1);
  });

  async function untilNoMark(): Promise<void> {
    await expect.poll(() => readMarks(join(folder, 'suspended')), { timeout: 20_000 }).toEqual([]);
  }

  test.each(['ready', 'suspended'])('resumes what is suspended when dmscope is killed: %s', async (when) => {
    const script = `
      const { startGuard } = await import(${JSON.stringify(new URL('./start-guard.ts', import.meta.url).href)});
      const [tool] = process.argv.slice(1);
      const { SUSPEND, RESUME, DEVICE, runId, marks } = ${JSON.stringify({ SUSPEND, RESUME, DEVICE, runId: RUN_ID, marks: join(folder, 'suspended') })};
      const guard = { argv: [tool, ...RESUME], withinMs: 20000, device: DEVICE };
      const { orphaned } = await import(${JSON.stringify(new URL('./launch-guard.ts', import.meta.url).href)});
      const launch = (words, env) => orphaned(['stay', ...words], env);
      const { value } = await startGuard([tool, ...SUSPEND], guard, { runId, marks, launch });
      if (${when !== 'ready'}) await value.begin().ended;
      console.log(value.pid);
      setInterval(() => {}, 1000);`;
    const node = spawn(process.execPath, ['--input-type=module', '-e', script, tool], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(node.stdout.setEncoding('utf8'), 'data')) as [string];
    node.kill('SIGKILL');
    while (existsSync(`/proc/${line.trim()}/cwd`)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told()).toBe(when === 'suspended' ? SUSPENDED + RESUMED : '');
  });
});
