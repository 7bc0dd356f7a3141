export type StackCase = {
  /** Of the scenario. */
  readonly state: string;
  readonly title: string;
  /** Under /dev. */
  readonly target: string;
  /** `free`: the target itself is to stay. */
  readonly goal: 'free' | 'remove';
  /** What has to go for that, from the top down. */
  readonly standing: readonly string[];
};

const GUEST_GROUP = ['guestvg-data', 'guestvg-meta'];
export const MOUNT = 'the mount';

/** Of scenarios/side-by-side.sh. */
export const USUAL_STACKS: readonly StackCase[] = [
  {
    state: 'leak',
    title: 'a guest’s volumes on a snapshot',
    target: 'vms/web-backup',
    goal: 'free',
    standing: GUEST_GROUP,
  },
  {
    state: 'leak-hidden',
    title: 'the same, hidden from LVM by its filter',
    target: 'vms/web-backup',
    goal: 'free',
    standing: GUEST_GROUP,
  },
  {
    state: 'partition-maps',
    title: 'through kpartx’s maps on the snapshot',
    target: 'vms/web-backup',
    goal: 'free',
    standing: [...GUEST_GROUP, 'vms-web--backup1'],
  },
  {
    state: 'luks-lvm',
    title: 'through LUKS on the snapshot',
    target: 'vms/mail-backup',
    goal: 'free',
    standing: [...GUEST_GROUP, 'mail-check'],
  },
  {
    state: 'loop',
    title: 'through a loop device over the snapshot',
    target: 'vms/git-backup',
    goal: 'free',
    standing: [...GUEST_GROUP, 'loop0'],
  },
  {
    state: 'thin',
    title: 'on a thin snapshot, with scan_lvs=0',
    target: 'vms/db-backup',
    goal: 'free',
    standing: GUEST_GROUP,
  },
  {
    state: 'nbd',
    title: 'in a qcow2 file behind nbd',
    target: 'nbd0',
    goal: 'remove',
    standing: [...GUEST_GROUP, 'nbd0'],
  },
  {
    state: 'luks',
    title: 'LUKS on a volume',
    target: 'vms/mail',
    goal: 'remove',
    standing: ['mail-check', 'vms-mail'],
  },
  {
    state: 'md',
    title: 'the host’s own LVM on an array',
    target: 'md7',
    goal: 'remove',
    standing: ['images-iso', 'md7'],
  },
  {
    state: 'mounted',
    title: 'a guest’s volume is mounted',
    target: 'vms/web-backup',
    goal: 'free',
    standing: [MOUNT, ...GUEST_GROUP],
  },
  {
    state: 'held',
    title: 'a process has a guest’s volume open',
    target: 'vms/web-backup',
    goal: 'free',
    standing: GUEST_GROUP,
  },
  {
    state: 'suspended',
    title: 'LUKS in between is suspended',
    target: 'vms/mail-backup',
    goal: 'free',
    standing: [...GUEST_GROUP, 'mail-check'],
  },
];

/** `NAME` as device-mapper has it in names made of two: each hyphen doubled. */
const ODD_GROUP = ['g_1.vg---da--ta+', 'g_1.vg---.meta--'];

/** Of scenarios/side-by-side-odd.sh. */
export const ODD_STACKS: readonly StackCase[] = [
  {
    state: 'same-name',
    title: 'the guest’s group has the name of the host’s, and both are active',
    target: 'v--m+s.x/web-backup',
    goal: 'free',
    standing: ['v----m+s.x-da--ta+', 'v----m+s.x-.meta--'],
  },
  {
    state: 'two-snapshots',
    title: 'a group over two snapshots, a volume mounted in another namespace',
    target: 'v--m+s.x/web-backup',
    goal: 'free',
    standing: ['g_1.vg---da--ta+'],
  },
  {
    state: 'two-snapshots-unmounted',
    title: 'the same, once it is unmounted',
    target: 'v--m+s.x/web-backup',
    goal: 'free',
    standing: ['g_1.vg---da--ta+'],
  },
  {
    state: 'thin-luks',
    title: 'LUKS in a guest’s volume on a thin snapshot',
    target: 'v--m+s.x/db-backup',
    goal: 'free',
    standing: [...ODD_GROUP, 'mail check'],
  },
  {
    state: 'md-on-guest',
    title: 'an array on the guest’s volumes',
    target: 'v--m+s.x/web-backup',
    goal: 'free',
    standing: [...ODD_GROUP, 'md7'],
  },
  {
    state: 'bcache',
    title: 'bcache on a guest’s volume',
    target: 'v--m+s.x/web-backup',
    goal: 'free',
    standing: ODD_GROUP,
  },
  {
    state: 'bcache-stopped',
    title: 'the same, once bcache is stopped',
    target: 'v--m+s.x/web-backup',
    goal: 'free',
    standing: ODD_GROUP,
  },
  {
    state: 'merging',
    title: 'on an origin that a snapshot is being merged into',
    target: 'v--m+s.x/web',
    goal: 'free',
    standing: ODD_GROUP,
  },
  {
    state: 'multipath',
    title: 'on a partition of a multipath map',
    target: 'mapper/mpatha',
    goal: 'free',
    standing: [...ODD_GROUP, 'mpatha-part1', 'mpatha-part2'],
  },
];
