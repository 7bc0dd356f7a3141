# Ways of using a device by another one that stands on it, and is mounted; or by a file system that is on several.

# PATH: an ext4 on what stands on the device, mounted. `let_go` unmounts it, and leaves what stands there to whoever removes the device.
mount_upper() { mkfs.ext4 -q -F "$1"; mount "$1" "$M"; }
upper_written() { writes "$M"; }

# SIZE: another device, for what needs two; `no_partner` when that is over.
partner() { image partner "$1"; PARTNER=$(losetup -f --show "$IMAGE"); echo "$PARTNER" >"$Z/partner.loop"; }
no_partner() { losetup -d "$(<"$Z/partner.loop")"; settle; }

use_mapping() { dmsetup create "$ID-upper" --table "0 200000 linear $D 0"; mount_upper "/dev/mapper/$ID-upper"; }
check_mapping() { upper_written; }; let_go_mapping() { umount "$M"; }
# Only by a table that is loaded, and not live, of a mapped device that is mounted.
use_inactive_table() {
  partner 320M
  dmsetup create "$ID-upper" --table "0 200000 linear $PARTNER 0"; mount_upper "/dev/mapper/$ID-upper"
  dmsetup load "$ID-upper" --table "0 200000 linear $D 0"
}
check_inactive_table() { upper_written; dmsetup table --inactive "$ID-upper" | grep -q " linear $(number_of "$D") "; }
let_go_inactive_table() { umount "$M"; dmsetup remove "$ID-upper"; no_partner; }
use_pv() {
  pvcreate -q "$(readlink -f "$D")" --config "$nested" >/dev/null; vgcreate -q "$ID" "$(readlink -f "$D")" --config "$nested" >/dev/null
  lvcreate -q -y -n lv -l 100%FREE "$ID" --config "$nested" >/dev/null
  mount_upper "/dev/mapper/$ID-lv"
}
nested='devices{scan_lvs=1}'
check_pv() { upper_written; }; let_go_pv() { umount "$M"; }
use_loop() { mount_upper "$(losetup -f --show "$D")"; }
check_loop() { upper_written; }; let_go_loop() { umount "$M"; }
# A loop on it by a node that is not in /dev.
use_odd_loop() { odd_node; mount_upper "$(losetup -f --show "$NODE")"; }
check_odd_loop() { upper_written; }; let_go_odd_loop() { umount "$M"; }
use_md_member() {
  partner 320M
  mdadm -q -C "/dev/md$((200 + N))" --run --assume-clean --level=1 --raid-devices=2 "$D" "$PARTNER"
  mount_upper "/dev/md$((200 + N))"
}
check_md_member() { upper_written; }; let_go_md_member() { umount "$M"; }
# DEVICE: its folder in sysfs, once bcache has it; udev may have been quicker with that.
bcache_of() { echo "/sys/class/block/$(basename "$(readlink -f "$1")")/bcache"; }
register() { settle; modprobe bcache; [ -e "$(bcache_of "$1")" ] || echo "$1" >/sys/fs/bcache/register; until_so [ -e "$(bcache_of "$1")" ]; }
bcache_on() { until_so [ -e "$(bcache_of "$1")/dev" ]; basename "$(readlink -f "$(bcache_of "$1")/dev")"; }
no_bcache() { echo 1 >"$(bcache_of "$1")/stop"; until_so [ ! -e "$(bcache_of "$1")" ]; } # BACKING DEVICE
use_bcache_backing() { make-bcache -B "$D" >/dev/null; register "$D"; mount_upper "/dev/$(bcache_on "$D")"; }
check_bcache_backing() { upper_written; }
let_go_bcache_backing() { umount "$M"; no_bcache "$D"; wipefs -qa "$D"; }
use_bcache_cache() {
  partner 320M
  make-bcache -C "$D" -B "$PARTNER" >/dev/null; register "$D"; register "$PARTNER"
  mount_upper "/dev/$(bcache_on "$PARTNER")"
}
check_bcache_cache() { upper_written; }
let_go_bcache_cache() {
  umount "$M"; no_bcache "$(<"$Z/partner.loop")"
  echo 1 >"$(bcache_of "$D")/set/stop"; until_so [ ! -e "$(bcache_of "$D")" ]
  wipefs -qa "$D"; no_partner
}
# Alone: its peer is never there.
drbd() { drbdadm -c "$Z/drbd.conf" "$@" "$ID"; }
use_drbd() {
  modprobe drbd
  printf '%s\n' 'global { usage-count no; }' "resource $ID {" "  device /dev/drbd$N; disk $D; meta-disk internal;" \
    "  on $(hostname) { address 127.0.0.1:$((7800 + N)); }" "  on peer { address 127.0.0.1:$((7900 + N)); }" '}' >"$Z/drbd.conf"
  drbd create-md --force >/dev/null 2>&1; drbd up; drbd primary --force
  mount_upper "/dev/drbd$N"
}
check_drbd() { upper_written; }; let_go_drbd() { umount "$M"; drbd down; drbd wipe-md --force >/dev/null 2>&1; settle; }
# What a mounted file system has beside the device that it is mounted from.
use_journal() {
  partner 320M
  mke2fs -q -F -O journal_dev -b 4096 "$D"; mkfs.ext4 -q -F -b 4096 -J "device=$D" "$PARTNER"; mount "$PARTNER" "$M"
}
check_journal() { upper_written; }; let_go_journal() { umount "$M"; no_partner; }
use_xfs_log() { partner 320M; mkfs.xfs -q -f -l "logdev=$D,size=64m" "$PARTNER"; mount -o "logdev=$D" "$PARTNER" "$M"; }
check_xfs_log() { upper_written; }; let_go_xfs_log() { umount "$M"; no_partner; }
use_btrfs_second() { partner 320M; mkfs.btrfs -q -f -d raid0 "$PARTNER" "$D" 2>/dev/null; mount -o "device=$D" "$PARTNER" "$M"; }
check_btrfs_second() { upper_written; }; let_go_btrfs_second() { umount "$M"; no_partner; }

# Suspended in the middle: the device, or what is below it.
use_suspended() { mounted ext4; dmsetup suspend "$D"; }
check_suspended() { dmsetup info -c --noheadings -o suspended "$D" | grep -qx Suspended; grep -q " $M " /proc/self/mounts; }
let_go_suspended() { dmsetup resume "$D"; writes "$M"; umount "$M"; }
use_suspended_below() { mounted ext4; dmsetup suspend "$ID-disk"; }
check_suspended_below() { dmsetup info -c --noheadings -o suspended "$ID-disk" | grep -qx Suspended; grep -q " $M " /proc/self/mounts; }
let_go_suspended_below() { dmsetup resume "$ID-disk"; writes "$M"; umount "$M"; }
