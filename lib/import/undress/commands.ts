import { ownValue } from '../../own-value.ts';

/** Which words are commands, and what a typed line runs. Only what is known may follow a bare `#` or `>`: these begin other lines too. */

const words = (text: string) => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Commands that print what dmscope reads. Their names are no words of prose. */
const REPORTS = words(`
  dmsetup lsblk losetup blkid lvs vgs pvs lvm lvdisplay vgdisplay pvdisplay pvscan lvscan vgscan lvmdiskscan vgcfgbackup multipath
  multipathd findmnt swapon mdadm cryptsetup udevadm dmscope bcache-super-show make-bcache bcache dmstats
`);
/** These print too, but are words of prose as well. */
const WORDS =
  words(`mount cat df ls date hostname uname tree stat file free top find sort which history more less head tail time
  sleep sync exit echo test watch clear man kill service host bash sh su python perl docker at info`);
const OTHERS = words(`
  ll umount swapoff kpartx partx partprobe mkswap wipefs dd sudo doas systemctl journalctl dmesg modprobe rmmod lsmod insmod apt apt-get
  dpkg rpm yum dnf zypper pacman emerge rm mkdir rmdir touch cd vi vim nano reboot poweroff logout virsh qemu-img qemu-nbd nbd-client
  iscsiadm rescan-scsi-bus.sh lsscsi sg_map parted fdisk sfdisk gdisk sgdisk blockdev zpool zfs btrfs stratis stratisd vdo nvme smartctl
  hdparm readlink realpath fuser lsof ps grep egrep fgrep zgrep awk sed cut tr wc dracut mkinitcpio update-initramfs grub-install
  update-grub chroot fsck e2fsck xfs_repair xfs_growfs xfs_info resize2fs tune2fs dumpe2fs blkdeactivate lvmdump lvmconfig sosreport sos
  podman kubectl ssh scp rsync fio drbdadm drbdsetup integritysetup veritysetup targetcli pvesm pct qm uptime whoami id hexdump xxd od
  export kill killall pkill ip ping ceph rbd crm pcs mpathconf mpathpersist
`);
const FAMILIES =
  /^(?:(?:lv|vg|pv)(?:create|remove|change|convert|extend|resize|reduce|rename|move|ck|split|merge|import|export|importclone|cfgrestore|cfgbackup|mknodes|importdevices|syncid)|lvm[a-z]+|mkfs(?:\.\w+)?|fsck\.\w+|(?:thin|cache|era)_[a-z]+|mount\.\w+)$/;

/** Commands whose first argument is a word. */
const SUBCOMMANDS: Readonly<Record<string, RegExp>> = {
  dmsetup:
    /^(?:table|status|info|ls|deps|targets|version|splitname|udevcookies|create|remove|remove_all|suspend|resume|load|clear|rename|message|mknodes|wipe_table|wait|measure|help|setgeometry|reload)$/,
  lvm: /^(?:lvs|vgs|pvs|(?:lv|vg|pv)(?:display|scan)|fullreport|dumpconfig|config|version|vgcfgbackup)$/,
  cryptsetup: /^(?:status|luksDump|close|open|luksClose|luksOpen|isLuks|resize|suspend|remove|luksUUID)$/i,
  multipathd: /^(?:show|list|reconfigure|del|add)$/,
  udevadm: /^(?:info|settle|trigger|monitor|test)$/,
  bcache: /^(?:show|super-show|status)$/,
  dmscope: /^[a-z]+$/,
};

export function isKnownProgram(program: string): boolean {
  return REPORTS.has(program) || WORDS.has(program) || OTHERS.has(program) || FAMILIES.test(program);
}

/** Not a word of prose: where it stands, a command is meant. */
export function isDistinctProgram(program: string): boolean {
  return REPORTS.has(program);
}

/** Whether a command prints something that dmscope reads, so that text after it is its output. */
export function isReport(command: string): boolean {
  const program = firstWord(command);
  return REPORTS.has(program) || /^(?:mount|cat|df|ls|ll|date|hostname|uname|watch)$/.test(program);
}

export function firstWord(command: string): string {
  const end = command.search(/[\s|;&<>()]/);
  return end < 0 ? command : command.slice(0, end);
}

const OPTION = /^(?:[-/'"$.+\\]|.*[\d_=,:/*])/;
const SHELL_SIGN = /^(?:\||\|\||&&|;|&|\d?>{1,2}.*|<.*)$/;

/** How many of the words, from the program on, can be one command: `lsblk -f` of `lsblk -f shows`. */
export function commandLength(parts: readonly string[]): number {
  const [program = ''] = parts;
  const subcommand = ownValue(SUBCOMMANDS, program);
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i] ?? '';
    if (SHELL_SIGN.test(part) || part.endsWith(';')) return parts.length;
    const isSub = i === 1 && (subcommand?.test(part) ?? false);
    const isArgument = OPTION.test(part) || /[-=]/.test(part);
    const isOperand =
      subcommand !== undefined &&
      i > 1 &&
      !PROSE.has(part) &&
      (subcommand.test(parts[1] ?? '') || isArgument);
    const isValue = /^-{1,2}[\w-]+$/.test(parts[i - 1] ?? '') && !PROSE.has(part);
    if (!isSub && !isArgument && !isOperand && !isValue) return i;
  }
  return parts.length;
}

/** `dmsetup` alone prints nothing: some have to be told what to do. */
export function isWholeCommand(parts: readonly string[]): boolean {
  const subcommand = ownValue(SUBCOMMANDS, parts[0] ?? '');
  return subcommand === undefined || parts.slice(1, 8).some((part) => subcommand.test(part));
}

/** A line that is one command which prints a report, and nothing else; `mount` alone is rather a word. */
export function isCommandLine(text: string): boolean {
  if (/\s{2}/.test(text)) return false;
  const parts = text.split(/\s/, 40);
  const [program = ''] = parts;
  if (!REPORTS.has(program) && !(WORDS.has(program) && parts.length > 1)) return false;
  return (
    isWholeCommand(parts) && isReport(program) && commandLength(parts) === parts.length && !isProseLike(text)
  );
}

const PROSE =
  words(`the is are was were of and to this that these it its with shows show output says gives a an my your here I we you for
  from in on as not but so when then now there can could do does how what why`);

/** Words of a sentence, outside of quotes: no command has them. */
export function isProseLike(command: string): boolean {
  const parts = command
    .slice(0, 300)
    .replace(/'[^']*'|"[^"]*"/g, '')
    .split(/\s+/);
  return parts.some((part, i) => i > 0 && PROSE.has(part)) || /[a-z]{3}[.?!,]$/.test(command);
}
