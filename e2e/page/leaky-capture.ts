import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leakyHost } from '../../lib/findings/leaky-host.fixture.ts';

/** A capture of a host with so many devices and guests' groups active on snapshots; gives the file's path. */
export async function writeLeakyCapture(deviceCount: number, leakCount: number): Promise<string> {
  const mapped = leakyHost(deviceCount, leakCount).devices.flatMap(({ dm, devNo, bases }) =>
    dm ? [{ ...dm, minor: devNo.split(':')[1], bases }] : [],
  );
  const sections = {
    uname: 'Linux leaky.example.com 6.1.0 #1 SMP x86_64 GNU/Linux',
    'dmsetup-info': mapped
      .map(({ minor, uuid, rawName }) => ['254', minor, 'L--w', 0, 1, 0, uuid, rawName].join('\x1f'))
      .join('\n'),
    'dmsetup-ls': mapped.map(({ minor, rawName }) => `${rawName}\t(254:${minor})`).join('\n'),
    'dmsetup-deps': mapped
      .map(({ rawName, bases }) => {
        const on = bases.map(({ base }) => `(${base.replace(':', ', ')})`).join(' ');
        return `${rawName}: ${bases.length} dependencies\t: ${on}`;
      })
      .join('\n'),
    'dmsetup-table': mapped
      .flatMap(({ rawName, segments }) =>
        segments.map(({ target, args }) => `${rawName}: 0 2048 ${target} ${args}`),
      )
      .join('\n'),
    'proc-partitions': `major minor  #blocks  name\n\n   8        0  ${deviceCount * 4096} sda`,
    sysfs: `sda/dev:8:0\nsda/size:${deviceCount * 8192}\nsda/ro:0`,
  };
  const body = Object.entries(sections).map(([name, text]) => {
    const bytes = Buffer.byteLength(`${text}\n`);
    return `%% section name=${name} tier=core status=0 ms=1 bytes=${bytes} command=${name}\n${text}\n\n`;
  });
  const head = 'dmscope-capture 1\n%% begin seq=1 time=1763689858 uptime=100.00 reason=start\n';
  const path = join(await mkdtemp(join(tmpdir(), 'dmscope-')), 'leaky.capture');
  await writeFile(path, `${head}${body.join('')}%% end seq=1 ms=80\n`);
  return path;
}
