import type { Section } from '../capture/capture.ts';
import { forEachLine } from '../text/lines.ts';
import type { Evidence, EvidenceKind } from './evidence.ts';
import { importedSection } from './imported-section.ts';

/**
 * LVM's own files, which a sosreport copies whole. Of the backups of its metadata the same few lines are kept that the
 * collector keeps (server/collector.sh, `lvm_backup`): who wrote them and when, what the group stands on, where its volumes
 * were made, which thin volumes are copies.
 */
const KEPT_BYTES = 2 ** 19;

export function lvmSections(pile: ReadonlyMap<EvidenceKind, readonly Evidence[]>): readonly Section[] {
  const sections: Section[] = [];
  const [devices] = pile.get('lvm-devices-file') ?? [];
  if (devices)
    sections.push(
      importedSection('lvm-devices-file', devices.text, {
        command: 'cat /etc/lvm/devices/system.devices',
        note: devices.path,
      }),
    );
  const backups = firstAndLast(pile.get('lvm-backup') ?? []).filter(({ text }) =>
    text.includes('contents = "Text Format Volume Group"'),
  );
  if (backups.length > 0) {
    const command = 'grep -H . /etc/lvm/backup/* /etc/lvm/archive/*, a few lines of each';
    const texts: string[] = [];
    let size = 0;
    for (const backup of backups) {
      const text = shortened(backup);
      size += text.length;
      if (size > KEPT_BYTES) {
        texts.push('# cut\n');
        break;
      }
      texts.push(text);
    }
    sections.push(importedSection('lvm-backup', texts.join(''), { command }));
  }
  return sections;
}

/** Every backup; of an archive the first and the last file of each group. */
function firstAndLast(files: readonly Evidence[]): readonly Evidence[] {
  const isArchive = ({ path }: Evidence) => path.includes('/archive/');
  // Backups first, as the collector has them.
  const sorted = [...files].sort(
    (a, b) => Number(isArchive(a)) - Number(isArchive(b)) || (a.path < b.path ? -1 : 1),
  );
  const groupOf = ({ path }: Evidence) => /archive\/(.*)_\d+-\d+\.vg$/.exec(path)?.[1] ?? path;
  return sorted.filter(
    (file, i) =>
      i === 0 ||
      groupOf(file) !== groupOf(sorted[i - 1] as Evidence) ||
      groupOf(file) !== groupOf(sorted[i + 1] ?? file) ||
      i === sorted.length - 1,
  );
}

function shortened({ path, text }: Evidence): string {
  const at = path.lastIndexOf('etc/lvm/');
  const kept: string[] = [`== /${path.slice(at)}`];
  const open: string[] = [];
  const isArchive = path.includes('/archive/');
  const madeOn = new Set<string>();
  let volume: string[] = [];
  let isNews = false;
  let isThin = false;
  forEachLine(text, (line) => {
    const bare = line.replace(/^\t+/, '');
    const inPhysical = open[1]?.startsWith('physical') ?? false;
    const inLogical = open[1]?.startsWith('logical') ?? false;
    if (bare.endsWith('{')) {
      open.push(bare);
      if (open.length === 1 || (open.length === 3 && inPhysical)) kept.push(line);
      if (open.length === 3) {
        volume = [line];
        isNews = isThin = false;
      }
    } else if (bare === '}') {
      open.pop();
      if (open.length === 0 || (open.length === 2 && inPhysical)) kept.push(line);
      if (open.length === 2 && inLogical && isNews && !isArchive) kept.push(...volume, line);
    } else if (
      open.length === 0
        ? /^(description|creation_host|creation_time) = /.test(line)
        : open.length === 1 && /^(id|seqno) = /.test(bare)
    ) {
      kept.push(line);
    } else if (open.length === 3 && inPhysical && /^(id|device) = /.test(bare)) kept.push(line);
    else if (open.length === 3 && inLogical && /^(id|creation_host) = /.test(bare)) {
      volume.push(line);
      if (bare.startsWith('creation_host') && !madeOn.has(bare)) {
        madeOn.add(bare);
        isNews = true;
      }
    } else if (open.length === 4 && bare === 'type = "thin"') isThin = true;
    else if (open.length === 4 && isThin && /^(origin|external_origin) = /.test(bare)) {
      volume.push(line);
      isNews = true;
    }
  });
  return `${kept.join('\n')}\n`;
}
