import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Capture, Section } from '../../lib/capture/capture.ts';
import { writeCapture } from '../../lib/capture/write-capture.ts';

const SCRIPT = new URL('./replay-collector.sh', import.meta.url);

/** A collector that a test tells what to say; see replay-collector.sh. */
export type Replay = {
  readonly script: string;
  /** The next thing it prints. */
  readonly print: (capture: Capture) => Promise<void>;
  readonly set: (name: 'die' | 'silent', content: string) => Promise<void>;
  readonly unset: (name: 'silent') => Promise<void>;
  /** Process ids of all collectors started, and of those that ended. */
  readonly starts: () => Promise<readonly number[]>;
  readonly ends: () => Promise<readonly number[]>;
  readonly remove: () => Promise<void>;
};

export async function createReplay(): Promise<Replay> {
  const dir = await mkdtemp(join(tmpdir(), 'dmscope-replay-'));
  const script = join(dir, 'collector.sh');
  await copyFile(SCRIPT, script);
  let printed = 0;
  const put = async (name: string, content: string | Uint8Array) => {
    await writeFile(join(dir, 'new'), content);
    await rename(join(dir, 'new'), join(dir, name));
  };
  const pids = async (name: string) => {
    const text = await readFile(join(dir, name), 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean).map(Number);
  };
  return {
    script,
    print: (capture) => put(`${++printed}.capture`, writeCapture(capture)),
    set: put,
    unset: (name) => rm(join(dir, name)),
    starts: () => pids('starts'),
    ends: () => pids('ends'),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

const INFO = [
  [
    '254',
    '4',
    'L--w',
    '0',
    '1',
    '0',
    'LVM-A8fwbUYYNUyBFKmA1nEHc57dAg7sZ1Vodzw0jjVEh56TBJtvyjI0U4Uj6w03re7i',
    'vm--volumes-snap',
  ],
  [
    '254',
    '5',
    'L--w',
    '0',
    '1',
    '0',
    'LVM-1EdPZW2xfxl124ghGPSrBEc8xVLhavLWNjvKudp55knh6hFaldgbIlIeQSF0B6Cb',
    'docker--volumes-docker--data',
  ],
  [
    '254',
    '6',
    'L--w',
    '0',
    '1',
    '0',
    'LVM-1EdPZW2xfxl124ghGPSrBEc8xVLhavLWAtpv92XmxjfZ1SQty8KQz2G32JgEUaqr',
    'docker--volumes-docker--meta',
  ],
];
const TABLE = [
  'vm--volumes-snap: 0 614400 linear 9:125 2048',
  'docker--volumes-docker--data: 0 409600 linear 254:4 2048',
  'docker--volumes-docker--meta: 0 81920 linear 254:4 411648',
];
const DEPS = [
  'vm--volumes-snap: 1 dependencies\t: (9, 125)',
  'docker--volumes-docker--data: 1 dependencies\t: (254, 4)',
  'docker--volumes-docker--meta: 1 dependencies\t: (254, 4)',
];

/** A capture of the first so many of three mapped devices, a guest's volumes on a leaked snapshot. */
export function captureOf(deviceCount: number, sequence = 1): Capture {
  const sections = [
    sectionOf(
      'dmsetup-info',
      INFO.slice(0, deviceCount).map((fields) => fields.join('\x1f')),
      sequence,
    ),
    sectionOf('dmsetup-table', TABLE.slice(0, deviceCount), sequence),
    sectionOf('dmsetup-deps', DEPS.slice(0, deviceCount), sequence),
  ];
  return {
    sequence,
    timeSeconds: 1763689858,
    reason: 'start',
    host: 'lab',
    durationMs: 80,
    sections: new Map(sections.map((section) => [section.name, section])),
  };
}

function sectionOf(name: string, lines: readonly string[], sequence: number): Section {
  const text = lines.map((line) => `${line}\n`).join('');
  const command = `dmsetup --manglename none ${name.slice('dmsetup-'.length)}`;
  return {
    name,
    tier: 'core',
    state: 'done',
    sequence,
    exitStatus: 0,
    durationMs: 10,
    command,
    note: '',
    text,
  };
}

/** Waits until it is so; fails after five seconds. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 5000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so after 5 s: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
