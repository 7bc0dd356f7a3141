#!/bin/bash
# What fails under load: full snapshots and pools, arrays and maps that lost devices, checksums that do not match
. /mnt/dmscope/e2e/lab/guest/scenario.sh
write() { may_fail dd if=/dev/urandom of="$1" bs=1M count="$2" seek="${3:-0}" oflag=direct status=none; }
run modprobe -a raid1 raid456 loop dm-multipath dm-round-robin dm-raid
run pvcreate -q /dev/ubda /dev/ubdb /dev/ubdc
run vgcreate -q vg /dev/ubda /dev/ubdb
run lvcreate -q -y -n origin -L 60M vg
run lvcreate -q -y -s -n snap -L 20M vg/origin
write /dev/vg/origin 10
state snapshot-half-full

write /dev/vg/origin 8 10
state snapshot-nearly-full

write /dev/vg/origin 20 18
state snapshot-invalid

run lvremove -q -f vg/snap
run lvcreate -q -y --type thin-pool -L 40M -n pool vg
run lvcreate -q -y -V 100M --thinpool pool -n thin vg
write /dev/vg/thin 35
state pool-nearly-full

run lvchange -q --errorwhenfull y vg/pool
write /dev/vg/thin 20 35
state pool-full

run lvremove -q -f vg/pool
run lvcreate -q -y --type raid1 -m 1 --nosync -n twins -L 40M vg
state raid-well

run vgchange -q -an vg
may_fail lvchange -ay --activationmode degraded --devices /dev/ubda vg/twins
state raid-degraded

may_fail lvchange -an --devices /dev/ubda vg/twins
run lvcreate -q -y -n spread -l 300 vg
run vgchange -q -an vg
may_fail lvchange -ay --activationmode partial --devices /dev/ubda vg/spread
state partial

may_fail lvchange -an --devices /dev/ubda vg/spread
run vgchange -q -an vg
run mdadm --create /dev/md0 --run --level=1 --raid-devices=2 --metadata=1.2 --assume-clean --homehost=any --name=0 /dev/ubdd /dev/ubde
settle
run mdadm --fail /dev/md0 /dev/ubde
state md-degraded

run mdadm --stop /dev/md0
# As multipath's own rule does, where that is installed: what has no path left is not read, which would never end.
echo 'ENV{DM_NR_VALID_PATHS}=="0", ENV{DM_NOSCAN}="1", ENV{DM_UDEV_DISABLE_OTHER_RULES_FLAG}="1"' >/etc/udev/rules.d/11-no-path-left.rules
udevadm control --reload </dev/null
image path
A=$LOOP
B=$(losetup -f --show /lab/path.img)
run dmsetup create mpatha -u mpath-3600a098038303053453f463045727654 --table "0 131072 multipath 1 queue_if_no_path 0 1 1 round-robin 0 2 1 $A 1 $B 1"
settle
state multipath-well

run dmsetup message mpatha 0 "fail_path $B"
state multipath-one-failed

run dmsetup message mpatha 0 "fail_path $A"
state multipath-none-left

run dmsetup message mpatha 0 "reinstate_path $A"
run dmsetup remove --retry mpatha
run losetup -D
image data
DATA=$LOOP
image hash 4M
HASH=$LOOP
run veritysetup format --root-hash-file=/lab/root-hash "$DATA" "$HASH"
run veritysetup open "$DATA" verity "$HASH" --root-hash-file=/lab/root-hash
run dd if=/dev/urandom of=/lab/data.img bs=4k count=1 seek=10 conv=notrunc status=none
run sh -c 'echo 3 >/proc/sys/vm/drop_caches'
may_fail dd if=/dev/mapper/verity of=/dev/null bs=4k count=64 iflag=direct status=none
state verity-corrupted

run veritysetup close verity
run losetup -D
run dmsetup create disk --table '0 65536 linear /dev/ubdf 0'
settle
hold /dev/mapper/disk database
may_fail dmsetup remove --force disk
state cut-off

release "$HELD"
run dmsetup remove --retry disk
run dmsetup create swapped --table '0 65536 linear /dev/ubdf 0'
run dmsetup load swapped --table '0 65536 linear /dev/ubdf 65536'
state table-left-loaded
