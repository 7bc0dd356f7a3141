# Ways of using a device by a file system on it.

file_system() { # TYPE DEVICE
  case $1 in
    ext4) mkfs.ext4 -q -F "$2" ;;
    xfs) mkfs.xfs -q -f "$2" ;;
    btrfs) mkfs.btrfs -q -f "$2" 2>/dev/null ;;
    vfat) mkfs.vfat "$2" >/dev/null ;;
  esac
}
mounted() { file_system "$1" "$D"; mount "$D" "$M"; } # TYPE
unmounted() { umount "$M"; }

use_ext4() { mounted ext4; };   check_ext4() { mountpoint -q "$M"; writes "$M"; };  let_go_ext4() { unmounted; }
use_xfs() { mounted xfs; };     check_xfs() { check_ext4; };                        let_go_xfs() { unmounted; }
use_btrfs() { mounted btrfs; }; check_btrfs() { check_ext4; };                      let_go_btrfs() { unmounted; }
use_vfat() { mounted vfat; };   check_vfat() { check_ext4; };                       let_go_vfat() { unmounted; }

# In a mount namespace of one process, and not in the host's.
in_namespace() { nsenter --target "$(<"$Z/$1.pid")" --mount -- "${@:2}"; }
use_namespace() {
  file_system ext4 "$D"
  start inside unshare --mount sh -c 'mount "$1" "$2" && exec sleep infinity' sh "$D" "$M"
  until_so in_namespace inside mountpoint -q "$M"
}
check_namespace() { ! mountpoint -q "$M"; in_namespace inside sh -c "$(declare -f writes); writes $M"; }
let_go_namespace() { end inside; }

# In a namespace that only a file keeps: no process is in it.
use_namespace_file() {
  file_system ext4 "$D"
  mkdir -p "$Z/namespaces"; mount --bind "$Z/namespaces" "$Z/namespaces"; mount --make-private "$Z/namespaces"
  : >"$Z/namespaces/mnt"
  unshare --mount="$Z/namespaces/mnt" mount "$D" "$M"
}
check_namespace_file() { ! mountpoint -q "$M"; nsenter --mount="$Z/namespaces/mnt" sh -c "$(declare -f writes); writes $M"; }
let_go_namespace_file() { umount "$Z/namespaces/mnt"; umount "$Z/namespaces"; }

# In a chroot with nodes of its own, in a namespace: the device is /dev/xvda there.
use_chroot() {
  file_system ext4 "$D"
  start inside unshare --mount sh -c '
    mount -t tmpfs chroot "$2" && cd "$2" && mkdir dev data usr && mount --bind /usr usr && ln -s usr/bin usr/lib usr/lib64 . &&
    mknod dev/xvda b "${1%:*}" "${1#*:}" && mount dev/xvda data && exec chroot . sleep infinity' sh "$(number_of "$D")" "$M"
  until_so in_namespace inside mountpoint -q "$M/data"
}
check_chroot() { ! mountpoint -q "$M"; in_namespace inside sh -c "$(declare -f writes); writes $M/data"; }
let_go_chroot() { end inside; }

# In a container of systemd-nspawn's, which got the folder; the host has unmounted it.
use_container() {
  mounted ext4
  mkdir -p "$Z/root/usr" "$Z/root/data" /sys/fs/cgroup
  mountpoint -q /sys/fs/cgroup || mount -t cgroup2 cgroup2 /sys/fs/cgroup
  ln -sfn usr/bin "$Z/root/bin"; ln -sfn usr/lib "$Z/root/lib"; ln -sfn usr/lib64 "$Z/root/lib64"
  mkdir -p "$Z/root/etc"; echo ID=zoo >"$Z/root/etc/os-release"
  start nspawn systemd-nspawn -q --register=no --keep-unit -D "$Z/root" --bind-ro=/usr "--bind=$M:/data" sleep infinity
  until_so container_runs
  umount "$M"
}
container_runs() { pgrep -P "$(<"$Z/nspawn.pid")" sleep >"$Z/inside.pid"; }
check_container() { ! mountpoint -q "$M"; in_namespace inside sh -c "$(declare -f writes); writes /data"; }
let_go_container() { kill -KILL "$(<"$Z/inside.pid")"; gone "$(<"$Z/nspawn.pid")"; }

# Below a mount that another one hides, by a bind mount only.
use_hidden() {
  mounted ext4
  mkdir "$M/folder" "$Z/hidden"; mount --bind "$M/folder" "$Z/hidden"; umount "$M"
  mount -t tmpfs cover "$Z/hidden"
}
check_hidden() { umount "$Z/hidden"; writes "$Z/hidden"; mount -t tmpfs cover "$Z/hidden"; }
let_go_hidden() { umount "$Z/hidden"; umount "$Z/hidden"; }

# As the lower layer of an overlay; its own mount is detached.
use_overlay() {
  mounted ext4
  mkdir "$M/upper" "$M/work" "$Z/lower" "$Z/merged"
  mount -t overlay -o "lowerdir=$Z/lower,upperdir=$M/upper,workdir=$M/work" overlay "$Z/merged"
  umount -l "$M"
}
check_overlay() { ! mountpoint -q "$M"; writes "$Z/merged"; }
let_go_overlay() { umount "$Z/merged"; }

# Detached by `umount -l`, and in use: by an open file,
use_lazy_file() { mounted ext4; start holder perl "$here/hold.pl" write "$M/open" "$Z/answer"; held; umount -l "$M"; }
check_lazy_file() { ! mountpoint -q "$M"; asks; }
let_go_lazy_file() { end holder; }
# by a process that is there,
use_lazy_cwd() { mounted ext4; (cd "$M" && start holder sleep infinity); umount -l "$M"; }
check_lazy_cwd() { ! mountpoint -q "$M"; writes "/proc/$(<"$Z/holder.pid")/cwd"; }
let_go_lazy_cwd() { end holder; }
# by a file that is mapped,
use_lazy_mmap() {
  mounted ext4; dd if=/dev/zero of="$M/mapped" bs=1M count=8 conv=fsync status=none
  start holder perl "$here/hold.pl" mmap "$M/mapped" "$Z/answer"; held; umount -l "$M"
}
check_lazy_mmap() { ! mountpoint -q "$M"; asks; }
let_go_lazy_mmap() { end holder; }
# by a loop device over a file in it,
use_lazy_loop() {
  mounted ext4; truncate -s 64M "$M/disk.img"
  losetup -f --show "$M/disk.img" >"$Z/upper-loop"; umount -l "$M"
  mkfs.ext4 -q "$(<"$Z/upper-loop")"; mkdir -p "$Z/upper"; mount "$(<"$Z/upper-loop")" "$Z/upper"
}
check_lazy_loop() { ! mountpoint -q "$M"; writes "$Z/upper"; }
let_go_lazy_loop() { umount "$Z/upper"; losetup -d "$(<"$Z/upper-loop")"; settle; }
# by a swap file, which could not be named any more if nobody had it open.
use_lazy_swap_file() {
  use_swap_file
  start holder sh -c 'exec 3<"$1"; exec sleep infinity' sh "$M/swapfile"; until_so [ -e "/proc/$(<"$Z/holder.pid")/fd/3" ]
  umount -l "$M"
}
check_lazy_swap_file() { ! mountpoint -q "$M"; grep -q '^/swapfile' /proc/swaps; }
let_go_lazy_swap_file() { swapoff "/proc/$(<"$Z/holder.pid")/fd/3"; end holder; }

use_swap() { mkswap -q "$D" >/dev/null; swapon "$D"; }
check_swap() { awk '{ print $1 }' /proc/swaps | grep -qx "$(readlink -f "$D")"; }
let_go_swap() { swapoff "$D"; }
use_swap_file() {
  mounted ext4; dd if=/dev/zero of="$M/swapfile" bs=1M count=16 conv=fsync status=none
  chmod 600 "$M/swapfile"; mkswap "$M/swapfile" >/dev/null; swapon "$M/swapfile"
}
check_swap_file() { grep -q "$M/swapfile" /proc/swaps; writes "$M"; }
let_go_swap_file() { swapoff "$M/swapfile"; unmounted; }
