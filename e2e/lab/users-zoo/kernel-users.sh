# Ways of using a device by the kernel itself, for others.

target_core() { modprobe -a target_core_mod "target_core_$1"; mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config; }
# The back end of an iSCSI target, on the device itself,
use_iscsi_block() {
  target_core iblock; local at=/sys/kernel/config/target/core/iblock_$N
  mkdir -p "$at/disk"; echo "udev_path=$D" >"$at/disk/control"; echo 1 >"$at/disk/enable"
}
check_iscsi_block() { grep -q ACTIVATED "/sys/kernel/config/target/core/iblock_$N/disk/info"; }
let_go_iscsi_block() { rmdir "/sys/kernel/config/target/core/iblock_$N/disk" "/sys/kernel/config/target/core/iblock_$N"; }
# or as on a file, which claims nothing.
use_iscsi_file() {
  target_core file; local at=/sys/kernel/config/target/core/fileio_$N
  mkdir -p "$at/disk"; echo "fd_dev_name=$D,fd_dev_size=33554432" >"$at/disk/control"; echo 1 >"$at/disk/enable"
}
check_iscsi_file() { grep -q ACTIVATED "/sys/kernel/config/target/core/fileio_$N/disk/info"; }
let_go_iscsi_file() { rmdir "/sys/kernel/config/target/core/fileio_$N/disk" "/sys/kernel/config/target/core/fileio_$N"; }

# Exported by NFS, as exportfs tells the kernel, and then unmounted.
use_nfs() {
  mounted ext4
  modprobe nfsd; mountpoint -q /proc/fs/nfsd || mount -t nfsd nfsd /proc/fs/nfsd
  echo "nfsd 127.0.0.$N 2147483647 $ID" >/proc/net/rpc/auth.unix.ip/channel
  echo "$ID $M 2147483647 0 65534 65534 $((100 + N))" >/proc/net/rpc/nfsd.export/channel
  umount -l "$M"
}
check_nfs() { ! mountpoint -q "$M"; grep -q "$ID(" /proc/net/rpc/nfsd.export/content; }
let_go_nfs() { date +%s >/proc/net/rpc/nfsd.export/flush; }
