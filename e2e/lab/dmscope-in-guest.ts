/** The command line of dmscope as an operator of the guest uses it, and what tests say of the guest's devices. */
import { expect } from 'vitest';
import type { Finding } from '../../lib/findings/finding.ts';
import { decodeHostText } from '../../lib/text/host-text.ts';
import { shellCommand } from '../../lib/text/shell-quote.ts';
import type { Guest } from './guest.ts';

const DMSCOPE = '/mnt/dmscope/bin/dmscope';
/** A run of many steps in a guest that shares its CPU with others. */
const LIMIT_MS = 600_000;

export type Answer = {
  readonly exitStatus: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** Each word arrives as one argument, byte for byte, whatever is in it. */
export async function dmscope(guest: Guest, words: readonly string[]): Promise<Answer> {
  const { exitStatus, stdout, stderr } = await guest.run(
    `LC_ALL=C ${shellCommand([DMSCOPE, ...words])} </dev/null`,
    { timeoutMs: LIMIT_MS },
  );
  return { exitStatus, stdout: decodeHostText(stdout), stderr };
}

/** The same, and it has to do what it is asked for. */
export async function dmscopeDoes(guest: Guest, words: readonly string[]): Promise<Answer> {
  const answer = await dmscope(guest, words);
  expect(answer.exitStatus, `dmscope ${words.join(' ')}\n${answer.stdout}${answer.stderr}`).toBe(0);
  return answer;
}

/** Findings of the guest by this rule. */
export async function findingsOf(guest: Guest, rule: string): Promise<readonly Finding[]> {
  const { stdout } = await dmscope(guest, ['findings', '--json']);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
  return findings.filter((finding) => finding.rule === rule);
}

/** Raw names of the mapped devices, sorted. */
export async function mappedDevices(guest: Guest): Promise<readonly string[]> {
  const listed = await guest.ok('dmsetup --manglename none info -c --noheadings -o name 2>&1');
  return listed
    .split('\n')
    .filter((name) => name !== '' && name !== 'No devices found')
    .sort();
}
