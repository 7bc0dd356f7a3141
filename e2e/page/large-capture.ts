import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A capture of a host with `count` linear mappings on one disk, as the collector would print it; gives the file's path. */
export async function writeLargeCapture(count: number): Promise<string> {
  const numbers = Array.from({ length: count }, (_, i) => i);
  const names = numbers.map((i) => `vg--data-volume${String(i).padStart(5, '0')}`);
  const uuid = (i: number) => `LVM-${'v'.repeat(32)}${String(i).padStart(32, 'l')}`;
  const info = numbers.map((i) => ['254', i, 'L--w', 0, 1, 0, uuid(i), names[i]].join('\x1f'));
  const sections = {
    uname: 'Linux large.example.com 6.1.0 #1 SMP x86_64 GNU/Linux',
    'dmsetup-info': info.join('\n'),
    'dmsetup-ls': numbers.map((i) => `${names[i]}\t(254:${i})`).join('\n'),
    'dmsetup-deps': numbers.map((i) => `${names[i]}: 1 dependencies\t: (8, 0)`).join('\n'),
    'dmsetup-table': numbers.map((i) => `${names[i]}: 0 8192 linear 8:0 ${2048 + i * 8192}`).join('\n'),
    'proc-partitions': `major minor  #blocks  name\n\n   8        0  ${count * 4096} sda`,
    sysfs: `sda/dev:8:0\nsda/size:${count * 8192}\nsda/ro:0`,
  };
  const body = Object.entries(sections).map(([name, text]) => {
    const bytes = Buffer.byteLength(`${text}\n`);
    return `%% section name=${name} tier=core status=0 ms=1 bytes=${bytes} command=${name}\n${text}\n\n`;
  });
  const head = 'dmscope-capture 1\n%% begin seq=1 time=1763689858 uptime=100.00 reason=start\n';
  const path = join(await mkdtemp(join(tmpdir(), 'dmscope-')), 'large.capture');
  await writeFile(path, `${head}${body.join('')}%% end seq=1 ms=80\n`);
  return path;
}
