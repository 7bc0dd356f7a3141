/**
 * Disks that nobody should write, made of those that LVM did: bytes changed with and without mending the checksums that
 * would give it away, and metadata texts with their words mixed. Each has a number, by which it is made again.
 */

import { readFrom } from '../../block/byte-source.ts';
import { diskFixture, groupText } from './disk.fixture.ts';
import { exportScan } from './export-scan.ts';
import { lvmChecksum } from './lvm-checksum.ts';
import { readLabel } from './read-label.ts';
import { readMetadataArea } from './read-metadata-area.ts';
import { recordedDisk, recordedDisks, sourceOver } from './recorded-disk.fixture.ts';
import { renderScan } from './render-scan.ts';
import { type NamedSource, scanDisks } from './scan-disks.ts';

type Random = (below: number) => number;

/** mulberry32. */
function randomOf(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What of a recorded disk is read: its beginning, and for a small one its end. */
const KEPT_BYTES = 300 * 1024;
const DISKS: readonly Uint8Array[] = recordedDisks().map((name) => recordedDisk(name).slice(0, KEPT_BYTES));
/** Each says that its first PV is the one that textDisk writes. */
const TEXTS: readonly string[] = [groupText(), ...DISKS.flatMap(textsIn)].map((text) =>
  text.replace(/(pv0 \{\s*id = ")[^"]*/, '$1abcdef-GHIJ-klmn-OPQR-stuv-WXYZ-012345'),
);
const WORDS: readonly string[] = [
  ...new Set(TEXTS.flatMap((text) => text.match(/[^\s,[\]{}=]+|[,[\]{}=]/g) ?? [])),
];
const NUMBERS = [
  '0',
  '1',
  '-1',
  '4294967295',
  '9007199254740991',
  '18446744073709551615',
  '1e9',
  '0.5',
  '8192',
];

function textsIn(disk: Uint8Array): readonly string[] {
  const found = readFrom(disk, readLabel());
  const [area] = found.kind === 'label' ? found.label.metadataAreas : [];
  const read = area && readFrom(disk, readMetadataArea(area));
  return read?.ok && read.value ? [read.value.text] : [];
}

/** What is scanned for this number: one to three disks. */
export function hostileDisks(number: number): readonly NamedSource[] {
  const random = randomOf(number);
  return Array.from({ length: 1 + random(3) }, (_, at) => {
    const bytes = random(2) === 0 ? changedDisk(random) : textDisk(random);
    return { path: `/dev/${at}`, source: sourceOver(bytes, random(4) === 0 ? bytes.length : 64 * 2 ** 20) };
  });
}

function changedDisk(random: Random): Uint8Array {
  const bytes = (DISKS[random(DISKS.length)] ?? new Uint8Array(0)).slice();
  const view = new DataView(bytes.buffer);
  for (let left = 1 + random(5); left > 0; left--) {
    const at = [random(2048), 512 + random(200), 4096 + random(512), 4096 + random(8192)][random(4)] ?? 0;
    if (random(2) === 0) bytes[at] = random(256);
    else
      view.setBigUint64(
        Math.min(at, bytes.length - 8),
        BigInt(NUMBERS[1 + random(4)]?.replace('-', '') ?? 0) << BigInt(random(32)),
        true,
      );
  }
  if (random(4) > 0) mendChecksums(bytes);
  return bytes;
}

/** As far as the headers still say what they are over. */
function mendChecksums(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer);
  view.setUint32(512 + 16, lvmChecksum(bytes.subarray(512 + 20, 1024)), true);
  const from = Number(view.getBigUint64(4096 + 40, true));
  const length = Number(view.getBigUint64(4096 + 48, true));
  if (4096 + from + length <= bytes.length)
    view.setUint32(4096 + 56, lvmChecksum(bytes.subarray(4096 + from, 4096 + from + length)), true);
  view.setUint32(4096, lvmChecksum(bytes.subarray(4100, 4096 + 512)), true);
}

function textDisk(random: Random): Uint8Array {
  const text = changedText(random).slice(0, 60_000);
  return diskFixture({
    sizeBytes: 131_072,
    areas: [{ offset: 4096, length: 131_072 - 4096, text, at: 512 + random(1000) }],
  });
}

function changedText(random: Random): string {
  const words = (TEXTS[random(TEXTS.length)] ?? '').split(/(\s+|[,[\]{}=])/);
  for (let left = 1 + random(5); left > 0; left--) {
    const at = random(words.length);
    switch (random(6)) {
      case 0:
        words[at] = WORDS[random(WORDS.length)] ?? '';
        break;
      case 1:
        words[at] = NUMBERS[random(NUMBERS.length)] ?? '';
        break;
      case 2:
        words.splice(at, 1 + random(40));
        break;
      case 3:
        words.splice(at, 0, ...words.slice(random(words.length), random(words.length)).slice(0, 2000));
        break;
      case 4: {
        const numbers = words.flatMap((word, index) => (/^\d+$/.test(word) ? [index] : []));
        words[numbers[random(numbers.length)] ?? 0] = NUMBERS[random(NUMBERS.length)] ?? '';
        break;
      }
      default: {
        const names = words.flatMap((word, index) => (/^".*"$/.test(word) ? [index] : []));
        words[names[random(names.length)] ?? 0] = words[names[random(names.length)] ?? 0] ?? '';
      }
    }
  }
  return words.join('');
}

/** More volumes are not read: that would be to measure reading. */
const READ_AT_MOST = 1_000;

/** Everything dmscope does with disks: scans, prints, exports, reads the ends of volumes. Gives how many could be read. */
export async function readAllOf(sources: readonly NamedSource[]): Promise<number> {
  const { scan, sourceOf } = await scanDisks(sources);
  for (const line of renderScan(scan)) line.at(0);
  JSON.stringify(exportScan(scan));
  let readable = 0;
  for (const group of scan.groups) {
    for (const { volume, layout } of group.volumes) {
      const source = layout.ok ? sourceOf(group, volume.name) : null;
      if (!source || readable >= READ_AT_MOST) continue;
      readable += 1;
      for (const offset of [0, Math.max(0, source.sizeBytes - 65_536)])
        await source.read([new Uint8Array(65_536)], offset).catch((error: Error) => {
          if (!/ends before/.test(error.message)) throw error;
        });
    }
  }
  return readable;
}
