#!/bin/bash
# Nine odder stacks with odder names, one after the other and one at a time, for what takes stacks down to be tried on
. /mnt/dmscope/e2e/lab/guest/scenario.sh
HOST=v--m+s.x GUEST=g_1.vg- DATA=da-ta+ META=.meta-
. /mnt/dmscope/e2e/lab/guest/one-stack.sh

# This host's LVM sees what is inside snapshots, and not their origins.
see_backups() {
  echo 'devices { scan_lvs = 1 filter = [ "a|^/dev/ubd|", "a|-backup|", "r|.*|" ] }' >/etc/lvm/lvm.conf
}
# DEVICE: mounted in a mount namespace of its own, by a process that keeps it there
mount_elsewhere() {
  show unshare --mount mount "$1" /mnt/guest
  (exec -a restore-agent unshare --mount --propagation private sh -c 'mount "$1" /mnt/guest && cd / && exec sleep infinity' sh "$1" >/dev/null 2>&1 </dev/null) &
  HELD=$!
  until grep -qs ' /mnt/guest ' "/proc/$HELD/mounts"; do sleep 0.1; done
}

run modprobe -a raid1 loop bcache dm-multipath dm-service-time
mkdir -p /mnt/guest /etc/mdadm
echo 'AUTO -all' >/etc/mdadm/mdadm.conf

# Both groups have one name, and both are active.
sweep
HOST=before host_disk web
GUEST=$HOST guest_group /dev/before/web
run vgrename -q before "$HOST"
backup web
GUEST=$HOST activate "/dev/$HOST/web-backup"
see_backups
state same-name

sweep
host_disk web
host_volume db
inside pvcreate "/dev/$HOST/web" "/dev/$HOST/web"
inside pvcreate "/dev/$HOST/db" "/dev/$HOST/db"
both=$HOST/web,/dev/$HOST/db
inside vgcreate "/dev/$both" "$GUEST" "/dev/$HOST/web" "/dev/$HOST/db"
inside lvcreate "/dev/$both" -y -n "$DATA" -i 2 -L 16M "$GUEST"
inside lvcreate "/dev/$both" -y -n "$META" -L 4M "$GUEST" "/dev/$HOST/db"
inside vgchange "/dev/$both" -an "$GUEST"
backup web
backup db
activate "/dev/$HOST/web-backup,/dev/$HOST/db-backup"
run mkfs.ext4 -q "/dev/$GUEST/$DATA"
mount_elsewhere "/dev/$GUEST/$DATA"
see_backups
state two-snapshots

release "$HELD"
HELD=
state two-snapshots-unmounted

sweep
host_group
run lvcreate -q -y --type thin-pool -L 100M -n pool "$HOST"
run lvcreate -q -y -V 60M --thinpool pool -n db "$HOST"
guest_group "/dev/$HOST/db"
run lvcreate -q -y -s -n db-backup "$HOST/db"
run lvchange -q -ay -K "$HOST/db-backup"
activate "/dev/$HOST/db-backup"
luks_format "/dev/$GUEST/$DATA" --type luks1
luks_open "/dev/$GUEST/$DATA" 'mail check'
state thin-luks

sweep
host_disk web
inside pvcreate "/dev/$HOST/web" "/dev/$HOST/web"
inside vgcreate "/dev/$HOST/web" "$GUEST" "/dev/$HOST/web"
inside lvcreate "/dev/$HOST/web" -y -n "$DATA" -L 12M "$GUEST"
inside lvcreate "/dev/$HOST/web" -y -n "$META" -L 12M "$GUEST"
inside vgchange "/dev/$HOST/web" -an "$GUEST"
backup web
activate "/dev/$HOST/web-backup"
run mdadm --create /dev/md7 --run --level=1 --raid-devices=2 --metadata=1.2 --assume-clean "/dev/$GUEST/$DATA" "/dev/$GUEST/$META"
see_backups
state md-on-guest

sweep
leak
run make-bcache -B "/dev/$GUEST/$DATA"
settle
number=$(basename "$(readlink -f "/dev/$GUEST/$DATA")")
[ -e "/sys/block/$number/bcache" ] || echo "/dev/$GUEST/$DATA" >/sys/fs/bcache/register
until [ -e "/sys/block/$number/bcache/dev" ]; do sleep 0.1; done
see_backups
state bcache

run sh -c "echo 1 >/sys/block/$number/bcache/stop"
while [ -e "/sys/block/$number/bcache" ]; do sleep 0.1; done
state bcache-stopped

# The snapshot is being merged into the guest's disk, slowly, with the guest's group active on that disk.
sweep
host_disk web
guest_group "/dev/$HOST/web"
run lvcreate -q -y -s -n web-backup -L 40M "$HOST/web"
run dd if=/dev/urandom of="/dev/$HOST/web-backup" bs=1M seek=24 count=30 oflag=direct status=none
echo 1 >/sys/module/dm_snapshot/parameters/snapshot_copy_throttle
run lvconvert -q --merge --background --interval 600 "$HOST/web-backup"
activate "/dev/$HOST/web"
state merging

echo 100 >/sys/module/dm_snapshot/parameters/snapshot_copy_throttle
sweep
run dmsetup create mpatha --uuid mpath-3600a0980383030534 --table "0 $(blockdev --getsz /dev/ubdb) multipath 0 0 1 1 service-time 0 1 1 /dev/ubdb 1"
gpt /dev/mapper/mpatha 'size=50MiB,type=L,name=data' 'type=V,name=lvm'
run kpartx -a -p -part /dev/mapper/mpatha
settle
guest_group /dev/mapper/mpatha-part2
activate /dev/mapper/mpatha-part2
state multipath
