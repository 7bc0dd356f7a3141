import { describe, expect, test } from 'vitest';
import { insideFixture } from '../../findings/sleeping-guest.fixture.ts';
import { pictureOf } from '../../picture/picture-of.ts';
import { renderSvg } from '../../picture/scene/render-svg.ts';
import { runFixture } from '../../run/finished-run.fixture.ts';
import { deviceFixture, stackFixture } from '../../stack/device.fixture.ts';
import type { Device } from '../../stack/stack.ts';
import { inCase, recorded, S1, written, writtenFinding } from '../recorded.fixture.ts';
import { isOrdinaryName } from './ordinary.ts';
import { redactor } from './redact.ts';

/** Read from the recording by eye: whatever in it tells whose it is. */
const S1_SECRETS = [
  'host1',
  'example.com',
  'docker',
  'vm-volumes',
  'vm--volumes',
  'ZxKtV8',
  '04ZIQd',
  'J5SjQb',
  'L3vgai',
  'SFlTVR',
  '2uSl7Y',
  'jUZp5y',
  'Jy7jL7',
  'ok8Lic',
  '59e81d06',
  'db2307a0',
  'any:volumes',
];

describe('a redacted report', () => {
  const s1 = recorded(S1);

  test('the secrets to look for are in the report that is not redacted', () => {
    const { html, md } = writtenFinding(s1);
    const host = written({ kind: 'host', stack: s1.stack }, s1.capture);
    const all = `${html}${md}${JSON.stringify(s1.stack)}${host.md}`;
    for (const secret of S1_SECRETS) expect(all).toContain(secret);
  });

  test('has none of the host’s own names in any form', () => {
    const finding = writtenFinding(s1, true);
    const host = written({ kind: 'host', stack: s1.stack }, s1.capture, true);
    const devices = s1.stack.devices.map((device) =>
      written({ kind: 'device', stack: s1.stack, device }, s1.capture, true),
    );
    const redact = redactor([s1.stack], null);
    const data = redact({ stack: s1.stack, found: s1.found });
    const pictures = data.stack.devices.flatMap((device) =>
      (['diagram', 'extents'] as const).map((kind) => pictureOf(data, { kind: 'device', device }, kind)),
    );
    const texts = [finding, host, ...devices].flatMap(({ html, md }) => [html, md]);
    const svgs = [...pictures, pictureOf(data, { kind: 'host' }, 'overview')].map(
      (scene) => scene && renderSvg(scene),
    );
    for (const text of [...texts, ...svgs, JSON.stringify(data)])
      for (const secret of S1_SECRETS) {
        expect(text?.includes(secret), `${secret} in ${text?.slice(0, 60)}…`).toBe(false);
      }
  });

  test('has none of them in what a run and its journal tell, nor who ran it', () => {
    const [finding] = s1.found;
    const identity = finding?.intent?.device.identity ?? '';
    const run = runFixture({ kind: 'free', device: { identity } }, s1.stack);
    for (const stack of [s1.stack, null]) {
      const { html, md } = written({ kind: 'run', stack, run }, null, true);
      expect(md).toContain('- By: user-1 (page)');
      for (const secret of S1_SECRETS) expect(`${html}${md}`, secret).not.toContain(secret);
    }
  });

  test('keeps what is the same the same, within the names that LVM puts together as well', () => {
    const { md } = writtenFinding(s1, true);
    expect(md).toContain('Guest volume group name-1 is active inside snapshot name-2/name-3');
    expect(md).toContain('name--2-name--3: 0 614400 snapshot 254:2 254:3 P 8');
    expect(md).toContain('├─name--2-name--3-cow (254:3)');
    expect(md).toContain('dmsetup --manglename none remove --retry --uuid LVM-uuid-1-uuid-5');
    expect(md).toContain('b254:4:S:disk/by-id/lvm-pv-uuid-uuid-2');
  });

  test('says the same otherwise: lines, findings and steps', () => {
    const [plain, redacted] = [writtenFinding(s1).md, writtenFinding(s1, true).md];
    const isTold = '- Redacted: ';
    const rest = redacted.split('\n').filter((line) => !line.startsWith(isTold));
    expect(rest).toHaveLength(plain.split('\n').length);
  });

  test.each([
    'multipath-path-failed',
    's3-raw-luks-in-use',
    's3-qcow2-mounted',
    'left-loop-on-file',
    'guest-group-through-loop',
    'health-raid-degraded',
    'copies-luks-on-snapshot',
  ])('leaves no id, label, file or name of a device in %s', (name) => {
    const { stack, capture } = recorded(inCase(name));
    const secrets = new Set(stack.devices.flatMap(secretsIn).filter((each) => !isWord(each)));
    expect(secrets.size).toBeGreaterThan(3);
    const { html, md } = written({ kind: 'host', stack }, capture, true);
    const devices = stack.devices.map(
      (device) => written({ kind: 'device', stack, device }, capture, true).md,
    );
    for (const text of [html, md, ...devices]) {
      const left = [...secrets].filter((secret) => text.includes(secret));
      expect(left).toEqual([]);
    }
  });
});

function secretsIn({ name, dm, fileSystem, hardware, md, loop, nbd, mounts }: Device): readonly string[] {
  const names = dm ? [name, dm.rawName, dm.uuid] : [];
  const ids = [fileSystem?.uuid, fileSystem?.label, hardware?.serial, hardware?.wwn, md?.uuid, loop?.file];
  const paths = [...(nbd?.files ?? []), ...mounts.map(({ mountPoint }) => mountPoint)];
  return [...names, ...ids, ...paths].filter((each): each is string => each !== undefined && each !== null);
}

/** What every other host calls so as well, and a part of it; paths of the kernel's own names. */
function isWord(text: string): boolean {
  const isKernelPath = /^\/dev\/[a-z]+-?\d+(?:p\d+)?$/.test(text);
  return (
    isKernelPath ||
    text.length < 4 ||
    text.split(/[-_/.]+/).every((part) => part === '' || isOrdinaryName(part))
  );
}

test('what was read inside a device gives nobody away', () => {
  const inside = insideFixture({ systemId: 'guest7', uuid: 'ZxKtV8Ro5aNRUgFbRUB3ggYHaOOuqcaQ' });
  const stack = stackFixture([deviceFixture('8:0', { inside })]);
  const said = JSON.stringify(redactor([stack], null)(stack));
  for (const secret of ['docker', 'guest7', 'ZxKtV8Ro5aNRUgFbRUB3ggYHaOOuqcaQ', inside.pvs[0]?.uuid ?? '']) {
    expect(JSON.stringify(stack)).toContain(secret);
    expect(said).not.toContain(secret);
  }
});

describe('texts that a capture holds beside its devices', () => {
  const redact = redactor([recorded(S1).stack], null);

  test.each([
    ['seen on docker9.example.com', 'seen on host-3'],
    ['ID_FS_UUID=0a1b2c3d-1111-2222-3333-444455556666', 'ID_FS_UUID=uuid-12'],
    ['wwn 0x5000c500a1b2c3d4', 'wwn serial-1'],
    ['└─vm-volumes, vm-volumes7', '└─name-2, name-27'],
    ['from 192.168.7.12:3260', 'from address-1:3260'],
    [
      'filter a|^/dev/mapper/vm--volumes-docker2\\.example\\.com--volumes$|',
      'filter a|^/dev/mapper/name--2-name--4$|',
    ],
    ['1.02.185 (2022-05-18), kernel 6.1.176', '1.02.185 (2022-05-18), kernel 6.1.176'],
    ['0 409600 linear 254:4 2048', '0 409600 linear 254:4 2048'],
  ])('%s', (text, expected) => {
    expect(redactor([recorded(S1).stack], null)({ text }).text).toBe(expected);
  });

  test('words by which data is told apart are not touched', () => {
    const value = { kind: 'docker-volumes', devNo: '254:4', name: 'docker-volumes' };
    expect(redact(value)).toEqual({ kind: 'docker-volumes', devNo: '254:4', name: 'name-1' });
  });
});
