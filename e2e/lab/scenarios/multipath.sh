#!/bin/bash
# Real multipath: two scsi_debug hosts with the same unit, partitions and LVM on the map, then a path that fails and goes
# needs multipath
. /mnt/dmscope/e2e/lab/guest/scenario.sh
run modprobe scsi_debug dev_size_mb=200 add_host=2 vpd_use_hostno=0 num_tgts=1
settle
modprobe -a dm-multipath dm-round-robin dm-service-time
printf 'defaults {\n  user_friendly_names yes\n  find_multipaths no\n}\nblacklist {\n  devnode "^ubd"\n  devnode "^loop"\n}\n' >/etc/multipath.conf
mkdir -p /etc/multipath
run multipathd
for _ in {1..40}; do ! dmsetup ls | grep -q mpath || break; sleep 0.25; done
settle
MAP=/dev/mapper/mpatha
gpt $MAP 'size=50MiB,type=L,name=data' 'type=V,name=lvm'
run kpartx -a -p -part $MAP
settle
run pvcreate -q $MAP-part2
run vgcreate -q vg-san $MAP-part2
run lvcreate -q -y -n lv -L 20M vg-san
run mkfs.ext4 -q $MAP-part1
state two-paths

echo offline >/sys/block/sdb/device/state
for _ in {1..60}; do ! dmsetup status mpatha | grep -q ' F ' || break; sleep 0.25; done
run multipath -ll
state path-failed

echo 1 >/sys/block/sdb/device/delete
for _ in {1..60}; do dmsetup table mpatha | grep -q 8:16 || break; sleep 0.25; done
state path-gone
