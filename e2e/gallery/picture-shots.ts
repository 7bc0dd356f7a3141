import { open, openDiagramOfFinding, openExtents, openFinding, openPicture, picture, row } from './reach.ts';
import { type Chapter, LEAKED, MIXED } from './shot.ts';

const SUSPENDED = 'e2e/cases/suspended-with-stuck-processes/capture';
const LVM_TYPES = 'lib/tree/fixtures/05a-lvm-types-1-types.capture';
const MULTIPATH = 'e2e/cases/multipath-path-gone/capture';

export const TREE: Chapter = {
  title: 'The tree',
  words: 'Every device in every place that it has, as `dmsetup ls --tree` prints it, with more to say.',
  shots: [
    {
      name: 'finding',
      words:
        'A guest’s volume group is active on the host, on top of a backup’s snapshot: what, why, and how to fix it.',
      capture: LEAKED,
      size: 'screen',
      isInReadme: true,
      show: (page, served) => openFinding(page, served, '?scope=dm'),
    },
    {
      name: 'device',
      words: 'A device: what holds it, what it stands on, and all its places in the tree.',
      capture: LEAKED,
      size: 'screen',
      async show(page, served) {
        await open(page, served, '?scope=dm');
        await row(page, /^SNAP/).click();
        await page.getByText('Held by 2').waitFor();
      },
    },
    {
      name: 'raw-lines',
      words: 'The lines of the host that it was all read from.',
      capture: LEAKED,
      size: 'screen',
      isLightOnly: true,
      async show(page, served) {
        await open(page, served, '?scope=dm');
        await row(page, /^SNAP/).click();
        await page.getByRole('tab', { name: 'Raw lines' }).click();
        await page.locator('.raw-section').first().waitFor();
      },
    },
    {
      name: 'search',
      words: 'A search marks what it finds and says how much.',
      capture: LEAKED,
      size: 'screen',
      isLightOnly: true,
      show: (page, served) => open(page, served, '?q=docker2'),
    },
    {
      name: 'bases-first',
      words: 'The same host with its disks on top, as lsblk prints it.',
      capture: LEAKED,
      size: 'screen',
      isLightOnly: true,
      show: (page, served) => open(page, served, '?order=bases-first'),
    },
    {
      name: 'suspended',
      words: 'Suspended devices, and what waits with them.',
      capture: SUSPENDED,
      size: 'screen',
      show: (page, served) => openFinding(page, served),
    },
  ],
};

export const PICTURES: Chapter = {
  title: 'Diagram, extents, overview',
  words: 'The same devices as pictures, beside the tree; selection, search and link are shared.',
  shots: [
    {
      name: 'diagram',
      words: 'The diagram of the finding: what holds the snapshot is drawn strongest.',
      capture: LEAKED,
      size: 'screen',
      isInReadme: true,
      show: openDiagramOfFinding,
    },
    {
      name: 'diagram-host',
      words: 'A whole host, each device once.',
      capture: MIXED,
      size: 'screen',
      show: (page, served) => openPicture(page, served, 'diagram'),
    },
    {
      name: 'diagram-multipath',
      words: 'Two paths to one disk, one of them gone.',
      capture: MULTIPATH,
      size: 'screen',
      isLightOnly: true,
      show: (page, served) => openPicture(page, served, 'diagram'),
    },
    {
      name: 'extents',
      words: 'Extents: which sectors of a disk belong to what, to scale.',
      capture: MIXED,
      size: 'screen',
      show: (page, served) => openExtents(page, served, 'ubdd'),
    },
    {
      name: 'extents-choose',
      words: 'Extents before a device was chosen.',
      capture: MIXED,
      size: 'screen',
      isLightOnly: true,
      async show(page, served) {
        await open(page, served, '?show=extents');
        await picture(page).getByRole('button', { name: /^DISK/ }).first().waitFor();
      },
    },
    {
      name: 'overview',
      words: 'All devices of a host at a glance, with its findings numbered.',
      capture: LEAKED,
      size: 'screen',
      show: (page, served) => openPicture(page, served, 'overview'),
    },
    {
      name: 'overview-large',
      words: 'The overview of the lab’s zoo: one of everything that LVM can make.',
      capture: LVM_TYPES,
      size: 'screen',
      isLightOnly: true,
      show: (page, served) => openPicture(page, served, 'overview'),
    },
  ],
};
