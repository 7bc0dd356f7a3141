# Sourced by scenarios that build stacks one at a time, for what takes them down to be tried on. After scenario.sh.
HOST=${HOST:-vms}   # the host's volume group
GUEST=${GUEST:-guestvg} # the guest's, and its volumes
DATA=${DATA:-data}
META=${META:-meta}
HELD=

# What the next stack starts from, whatever was made of the last one: no device, empty disks, LVM as nobody set it up.
sweep() {
  [ -z "$HELD" ] || release "$HELD"
  HELD=
  ! mountpoint -q /mnt/guest || umount /mnt/guest
  for _ in 1 2 3; do
    dmsetup remove_all
    losetup -D
    mdadm --stop --scan
    for bcache in /sys/block/bcache*/bcache/stop; do [ ! -e "$bcache" ] || echo 1 >"$bcache"; done
    [ ! -e /sys/block/nbd0/pid ] || qemu-nbd -d /dev/nbd0
    settle
  done >/dev/null 2>&1 </dev/null
  [ "$(dmsetup ls)" = 'No devices found' ]
  wipefs -qaf /dev/ubda /dev/ubdb
  rm -rf /etc/lvm/{backup,archive}/* /lab/*.qcow2
  : >/etc/lvm/lvm.conf
}
host_group() {
  run pvcreate -q -y /dev/ubda
  run vgcreate -q "$HOST" /dev/ubda
}
host_volume() { run lvcreate -q -y -n "$1" -L 60M "$HOST"; }
host_disk() {
  host_group
  host_volume "$1"
}
backup() { run lvcreate -q -y -s -n "$1-backup" -L 30M "$HOST/$1"; }
inside() { local command=$1 device=$2; shift 2; in_guest guest.example.com "$command" -q --config "$INSIDE" --devices "$device" "$@"; }
# DEVICE: the volume group that a guest made inside its disk; inactive again
guest_group() {
  inside pvcreate "$1" "$1"
  inside vgcreate "$1" "$GUEST" "$1"
  inside lvcreate "$1" -y -n "$DATA" -L 12M "$GUEST"
  inside lvcreate "$1" -y -n "$META" -L 4M "$GUEST"
  inside vgchange "$1" -an "$GUEST"
}
activate() { inside vgchange "$1" -ay "$GUEST"; }
# A guest's disk, its volume group, and the backup's snapshot with that group active on it.
leak() {
  host_disk web
  guest_group "/dev/$HOST/web"
  backup web
  activate "/dev/$HOST/web-backup"
}
