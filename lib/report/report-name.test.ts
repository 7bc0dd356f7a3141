import { expect, test } from 'vitest';
import { recorded, S1 } from './recorded.fixture.ts';
import { reportName } from './report-name.ts';

const { stack, found } = recorded(S1);
const [finding] = found;
const snapshot = stack.devices.find(({ name }) => name.endsWith('volumes-cow'));
if (!finding || !snapshot) throw new Error('the recording has no leak');

test('a report is called after the host, the moment and what it is about', () => {
  const names = [
    reportName({ kind: 'host', stack }, false),
    reportName({ kind: 'finding', stack, finding }, false),
    reportName({ kind: 'device', stack, device: snapshot }, false),
  ];
  expect(names).toEqual([
    'host1.example.com-2026-11-21T132928Z-report',
    'host1.example.com-2026-11-21T132928Z-guest-group-on-snapshot',
    'host1.example.com-2026-11-21T132928Z-vm--volumes-snap--docker2.example.com--volumes-cow',
  ]);
});

test('the name of a redacted one tells no name', () => {
  expect(reportName({ kind: 'device', stack, device: snapshot }, true)).toBe(
    'host-2026-11-21T132928Z-device',
  );
});
