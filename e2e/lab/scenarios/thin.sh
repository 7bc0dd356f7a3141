#!/bin/bash
# A thin pool with snapshots of snapshots, an external origin, and thin IDs that LVM does not know
. /mnt/dmscope/e2e/lab/guest/scenario.sh
fill() { run dd if=/dev/urandom of="$1" bs=1M count="$2" oflag=direct status=none; }

run pvcreate -q /dev/ubda /dev/ubdb
run vgcreate -q vg /dev/ubda /dev/ubdb
run lvcreate -q -y --type thin-pool -L 200M -n pool vg
for i in 1 2 3; do run lvcreate -q -y -V 100M --thinpool pool -n thin$i vg; done
fill /dev/vg/thin1 20
state pool

run lvcreate -q -y -s -n thin1-snap vg/thin1
run lvcreate -q -y -s -n thin1-snap-of-snap vg/thin1-snap
run lvchange -ay -K vg/thin1-snap vg/thin1-snap-of-snap
fill /dev/vg/thin1-snap 5
state snapshots

run lvcreate -q -y -n golden -L 40M vg
fill /dev/vg/golden 40
run lvchange -q -y --permission r vg/golden
run lvchange -an vg/golden
run lvcreate -q -y --type thin --thinpool vg/pool -n from-golden vg/golden
state external-origin

echo '### behind the back of LVM: 100 and 102 are only in the metadata, 101 is mapped'
run dmsetup message vg-pool-tpool 0 'create_thin 100'
run dmsetup message vg-pool-tpool 0 'create_thin 101'
run dmsetup message vg-pool-tpool 0 'create_snap 102 1'
run dmsetup create orphan-thin --table '0 204800 thin /dev/mapper/vg-pool-tpool 101'
settle
fill /dev/mapper/orphan-thin 7
run lvs -a -o+thin_id
state unclaimed
