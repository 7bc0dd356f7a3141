import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';

const COLLECTOR = '/mnt/dmscope/server/collector.sh';
/** Of scenario zoo-targets: the key of `crypt-plain`. */
const KEY = '0123456789abcdef0123456789abcdef';

/** All of it changes what a tool prints, or what it reads. */
const ODD_ENVIRONMENT =
  'LSBLK_COLUMNS=NAME LIBSMARTCOLS_JSON=lines POSIXLY_CORRECT=1 DM_DEFAULT_NAME_MANGLING_MODE=hex QUOTING_STYLE=c TIME_STYLE=full-iso BLOCK_SIZE=1 LC_ALL=de_DE.UTF-8 CDPATH=/tmp';

describe.skipIf(missingForLab().length > 0)('the collector on a real host', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'collector' });
    await guest.build('zoo-targets', 'all');
  });
  afterAll(() => guest?.down());

  /** Once more where a section was late: the guest shares its CPU, and what is late is told and left out. */
  async function stackFrom(command: string, stdin?: Uint8Array): Promise<{ stack: Stack; text: string }> {
    for (let tries = 3; ; tries--) {
      const captured = await captureFrom(command, stdin);
      const isLate = captured.stack.problems.some(({ message }) => message.includes('has not answered yet'));
      if (!isLate || tries === 1) return captured;
    }
  }

  async function captureFrom(command: string, stdin?: Uint8Array): Promise<{ stack: Stack; text: string }> {
    const { stdout, stderr, exitStatus } = await guest.run(command, stdin ? { stdin } : {});
    expect({ stderr, exitStatus }).toEqual({ stderr: '', exitStatus: 0 });
    const { value, problems } = readCapture(stdout);
    if (!value) throw new Error(`no capture: ${stdout.subarray(0, 300)}`);
    return { stack: buildStack(value, problems), text: stdout.toString('latin1') };
  }

  test('says the same under dash, busybox sh, bash, from standard input and in an odd environment', async () => {
    const script = await readFile(new URL('../../server/collector.sh', import.meta.url));
    const said = [
      await stackFrom(`dash ${COLLECTOR}`),
      await stackFrom(`busybox sh ${COLLECTOR}`),
      await stackFrom(`bash --posix ${COLLECTOR}`),
      await stackFrom('sh', script),
      await stackFrom(`env ${ODD_ENVIRONMENT} sh ${COLLECTOR}`),
    ];
    const devices = said.map(({ stack }) =>
      stack.devices.map(({ name, bases, dm }) => ({ name, bases, table: dm?.segments.map((s) => s.args) })),
    );
    for (const one of said) expect(one.stack.problems).toEqual([]);
    expect(devices[0]?.length).toBeGreaterThan(20);
    for (const other of devices.slice(1)) expect(other).toEqual(devices[0]);
    // What LVM is told, asked without reading a device; the lab's has no configuration of its own.
    for (const one of said) expect(one.stack.host.lvm).toEqual(said[0]?.stack.host.lvm);
    expect(said[0]?.stack.host.lvm?.config).toMatchObject({ usesDevicesFile: false, scansVolumes: false });
    expect(said[0]?.stack.host.udevCookies).toEqual([]);
  });

  test('never prints a key, not even one that dmsetup would show', async () => {
    expect(await guest.ok('dmsetup table --showkeys')).toContain(KEY);
    const { text, stack } = await stackFrom(`sh ${COLLECTOR}`);
    expect(stack.devices.map((device) => device.name)).toContain('crypt-plain');
    expect(text).not.toContain(KEY);
    // An old dmsetup shows keys unasked.
    const old =
      'mkdir -p /lab/old && printf \'#!/bin/sh\\ncase "$*" in *table*) set -- "$@" --showkeys ;; esac\\nexec /sbin/dmsetup "$@"\\n\' >/lab/old/dmsetup && chmod +x /lab/old/dmsetup';
    await guest.ok(old);
    expect(await guest.ok('PATH=/lab/old:$PATH dmsetup table')).toContain(KEY);
    const leaked = await stackFrom(`PATH=/lab/old:$PATH sh ${COLLECTOR}`);
    expect(leaked.text).not.toContain(KEY);
    expect(leaked.text).toContain('crypt aes-cbc-essiv:sha256 masked 0 ');
  });

  test('hears of a new device at once, however long its ticks are', async () => {
    const watch = await guest.start(`exec sh ${COLLECTOR} watch --interval 60`);
    let said = '';
    watch.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
    });
    const until = async (pattern: RegExp, limitMs: number) => {
      for (
        const end = Date.now() + limitMs;
        !pattern.test(said);
        await new Promise((r) => setTimeout(r, 50))
      ) {
        if (Date.now() > end) throw new Error(`no ${pattern} within ${limitMs} ms`);
      }
    };
    try {
      await until(/section name=lsblk /, 30_000);
      said = '';
      await guest.ok("dmsetup create heard --table '0 8 zero'");
      await until(/^heard: 0 8 zero/m, 10_000);
      expect(said).toMatch(/^%% begin .* reason=event/m);
      await guest.ok('dmsetup remove --retry heard');
    } finally {
      await guest.run(`kill -TERM ${watch.pid}`);
      watch.abandon();
    }
    await guest.ok(
      'for i in {1..50}; do pgrep -f "collector.sh watch" >/dev/null || exit 0; sleep 0.2; done; exit 1',
    );
    expect(await guest.ok('ls -d /run/dmscope-collector.* 2>/dev/null || echo none')).toBe('none\n');
  });

  test('says in one line, and with status 3, what keeps it from working', async () => {
    const without = await guest.run(
      `mkdir -p /lab/bin; for t in sh sed awk grep ls cat; do ln -sf "$(command -v $t)" /lab/bin/; done; sed 's/^PATH=.*/PATH=\\/lab\\/bin/' ${COLLECTOR} | PATH=/lab/bin sh`,
    );
    expect(without).toMatchObject({
      exitStatus: 3,
      stderr: 'dmscope collector: dmsetup is not installed (Debian: dmsetup, Fedora: device-mapper)\n',
    });
    const stranger = await guest.run(`setpriv --reuid=65534 --clear-groups sh ${COLLECTOR}`);
    expect(stranger.exitStatus).toBe(3);
    expect(stranger.stderr).toMatch(
      /^dmscope collector: device-mapper answers only root: run as root, or allow \w+ to run dmsetup by sudo without a password\n$/,
    );
  });
});
