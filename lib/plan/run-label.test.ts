import { expect, test } from 'vitest';
import type { IntentKind } from './intent.ts';
import { planFor } from './plan-for.ts';
import { recordedDevice, recordedHost } from './recorded-host.fixture.ts';
import { runLabel } from './run-label.ts';

const SNAPSHOT = 'vm-volumes/snap-docker2.example.com-volumes';

function labelOf(host: string, kind: Exclude<IntentKind, 'free-and-lvremove'>, word: string) {
  const stack = recordedHost(host);
  return runLabel(planFor({ kind, device: recordedDevice(stack, word) }, stack));
}

test('the button says what it does', () => {
  expect(labelOf('s1-leaked', 'free', SNAPSHOT)).toBe('Remove 2 mappings');
  expect(labelOf('s1-leaked', 'clear', SNAPSHOT)).toBe(
    'Clear the inactive table of vm--volumes-snap--docker2.example.com--volumes',
  );
  expect(labelOf('suspended-middle', 'resume', 'middle')).toBe('Resume middle');
  expect(labelOf('s3-qcow2-nbd', 'remove', 'nbd0')).toBe('Disconnect 1 network block device');
  expect(labelOf('s3-raw-luks-luks-open', 'free', 'vm-raw/mail.example.com')).toBe(
    'Close 1 encrypted device',
  );
  expect(labelOf('multipath-two-paths', 'remove', 'mpatha')).toBe('Remove 4 devices');
});

test('a deferred removal and one for good say that they are', () => {
  const stack = recordedHost('s1-leaked');
  const device = recordedDevice(stack, SNAPSHOT);
  expect(runLabel(planFor({ kind: 'free', device, isDeferred: true }, stack))).toBe(
    'Remove 2 mappings, deferred',
  );
  expect(runLabel(planFor({ kind: 'free-and-lvremove', device, typed: SNAPSHOT }, stack))).toBe(
    'Free and remove the snapshot for good',
  );
});

test('without steps there is nothing to run', () => {
  expect(labelOf('s1-snapshot', 'free', SNAPSHOT)).toBe(null);
});
