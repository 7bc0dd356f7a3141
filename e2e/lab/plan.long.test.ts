import { afterEach, describe, expect, test } from 'vitest';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { checkWords, isTrueOf } from '../../lib/plan/check.ts';
import type { Intent } from '../../lib/plan/intent.ts';
import type { Check, Plan } from '../../lib/plan/plan.ts';
import { planFor } from '../../lib/plan/plan-for.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import { indexStack } from '../../lib/stack/index-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { shellCommand } from '../../lib/text/shell-quote.ts';
import { findDevice } from '../../lib/tree/find-device.ts';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';

/**
 * Plans on the real kernel: each step's command is run as the plan has it, after what has to be true before it was seen
 * to be, and what has to be true after it is waited for.
 */
const SNAPSHOT = 'vm-volumes/snap-docker2.example.com-volumes';
const DMSCOPE = '/mnt/dmscope/bin/dmscope';

describe.skipIf(missingForLab().length > 0)('a plan on a real kernel', () => {
  let guest: Guest;
  afterEach(() => guest?.down());

  test('frees the leaked snapshot, which LVM then removes; refused while a guest’s volume is mounted', async () => {
    guest = await bootGuest({ name: 'plan-s1' });
    await guest.build('s1', 'leaked');
    const reviewed = planFor(intent('free', SNAPSHOT, await look(guest)), await look(guest));
    expect(reviewed.refusals).toEqual([]);

    await guest.advance('leaked-mounted');
    const refused = await guest.run(`${DMSCOPE} plan free ${SNAPSHOT}`);
    expect(refused.exitStatus).toBe(1);
    expect(refused.stdout.toString()).toContain(
      'is mounted at /mnt/restore (ext4).\n  Unmount it: umount /mnt/restore\n',
    );
    const stack = await look(guest);
    expect(planFor(reviewed.intent, stack).fingerprint).not.toBe(reviewed.fingerprint);

    await guest.ok('umount /mnt/restore');
    const plan = planFor(reviewed.intent, await look(guest));
    expect(plan.fingerprint).toBe(reviewed.fingerprint);
    expect((await guest.run(`${DMSCOPE} plan free ${SNAPSHOT}`)).exitStatus).toBe(0);
    await carryOut(guest, plan);
    expect(await guest.ok('dmsetup ls')).not.toContain('docker--volumes-docker');
    await guest.ok(`lvremove -y ${SNAPSHOT}`);
  });

  test('is refused for a mount in another namespace, with a process to find it by; and removes the snapshot for good', async () => {
    guest = await bootGuest({ name: 'plan-namespace' });
    await guest.build('s1', 'leaked');
    const mount = 'mount --make-rprivate / && mount /dev/docker-volumes/docker-data /mnt && exec sleep 100';
    await guest.start(`exec unshare --mount sh -c '${mount}'`);
    await guest.ok(
      'until dmsetup info -c --noheadings -o open docker--volumes-docker--data | grep -q 1; do sleep 0.1; done',
    );
    const stack = await look(guest);
    const refused = planFor(
      { ...intent('free', SNAPSHOT, stack), kind: 'free-and-lvremove', typed: SNAPSHOT },
      stack,
    );
    expect(refused.refusals.map(({ kind }) => kind)).toEqual(['mounted']);
    expect(refused.refusals[0]?.cause).toContain(', in the mount namespace of process ');
    await processIn(guest, refused.refusals[0]?.cause);

    await guest.ok(refused.refusals[0]?.wayOut.replace(/^.*: /, '') ?? 'false');
    await carryOut(guest, planFor(refused.intent, await look(guest)));
    expect(await guest.ok('lvs --noheadings -o lv_name vm-volumes')).not.toContain('snap');
  });

  test('takes a qcow2 stack down completely: volume, loop, nbd, LUKS, volume, array', async () => {
    guest = await bootGuest({ name: 'plan-qcow2' });
    await guest.build('s3-qcow2', 'mounted');
    await guest.ok('umount /mnt/guest');
    await carryOut(guest, await planned(guest, 'remove', 'nbd0'));
    await guest.ok('umount /srv/images');
    await carryOut(guest, await planned(guest, 'remove', 'md10'));
    expect(await guest.ok('dmsetup ls; losetup -a; grep -E "md|nbd|dm-" /proc/partitions || :')).toBe(
      'No devices found\n',
    );
  });

  test('takes LUKS with partitions down, and by a deferred remove what is open', async () => {
    guest = await bootGuest({ name: 'plan-luks' });
    await guest.build('s3-raw-luks', 'in-use');
    await guest.ok('umount /mnt/guest; swapoff -a');
    await guest.start('exec sleep 100 </dev/mapper/mail.example.com-crypt2');
    await guest.ok(
      'until dmsetup info -c --noheadings -o open mail.example.com-crypt2 | grep -q 1; do sleep 0.1; done',
    );
    const refused = await planned(guest, 'remove', 'vm-raw/mail.example.com');
    expect(refused.refusals.map(({ kind }) => kind)).toEqual(['open']);
    const holder = await processIn(guest, refused.refusals[0]?.cause);
    const stack = await look(guest);
    await carryOut(
      guest,
      planFor({ ...intent('remove', 'vm-raw/mail.example.com', stack), isDeferred: true }, stack),
    );
    expect(await guest.ok('dmsetup ls')).toContain('crypt2');
    await guest.ok(`kill ${holder}; until dmsetup ls | grep -q 'No devices'; do sleep 0.1; done`, {
      timeoutMs: 10_000,
    });
  });

  test('takes a multipath map down with its partitions, and resumes and clears a device', async () => {
    guest = await bootGuest({ name: 'plan-multipath' });
    await guest.build('multipath', 'two-paths');
    await carryOut(guest, await planned(guest, 'remove', 'mpatha'));
    await guest.ok(`dmsetup create odd --table '0 8 zero' && dmsetup rename odd 'a b;$(reboot)'`);
    await guest.ok(`dmsetup suspend 'a b;$(reboot)'; dmsetup load 'a b;$(reboot)' --table '0 16 zero'`);
    await carryOut(guest, await planned(guest, 'clear', 'a b;$(reboot)'));
    await carryOut(guest, await planned(guest, 'resume', 'a b;$(reboot)'));
    expect(await guest.ok('dmsetup table')).toContain(': 0 8 zero');
    await carryOut(guest, await planned(guest, 'remove', 'a b;$(reboot)'));
    expect(await guest.ok('dmsetup ls')).toBe('No devices found\n');
  });
});

async function look(guest: Guest): Promise<Stack> {
  const { stdout, exitStatus, stderr } = await guest.run('sh /mnt/dmscope/server/collector.sh');
  if (exitStatus !== 0) throw new Error(stderr);
  const { value } = readCapture(stdout);
  if (!value) throw new Error('no capture');
  return buildStack(value);
}

function intent<K extends 'free' | 'remove' | 'resume' | 'clear'>(kind: K, word: string, stack: Stack) {
  const found = findDevice(stack, word);
  if (found.kind !== 'found') throw new Error(`${word} is ${found.kind}`);
  return { kind, device: { identity: found.device.identity } } satisfies Intent;
}

async function planned(
  guest: Guest,
  kind: 'free' | 'remove' | 'resume' | 'clear',
  word: string,
): Promise<Plan> {
  const stack = await look(guest);
  return planFor(intent(kind, word, stack), stack);
}

/** Each look serves both what has to be true after a step and before the next. */
async function carryOut(guest: Guest, plan: Plan): Promise<void> {
  expect(plan.refusals).toEqual([]);
  let awaited: readonly Check[] = [];
  for (const step of plan.steps) {
    await expectTrue(guest, [...awaited, ...step.before]);
    const { exitStatus, stderr } = await guest.run(`${shellCommand(step.argv)} </dev/null`, step);
    expect(exitStatus, `${shellCommand(step.argv)}: ${stderr}`).toBe(0);
    awaited = step.after;
  }
  await expectTrue(guest, [...awaited, ...plan.goal]);
}

/** A disconnected nbd is gone a moment after the command, and udev looks at what it is told of for a moment. */
async function expectTrue(guest: Guest, checks: readonly Check[]): Promise<void> {
  let untrue: readonly string[] = [];
  for (let tries = 5; tries > 0; tries--) {
    const index = indexStack(await look(guest));
    untrue = checks.filter((check) => !isTrueOf(index, check)).map((check) => checkWords(check));
    if (untrue.length === 0) return;
  }
  expect(untrue).toEqual([]);
}

/** The process that a refusal names, after it was seen to be what the refusal says. */
async function processIn(guest: Guest, cause: string | undefined): Promise<number> {
  const [, pid, command] = /process (\d+) \(([^)]*)\)/.exec(cause ?? '') ?? [];
  expect((await guest.ok(`cat /proc/${pid}/comm`)).trim()).toBe(command);
  return Number(pid);
}
