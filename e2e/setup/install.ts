/**
 * Installs what the tests need, on Debian and Ubuntu as root, and only what is missing. Some of these packages bring a
 * service (lvm2, mdadm, multipath-tools, udev) that would start on installation and lay hands on this machine's own
 * disks; policy-rc.d is Debian's way to forbid that (invoke-rc.d(8)), so one stands there while apt-get runs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { missingRequirements, type Requirement } from './requirements.ts';

export type Installation = {
  /** Packages that were installed now. */
  readonly installed: readonly string[];
  /** What is missing still. */
  readonly missing: readonly Requirement[];
  /** Why nothing more could be done; null when nothing is missing. */
  readonly reason: string | null;
};

const POLICY = '/usr/sbin/policy-rc.d';
const POLICY_TEXT = '#!/bin/sh\n# dmscope: no service starts while its tests are set up\nexit 101\n';
const APT_LIMIT_MS = 15 * 60_000;

export function installRequirements(): Installation {
  const before = missingRequirements();
  if (before.length === 0) return { installed: [], missing: [], reason: null };
  const reason = whyNot();
  if (reason) return { installed: [], missing: before, reason };
  const failure = withoutServices(() => installPackages(before.map((need) => need.package)));
  const missing = missingRequirements();
  const installed = before.filter((need) => !missing.includes(need)).map((need) => need.package);
  return {
    installed,
    missing,
    reason: missing.length > 0 ? (failure ?? 'the packages do not bring it') : null,
  };
}

function whyNot(): string | null {
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get'))
    return 'this is not Debian or Ubuntu';
  return process.getuid?.() === 0 ? null : 'only root can install them';
}

/** One that is there already is the administrator's, and stays. */
function withoutServices<T>(work: () => T): T {
  const isOurs = !existsSync(POLICY) || readFileSync(POLICY, 'utf8') === POLICY_TEXT;
  if (isOurs) writeFileSync(POLICY, POLICY_TEXT, { mode: 0o755 });
  try {
    return work();
  } finally {
    if (isOurs) rmSync(POLICY, { force: true });
  }
}

/** All at once; if that fails with fresh package lists too, one by one, so that one unknown package spoils nothing. */
function installPackages(packages: readonly string[]): string | null {
  if (aptGet('install', ...packages) === null) return null;
  const outdated = aptGet('update');
  if (aptGet('install', ...packages) === null) return null;
  const failures = packages.flatMap((name) => aptGet('install', name) ?? []);
  return failures.at(0) ?? outdated;
}

/** Null when it worked, else the last line of what it said. */
function aptGet(command: 'install' | 'update', ...packages: readonly string[]): string | null {
  const args = [
    '-qq',
    '-y',
    '-o',
    'DPkg::Lock::Timeout=120',
    command,
    '--no-install-recommends',
    ...packages,
  ];
  const { status, stderr, error } = spawnSync('apt-get', command === 'update' ? ['-qq', 'update'] : args, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: APT_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_SUSPEND: '1', LC_ALL: 'C.UTF-8' },
  });
  if (status === 0) return null;
  return stderr?.trim().split('\n').at(-1) || error?.message || `apt-get ${command} ended with ${status}`;
}
