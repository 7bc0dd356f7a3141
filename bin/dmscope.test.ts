import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readCapture } from '../lib/capture/read-capture.ts';
import { encodeHostText } from '../lib/text/host-text.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DMSCOPE = join(ROOT, 'bin/dmscope');
const FIXTURES = join(ROOT, 'lib/tree/fixtures');
const SHAPES = join(FIXTURES, 'lab-shapes.capture');
const folder = mkdtempSync(join(tmpdir(), 'dmscope-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Ended = { readonly status: number | null; readonly stdout: Buffer; readonly stderr: string };

type How = {
  readonly command?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: Uint8Array;
  /** Stop reading standard output after its first piece. */
  readonly readsLittle?: boolean;
};

function dmscope(words: readonly string[], how: How = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8', ...how.env };
    const child = spawn(how.command ?? DMSCOPE, words, { cwd: folder, env });
    const stdout: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout.push(chunk);
      if (how.readsLittle) child.stdout.destroy();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(how.stdin);
    child.on('close', (status) => resolve({ status, stdout: Buffer.concat(stdout), stderr }));
  });
}

/** What the real dmsetup printed for a fixture. */
function recorded(file: string, section: string): Buffer {
  const text = readCapture(readFileSync(file)).value?.sections.get(section)?.text;
  if (text === undefined) throw new Error(`${file} has no section ${section}`);
  return Buffer.from(encodeHostText(text));
}

describe('dmscope tree', () => {
  test.each(['ls-tree', 'ls-tree:inverted', 'ls-tree:uuid', 'ls-tree:vt100', 'ls-tree:compact,nodevice'])(
    'prints the bytes of %s, for names that are no text as well',
    async (section) => {
      const file = join(FIXTURES, 'lab-names.capture');
      const options = section.split(':')[1] ?? '';
      const { status, stdout, stderr } = await dmscope(['tree', '--capture', file, '-o', options]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.equals(recorded(file, section))).toBe(true);
    },
  );

  test('draws in ascii in the C locale', async () => {
    const { stdout } = await dmscope(['tree', '--capture', SHAPES], { env: { LC_ALL: 'C' } });
    expect(stdout.toString()).toBe(recorded(SHAPES, 'ls-tree;ascii:').toString());
  });

  test('reads standard input for -', async () => {
    const { stdout } = await dmscope(['tree', '--capture', '-'], { stdin: readFileSync(SHAPES) });
    expect(stdout.toString()).toBe(recorded(SHAPES, 'ls-tree').toString());
  });

  test('refuses an unknown option as dmsetup does, before it looks at anything', async () => {
    expect(await dmscope(['tree', '--capture', '/nowhere', '-o', 'open,foo,bar'])).toEqual({
      status: 1,
      stdout: Buffer.alloc(0),
      stderr: "Tree options not recognised: foo,bar.\nCouldn't process command line.\n",
    });
  });

  test('shows only what stands on DEVICE and what it stands on', async () => {
    const { stdout } = await dmscope(['tree', '--capture', SHAPES, 'stripes']);
    expect(stdout.toString()).toBe(`Top (254:7)
 └─above-multi (254:6)
    └─stripes (254:4)
       ├─zero2 (254:1)
       ├─ (7:0)
       └─ (98:0)
`);
  });

  test('with --all names every device', async () => {
    const { stdout } = await dmscope(['tree', '--all', '--capture', SHAPES, 'two-loops']);
    expect(stdout.toString()).toBe(`Top (254:7)
 └─above-multi (254:6)
    └─two-loops (254:3)
       ├─loop0 (7:0)
       └─loop1 (7:1)
other-top (254:8)
 └─two-loops (254:3)
    ├─loop0 (7:0)
    └─loop1 (7:1)
`);
  });

  test('says which names are near one that is none', async () => {
    expect(await dmscope(['tree', '--capture', SHAPES, 'strips'])).toEqual({
      status: 2,
      stdout: Buffer.alloc(0),
      stderr: 'dmscope: no device is called strips; did you mean stripes?\n',
    });
  });

  test('ends quietly when nobody reads on', async () => {
    const file = join(FIXTURES, 'lab-lattice-12x2.capture');
    const { status, stderr } = await dmscope(['tree', '--capture', file], { readsLittle: true });
    expect({ status, stderr }).toEqual({ status: 141, stderr: '' });
  });
});

describe('dmscope stack', () => {
  test('prints the model as JSON with its schema, the same bytes every time', async () => {
    const { status, stdout } = await dmscope(['stack', '--json', '--capture', SHAPES]);
    const exported = JSON.parse(stdout.toString());
    expect(status).toBe(0);
    expect(exported.schema).toBe('dmscope.stack/1');
    const stripes = exported.devices.find((device: { name: string }) => device.name === 'stripes');
    expect(stripes.bases.map((edge: { base: string }) => edge.base)).toEqual(['254:1', '7:0', '98:0']);
    expect((await dmscope(['stack', '--json', '--capture', SHAPES])).stdout.equals(stdout)).toBe(true);
  });
});

describe('dmscope capture', () => {
  test('prints the collector itself with --script', async () => {
    const { status, stdout } = await dmscope(['capture', '--script']);
    expect(status).toBe(0);
    expect(stdout.equals(readFileSync(join(ROOT, 'server/collector.sh')))).toBe(true);
  });

  test('gives a whole capture, or one line why not and no file', async () => {
    const { status, stdout, stderr } = await dmscope(['capture', '-o', 'host.capture']);
    const isThere = readdirSync(folder).filter((name) => name.includes('capture'));
    expect(stdout).toHaveLength(0);
    if (status === 0) {
      expect(isThere).toEqual(['host.capture']);
      expect(readCapture(readFileSync(join(folder, 'host.capture'))).value).not.toBeNull();
    } else {
      expect(status).toBe(1);
      expect(isThere).toEqual([]);
      expect(stderr).toMatch(/^dmscope: cannot read this host: .+\n$/);
    }
  });
});

describe('words', () => {
  test.each([
    [['foo'], "dmscope: unknown command 'foo'; see: dmscope --help\n"],
    [['tree', '--foo'], "dmscope: unknown option '--foo'; see: dmscope tree --help\n"],
    [['tre'], "dmscope: unknown command 'tre' (Did you mean tree?); see: dmscope --help\n"],
    [['stack'], 'dmscope: stack prints JSON only: add --json\n'],
    [['serve', '--port', '70000'], 'dmscope: --port takes a number up to 65535, not 70000\n'],
    [['tree', '--manglename', 'hex'], 'dmscope: --manglename is auto or none, not hex\n'],
  ])('%j are refused in one line with status 2', async (words, stderr) => {
    expect(await dmscope(words)).toEqual({ status: 2, stdout: Buffer.alloc(0), stderr });
  });

  test.each([[[]], [['--help']], [['tree', '--help']], [['serve', '--help']]])(
    '%j prints help',
    async (words) => {
      const { status, stdout, stderr } = await dmscope(words);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.toString()).toMatch(/^Usage: dmscope /);
    },
  );

  test.each([[['--version']], [['tree', '--version']], [['stack', '--version']]])(
    '%j prints the version',
    async (words) => {
      expect((await dmscope(words)).stdout.toString()).toMatch(/^\d+\.\d+\.\d+\n$/);
    },
  );
});

describe('a file that cannot be used', () => {
  test.each([
    ['/nowhere/at all', 'cannot read /nowhere/at all: no such file or folder'],
    ['/', 'cannot read /: it is this machine itself'],
    ['/dev/null', '/dev/null is not a capture: it is empty; dmscope capture -o FILE makes one'],
    [
      '/proc/version',
      '/proc/version is not a capture: it is neither a capture nor output of dmsetup or lsblk, nor an archive of such; dmscope capture -o FILE makes one',
    ],
  ])('%s is refused in one line that says what to do', async (file, message) => {
    expect(await dmscope(['tree', '--capture', file])).toEqual({
      status: 1,
      stdout: Buffer.alloc(0),
      stderr: `dmscope: ${message}\n`,
    });
  });

  test('a capture with garbage shows what it has, and counts the rest when asked', async () => {
    const damaged = Buffer.concat([readFileSync(SHAPES), Buffer.from('gar\x1b[31mbage\n')]);
    const { status, stdout, stderr } = await dmscope(['tree', '--capture', '-', '--verbose'], {
      stdin: damaged,
    });
    expect(status).toBe(0);
    expect(stdout.equals(recorded(SHAPES, 'ls-tree'))).toBe(true);
    expect(stderr).toMatch(/^dmscope: .*not a line of a capture: gar\\x1b\[31mbage\n$/);
  });
});

describe('the launcher', () => {
  test('works through a chain of symbolic links', async () => {
    symlinkSync(DMSCOPE, join(folder, 'first'));
    symlinkSync('first', join(folder, 'second'));
    const { status, stderr } = await dmscope(['--version'], { command: join(folder, 'second') });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('installs the packages once, with one line on standard error', async () => {
    const clone = join(folder, 'a clone');
    for (const part of ['bin', 'lib', 'package.json'])
      cpSync(join(ROOT, part), join(clone, part), { recursive: true });
    const npm = `#!/bin/sh\n[ "$1" = install ] && ln -s '${join(ROOT, 'node_modules')}' node_modules\n`;
    writeFileSync(join(folder, 'npm'), npm, { mode: 0o755 });
    const how = { command: join(clone, 'bin/dmscope'), env: { PATH: `${folder}:${process.env.PATH ?? ''}` } };
    const first = await dmscope(['--version'], how);
    expect(first).toMatchObject({
      status: 0,
      stderr: 'dmscope: installing its packages (npm install), once\n',
    });
    expect(await dmscope(['--version'], how)).toEqual({ ...first, stderr: '' });
  });
});
