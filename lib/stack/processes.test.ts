import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../capture/capture.ts';
import { readCapture } from '../capture/read-capture.ts';
import { buildStack } from './build-stack.ts';
import type { Device, Stack } from './stack.ts';

/** A guest's disk is open by a "QEMU", a leaked volume is mounted in a container, and `dd` waits for a suspended device. */
const FILE = new URL('../plan/cases/other-namespace/host.capture', import.meta.url);
const { value: capture } = readCapture(readFileSync(FILE));
if (!capture) throw new Error('no capture');

function without(...names: readonly string[]): Capture {
  if (!capture) throw new Error('no capture');
  return { ...capture, sections: new Map([...capture.sections].filter(([name]) => !names.includes(name))) };
}

function named(stack: Stack, name: string): Device {
  const found = stack.devices.find((device) => device.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

describe('the processes in a stack', () => {
  const stack = buildStack(capture);

  test('are told with each device they have open, and what they are', () => {
    expect(stack.problems).toEqual([]);
    expect(named(stack, 'vm--volumes-docker1.example.com--volumes').openedBy).toEqual([
      { pid: 914, command: 'qemu-system-x86', workload: { kind: 'vm', name: 'web 1' }, fdCount: 1 },
    ]);
    expect(named(stack, 'ubda').openedBy).toEqual([]);
  });

  test('are told with the mounts of other namespaces', () => {
    expect(named(stack, 'docker--volumes-docker--data').mounts).toMatchObject([
      {
        mountPoint: '/mnt/x',
        namespaceProcess: { pid: 915, command: 'sh', workload: { kind: 'container', name: '0123456789ab' } },
      },
    ]);
  });

  test('are told when they are stuck, with the function they wait in', () => {
    expect(stack.host.stuckProcesses).toEqual([
      { pid: 911, command: 'dd', workload: null, waitsIn: 'se_is_idle' },
    ]);
  });

  test('account for opens; what is left is unexplained', () => {
    expect(stack.devices.filter(({ unexplainedOpens }) => (unexplainedOpens ?? 0) > 0)).toEqual([]);
    // A mount that nobody saw is accounted for by its file system, which lives.
    const unseen = buildStack(without('open-files', 'mountinfo-other'));
    const left = unseen.devices.flatMap(({ name, unexplainedOpens }) =>
      unexplainedOpens ? [`${name} ${unexplainedOpens}`] : [],
    );
    expect(left).toEqual([
      'stuck 1',
      'vm--volumes-docker1.example.com--volumes 1',
      'vm--volumes-docker2.example.com--volumes 2',
    ]);
  });

  test('are null where nobody looked, never none', () => {
    const unseen = buildStack(without('open-files', 'processes', 'tools'));
    expect(named(unseen, 'stuck').openedBy).toBe(null);
    expect([unseen.host.stuckProcesses, unseen.host.tools]).toEqual([null, null]);
    const bare = buildStack(without('processes'));
    expect(named(bare, 'stuck').openedBy).toEqual([{ pid: 911, command: '', workload: null, fdCount: 1 }]);
  });

  test('tools are what the host has of those a plan may need', () => {
    expect(stack.host.tools).toContain('cryptsetup');
    expect(stack.host.tools).not.toContain('nbd-client');
  });
});
