import { afterEach, describe, expect, test } from 'vitest';
import { shellCommand } from '../../lib/text/shell-quote.ts';
import { missingForLab } from '../setup/requirements.ts';
import { dmscope, dmscopeDoes } from './dmscope-in-guest.ts';
import { bootGuest, type Guest } from './guest.ts';

/**
 * A guest, or whoever may make a device, chooses its name. Whatever it is called, dmscope takes down that device and no
 * other, hands no name to a shell or to a tool as an option, and prints nothing that a terminal would act on.
 */
const NOT_UTF8 = 'byte\udcff';
/** As the kernel has them. */
const NAMES = [
  '-f',
  '--help',
  '--',
  'a b',
  '$(reboot)',
  '`reboot`;reboot',
  "quo'te",
  '<img src=x onerror=alert(1)>',
  '\u200fright\u202eto-left',
  'new\nline',
  '\x1b[31mred',
  'hex\\x20code',
  NOT_UTF8,
];
/** Given to the command line one by one. */
const TYPED = ['-f', '--help', '$(reboot)', 'new\nline', 'hex\\x20code', NOT_UTF8];
/** What is left alone: names that something careless would take for one of the others. */
const BYSTANDERS = [
  'a',
  'b',
  'f',
  'a\\x20b',
  'hex code',
  'new',
  'line',
  'byte\ufffd',
  'right\u202eto-left',
  'uuid-of-another',
];
const BYSTANDER_MINORS = BYSTANDERS.map((_, at) => at + 1);
const MAJOR = 254;
const BOTTOM = 50;
const DISK = '98:16';
/** But for its newlines, output is what can be seen and stays where it is. */
const NOTHING_TO_ACT_ON = /^[^\x00-\x09\x0b-\x1f\x7f-\x9f\u200f\u202e]*$/;

describe.skipIf(missingForLab().length > 0)('a device of any name', () => {
  let guest: Guest;
  afterEach(() => guest?.down());

  test('goes with the stack that it is part of, with and without a UUID, and nothing else does', async () => {
    guest = await bootGuest({ name: 'names-stack', limitMs: 1_200_000 });
    await makeBystanders(guest);
    const before = await bystanders(guest);
    for (const hasUuid of [true, false]) {
      await make(guest, { name: 'bottom', minor: BOTTOM, table: `0 2048 linear ${DISK} 0` });
      for (const [at, name] of NAMES.entries()) {
        const table = `0 2048 linear ${MAJOR}:${BOTTOM + at} 0`;
        await make(guest, { name, minor: BOTTOM + at + 1, table, uuid: hasUuid ? `CLEAN-${name}` : '' });
      }
      const { stdout } = await dmscopeDoes(guest, ['clean', 'free', 'bottom', '--yes']);
      expect(stdout).toMatch(NOTHING_TO_ACT_ON);
      expect(stdout).toContain('byte\\xff');
      expect(await minors(guest)).toEqual([...BYSTANDER_MINORS, BOTTOM]);
      await guest.ok('dmsetup --manglename none remove --retry bottom');
      expect(await bystanders(guest)).toBe(before);
    }
  }, 900_000);

  test('is meant by its name on the command line, after --, and nothing else is', async () => {
    guest = await bootGuest({ name: 'names-words', limitMs: 1_200_000 });
    await makeBystanders(guest);
    const names = [...TYPED, 'a b'];
    for (const [at, name] of names.entries())
      await make(guest, { name, minor: BOTTOM + at, table: '0 8 zero' });
    const before = await bystanders(guest);
    const asOption = await dmscope(guest, ['clean', '--yes', 'remove', '-f']);
    expect(asOption).toMatchObject({ exitStatus: 2, stdout: '' });
    // One device's name, and how another's is usually shown.
    for (const word of ['a b', 'hex code']) {
      const ambiguous = await dmscope(guest, ['clean', '--yes', 'remove', '--', word]);
      expect(ambiguous).toMatchObject({ exitStatus: 2, stdout: '' });
      expect(ambiguous.stderr).toContain(' is more than one device: ');
    }
    expect(await minors(guest)).toHaveLength(BYSTANDERS.length + names.length);

    const { stdout } = await dmscopeDoes(guest, ['clean', '--yes', 'remove', '--', ...TYPED]);
    expect(stdout).toMatch(NOTHING_TO_ACT_ON);
    expect(await minors(guest)).toEqual([...BYSTANDER_MINORS, BOTTOM + TYPED.length]);
    expect(await bystanders(guest)).toBe(before);
    const journal = await dmscopeDoes(guest, ['runs']);
    expect(journal.stdout.split('\n')).toHaveLength(TYPED.length + 1);
    expect(journal.stdout).toMatch(NOTHING_TO_ACT_ON);
  }, 900_000);

  test('is not taken for another whose UUID, number or kernel name it bears', async () => {
    guest = await bootGuest({ name: 'names-twins', limitMs: 900_000 });
    const twins = [
      { name: 'twin', minor: 1, table: '0 8 zero' },
      { name: 'owner', minor: 2, table: '0 8 zero', uuid: 'twin' },
      { name: 'ubdb', minor: 3, table: `0 8 linear ${DISK} 0` },
      { name: '98:0', minor: 4, table: '0 8 zero' },
    ] as const;
    for (const twin of twins) await make(guest, twin);
    for (const word of ['ubdb', '98:0'])
      expect(await dmscope(guest, ['clean', '--yes', 'remove', word])).toMatchObject({ exitStatus: 2 });
    await dmscopeDoes(guest, ['clean', '--yes', 'remove', 'twin']);
    expect(await minors(guest)).toEqual([2, 3, 4]);
    await make(guest, twins[0]);
    await dmscopeDoes(guest, ['clean', '--yes', 'remove', 'owner']);
    expect(await minors(guest)).toEqual([1, 3, 4]);
    const freed = await dmscopeDoes(guest, ['clean', '--yes', 'free', DISK]);
    expect(freed.stdout).toContain(`\nDone.\n- Verified: ubdb (${DISK}) has no holders and no users.\n`);
    expect(await minors(guest)).toEqual([1, 4]);
  }, 600_000);

  test('is closed by cryptsetup where cryptsetup opened it', async () => {
    guest = await bootGuest({ name: 'names-luks', limitMs: 900_000 });
    const names = ['--help', 'a b', '$(reboot)'];
    const luks = (...words: string[]) =>
      guest.ok(`printf x | ${shellCommand(['cryptsetup', ...words])} && udevadm settle`);
    for (const [at, name] of names.entries()) {
      await make(guest, {
        name: `disk${at}`,
        minor: BOTTOM + at,
        table: `0 8192 linear ${DISK} ${at * 8192}`,
      });
      const disk = `/dev/mapper/disk${at}`;
      await luks('luksFormat', '-q', '--type=luks1', '--pbkdf-force-iterations=1000', '--key-file=-', disk);
      await luks('open', '--key-file=-', '--', disk, name);
    }
    const { stdout } = await dmscopeDoes(guest, ['clean', '--yes', 'free', DISK]);
    for (const name of names) expect(stdout).toContain(shellCommand(['cryptsetup', 'close', '--', name]));
    expect(await minors(guest)).toEqual([]);
  }, 600_000);
});

type Made = {
  readonly name: string;
  readonly minor: number;
  readonly table: string;
  readonly uuid?: string;
};

/** Puts the name into the kernel as it is: in its usual mode dmsetup would spell it in harmless letters. */
async function make(guest: Guest, { name, minor, table, uuid = '' }: Made): Promise<void> {
  const number = ['-j', String(MAJOR), '-m', String(minor)];
  const known = uuid === '' ? [] : ['--uuid', uuid];
  const argv = [
    'dmsetup',
    '--manglename',
    'none',
    'create',
    ...number,
    ...known,
    '--table',
    table,
    '--',
    name,
  ];
  await guest.ok(`${shellCommand(argv)} && udevadm settle`);
}

async function makeBystanders(guest: Guest): Promise<void> {
  for (const [at, name] of BYSTANDERS.entries()) {
    const uuid = name === 'uuid-of-another' ? 'CLEAN-' : '';
    await make(guest, { name, minor: BYSTANDER_MINORS[at] ?? 0, table: '0 8 zero', uuid });
  }
}

/** All that the kernel tells of them. */
async function bystanders(guest: Guest): Promise<string> {
  const told = BYSTANDER_MINORS.map(
    (minor) =>
      `dmsetup --manglename none info -j ${MAJOR} -m ${minor} && dmsetup --manglename none table -j ${MAJOR} -m ${minor}`,
  );
  return guest.ok(`udevadm settle && ${told.join(' && ')}`);
}

async function minors(guest: Guest): Promise<readonly number[]> {
  const listed = await guest.ok('dmsetup --manglename none info -c --noheadings -o minor');
  return (listed.match(/^\s*\d+\s*$/gm) ?? []).map(Number).sort((a, b) => a - b);
}
