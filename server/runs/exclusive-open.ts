/**
 * The kernel's own answer to whether a device without an open count is in use: it lets one claim it exclusively only while no mount,
 * swap, array, mapping, journal or member of a file system has. A child opens it, since an open may hang; and where a step could cut
 * off who comes between that and its command, the claim is kept until the command has ended.
 */
import { spawn } from 'node:child_process';
import type { Understood } from '../../lib/dm/target-type.ts';
import type { PlanDevice, Step } from '../../lib/plan/plan.ts';
import { called } from '../../lib/plan/plan-device.ts';
import { withinDeadline } from '../within-deadline.ts';

export type Claim = { readonly release: () => Promise<void> };

/** `kname` is what the device is called below /dev; its number is checked against the node that lies there. */
export type OpenExclusively = (device: PlanDevice, kname: string) => Promise<Understood<Claim>>;

const ANSWER_MS = 10_000;

/** Says `claimed`, or the error's code, and keeps the device open until its standard input ends. */
const CHILD = `
const { constants: { O_RDONLY, O_EXCL, O_NONBLOCK }, fstatSync, openSync } = require('node:fs');
try {
  const fd = openSync(process.argv[1], O_RDONLY | O_EXCL | O_NONBLOCK);
  const { rdev, mode } = fstatSync(fd, { bigint: true });
  const major = (rdev >> 8n) & 0xfffn | (rdev >> 32n) & ~0xfffn, minor = rdev & 0xffn | (rdev >> 12n) & ~0xffn;
  const isIt = (mode & 0o170000n) === 0o60000n && major + ':' + minor === process.argv[2];
  console.log(isIt ? 'claimed' : 'another');
  if (isIt) process.stdin.on('end', () => process.exit(0)).resume(); else process.exit(0);
} catch (error) { console.log(error.code ?? 'error'); process.exit(0); }
`;

export const openExclusively: OpenExclusively = async (device, kname) => {
  const child = spawn(process.execPath, ['-e', CHILD, `/dev/${kname}`, device.devNo], {
    cwd: '/',
    detached: true,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const answer = await withinDeadline(firstLine(child), ANSWER_MS);
  const release = async () => {
    child.stdin.end();
    await withinDeadline(ended, ANSWER_MS);
  };
  if (answer === 'claimed') return { ok: true, value: { release } };
  // It is left alone, as whatever else waits in the kernel; when it comes back it ends by itself.
  child.stdin.end();
  child.unref();
  return { ok: false, reason: whyNot(device, kname, answer) };
};

/** What has it claimed may be about to let go: it is waited for as what must be true before a step is. Null where none is needed. */
export async function claimFor(
  { exclusiveOpen, device }: Step,
  { openExclusively: open, patience }: Claiming,
): Promise<Understood<Claim | null>> {
  if (!exclusiveOpen) return { ok: true, value: null };
  const until = Date.now() + patience.beforeMs;
  for (;;) {
    const claim = await open(device, exclusiveOpen.kname);
    if (claim.ok && !exclusiveOpen.isHeld) await claim.value.release();
    if (claim.ok || Date.now() >= until) return claim;
    await new Promise((resolve) => setTimeout(resolve, patience.betweenLooksMs));
  }
}

type Claiming = {
  readonly openExclusively: OpenExclusively;
  readonly patience: { readonly beforeMs: number; readonly betweenLooksMs: number };
};

function firstLine(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', () => resolve(text.trim() || 'no answer'));
  });
}

function whyNot(device: PlanDevice, kname: string, answer: string | null): string {
  const name = called(device);
  switch (answer) {
    case 'EBUSY':
      return `The kernel does not let ${name} be opened exclusively: something that leaves no other trace has it in use (a mount in another namespace, swap, an array, a journal, a member of a file system, an iSCSI target).`;
    case 'another':
    case 'ENOENT':
      return `/dev/${kname} does not lead to ${name}: whether the kernel has it in use could not be verified.`;
    case null:
      return `Opening ${name} has not ended after ${ANSWER_MS / 1000} s: whether the kernel has it in use could not be verified.`;
    default:
      return `${name} could not be opened (${answer}): whether the kernel has it in use could not be verified.`;
  }
}
