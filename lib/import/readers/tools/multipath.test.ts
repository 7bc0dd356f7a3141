import { expect, it } from 'vitest';
import { readTool } from './output.fixture.ts';

const TWO_PATHS = `mpatha (36001405d1) dm-2 LIO-ORG,disk
size=10G features='1 queue_if_no_path' hwhandler='1 alua' wp=rw
|-+- policy='service-time 0' prio=0 status=active
| \`- 5:0:0:0 sdd 8:48 failed faulty running
\`-+- policy='service-time 0' prio=50 status=enabled
  \`- 6:0:0:0 sde 8:64 active ready running`;

/** From a public blog on OpenStack, where the indents were lost. */
const LEFT_BEHIND = `3600601601290380036a00936cf13e711 dm-30 DGC,VRAID
size=2.0G features='1 retain_attached_hw_handler' hwhandler='1 alua' wp=ro
|-+- policy='round-robin 0' prio=0 status=active
| \`- 11:0:0:151 sdef 128:112 failed faulty running
\`-+- policy='round-robin 0' prio=0 status=enabled
\`- 12:0:0:151 sdeg 128:128 failed faulty running

3600601601bd032007c097518e96ae411 dm-2 DGC,VRAID
size=1.0G features='1 queue_if_no_path' hwhandler='1 alua' wp=rw
|-+- policy='round-robin 0' prio=0 status=active
\`- #:#:#:# -   #:#   active faulty running`;

/** The form of multipath-tools 0.4. */
const OLD = `mpath0 (36001438005deb4710000500000640000) dm-2 HP,HSV300
[size=10G][features=1 queue_if_no_path][hwhandler=0][rw]
\\_ round-robin 0 [prio=1][active]
 \\_ 1:0:0:0 sda 8:0  [active][ready]
\\_ round-robin 0 [prio=1][enabled]
 \\_ 2:0:0:0 sdb 8:16 [failed][faulty]`;

const GIB = 2 ** 30;

it('tells a map, its size, its product and its paths', () => {
  expect(readTool(TWO_PATHS)).toEqual({
    kind: 'multipath',
    command: 'multipath -ll',
    path: '',
    devices: [
      {
        ref: { dmName: 'mpatha', dmUuid: 'mpath-36001405d1', kname: 'dm-2' },
        at: 1,
        type: 'mpath',
        size: { bytes: 10 * GIB, isRounded: true },
        isReadOnly: false,
        hardware: { model: 'disk' },
        bases: [
          { devNo: '8:48', kname: 'sdd' },
          { devNo: '8:64', kname: 'sde' },
        ],
        health: expect.anything(),
      },
    ],
    whole: [],
    ignored: [],
  });
});

it('names a map without an alias by its WWID, and knows of no base where the path has no device any more', () => {
  const reading = readTool(LEFT_BEHIND, 'multipath -ll');
  expect(reading?.ignored).toEqual([]);
  expect(reading?.devices.map(({ ref, at, bases, isReadOnly }) => ({ ref, at, bases, isReadOnly }))).toEqual([
    {
      ref: {
        dmName: '3600601601290380036a00936cf13e711',
        dmUuid: 'mpath-3600601601290380036a00936cf13e711',
        kname: 'dm-30',
      },
      at: 1,
      bases: [
        { devNo: '128:112', kname: 'sdef' },
        { devNo: '128:128', kname: 'sdeg' },
      ],
      isReadOnly: true,
    },
    {
      ref: {
        dmName: '3600601601bd032007c097518e96ae411',
        dmUuid: 'mpath-3600601601bd032007c097518e96ae411',
        kname: 'dm-2',
      },
      at: 8,
      bases: [],
      isReadOnly: false,
    },
  ]);
});

it('reads what multipath-tools 0.4 printed', () => {
  expect(readTool(OLD)?.devices).toEqual([
    {
      ref: { dmName: 'mpath0', dmUuid: 'mpath-36001438005deb4710000500000640000', kname: 'dm-2' },
      at: 1,
      type: 'mpath',
      size: { bytes: 10 * GIB, isRounded: true },
      isReadOnly: false,
      hardware: { model: 'HSV300' },
      bases: [
        { devNo: '8:0', kname: 'sda' },
        { devNo: '8:16', kname: 'sdb' },
      ],
      health: expect.anything(),
    },
  ]);
});

it('reads a map of RHEL 4, which has neither its kernel name nor its product on its line', () => {
  const text = `mpath1 (3600d0230003228bc000339414edb8101)
[size=10 GB][features="0"][hwhandler="0"]
\\_ round-robin 0 [prio=1][active]
 \\_ 2:0:0:6 sdb 8:16 [active][ready]
\\_ round-robin 0 [prio=1][enabled]
 \\_ 3:0:0:6 sdc 8:64 [active][ready]`;
  expect(readTool(text)?.devices).toEqual([
    {
      ref: { dmName: 'mpath1', dmUuid: 'mpath-3600d0230003228bc000339414edb8101' },
      at: 1,
      type: 'mpath',
      size: { bytes: 10 * GIB, isRounded: true },
      bases: [
        { devNo: '8:16', kname: 'sdb' },
        { devNo: '8:64', kname: 'sdc' },
      ],
      health: expect.anything(),
    },
  ]);
});

it('tells how many paths of a map work, and of those that do not what was printed', () => {
  const health = (text: string) => readTool(text)?.devices.map((device) => device.health);
  expect(health(LEFT_BEHIND)).toEqual([
    {
      lines: [
        '11:0:0:151 sdef 128:112 failed faulty running',
        '12:0:0:151 sdeg 128:128 failed faulty running',
      ],
      paths: { total: 2, working: 0, queues: false },
    },
    { lines: ['#:#:#:# -   #:#   active faulty running'], paths: { total: 1, working: 0, queues: true } },
  ]);
  expect(health(OLD)?.map((each) => each?.paths)).toEqual([{ total: 2, working: 1, queues: true }]);
});

it('lists messages and maps that were rejected as ignored, with their paths', () => {
  const text = `${TWO_PATHS}
Nov 19 12:00:00 | sdf: unusable path
reject: 36001405d2 undef LIO-ORG,disk
size=1.0G features='0' hwhandler='0' wp=undef
\`- 7:0:0:0 sdf 8:80 undef faulty running`;
  const reading = readTool(text, 'multipath -ll');
  expect(reading?.devices.map(({ ref, bases }) => [ref.dmName, bases?.length])).toEqual([['mpatha', 2]]);
  expect(reading?.ignored.map(({ at }) => at)).toEqual([7, 8, 9, 10]);
});

it('reads states of two words, and leaves out what is no multipath of device-mapper', () => {
  const text = `${TWO_PATHS.replace('failed faulty', 'active i/o pending')}
uuid.1c22-1 [nvme]:nvme1n1 NVMe,Linux,5.3
size=2097152 features='n/a' hwhandler='ANA' wp=rw
\`-+- policy='n/a' prio=50 status=optimized
  \`- 0:0:1 nvme1c1n1 0:0 n/a optimized live`;
  const reading = readTool(text, 'multipath -ll');
  expect(reading?.devices[0]?.health?.paths).toEqual({ total: 2, working: 2, queues: true });
  expect(reading?.devices.map(({ ref }) => ref.dmName)).toEqual(['mpatha']);
  expect(reading?.ignored.map(({ at }) => at)).toEqual([7, 8, 9, 10]);
});

it('takes neither prose nor a list of maps for a topology', () => {
  expect(
    readTool('I have mpatha (36001405d1) on dm-2, a LIO disk, see below.\nIt says size=10G.'),
  ).toBeNull();
  expect(readTool('mpatha (253:2)\n └─ (8:2)')).toBeNull();
});
