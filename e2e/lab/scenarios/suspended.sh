#!/bin/bash
# A suspended device at the top, in the middle, at the bottom, under a mounted file system, and as a thin pool's metadata
. /mnt/dmscope/e2e/lab/guest/scenario.sh
SECTORS=204800
run dmsetup create bottom --table "0 $SECTORS linear /dev/ubdb 0"
run dmsetup create middle --table "0 $SECTORS linear /dev/mapper/bottom 0"
run dmsetup create top --table "0 $SECTORS linear /dev/mapper/middle 0"
run dmsetup create disk --table "0 $SECTORS linear /dev/ubdc 0"
settle
run mkfs.ext4 -q /dev/mapper/disk
mkdir -p /mnt/data
run mount /dev/mapper/disk /mnt/data
run pvcreate -q /dev/ubda
run vgcreate -q vg /dev/ubda
run lvcreate -q -y --type thin-pool -L 60M -n pool vg
run lvcreate -q -y -V 40M --thinpool pool -n thin vg
state none

run dmsetup suspend top
state top
run dmsetup resume top

run dmsetup suspend middle
state middle
run dmsetup resume middle

run dmsetup suspend bottom
state bottom
run dmsetup resume bottom

run dmsetup suspend disk
state mounted
run dmsetup resume disk

echo '### with a change that the pool has not committed yet, so that it needs its metadata'
run dd if=/dev/urandom of=/dev/vg/thin bs=64k count=1 seek=100 oflag=direct status=none
settle
run dmsetup suspend vg-pool_tmeta
state thin-metadata
run dmsetup resume vg-pool_tmeta
state resumed
