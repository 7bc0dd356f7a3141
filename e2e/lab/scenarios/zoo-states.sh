#!/bin/bash
# Every state a mapped device can be in: no table, inactive, read-only, open, deferred remove, renamed, cut off, suspended
. /mnt/dmscope/e2e/lab/guest/scenario.sh
run modprobe loop
modprobe dm-zero
image a 16M; A=$LOOP
image b 16M; B=$LOOP
part() { echo "0 1024 linear $A $1"; }

run dmsetup create no-table --notable
run dmsetup create only-inactive --notable
run dmsetup load only-inactive --table "$(part 0)"
run dmsetup create live-and-inactive --table "$(part 0)"
run dmsetup load live-and-inactive --table "0 2048 linear $B 0"
run dmsetup create readonly -r --table "$(part 0)"
run dmsetup create ro-by-blockdev --table "$(part 12288)"
run blockdev --setro /dev/mapper/ro-by-blockdev
run dmsetup create open-by-process --table "$(part 2048)"
hold /dev/mapper/open-by-process 'my daemon'
run dmsetup create open-then-deferred --table "$(part 4096)"
hold /dev/mapper/open-then-deferred other-daemon
run dmsetup remove --deferred open-then-deferred
run dmsetup create renamed-from --table "$(part 6144)"
run dmsetup rename renamed-from renamed-to
run dmsetup create forced-to-error --table "$(part 8192)"
hold /dev/mapper/forced-to-error stuck-daemon
may_fail dmsetup remove --force forced-to-error
run dmsetup create no-nodes --noudevrules --table '0 8 zero'
rm -f /dev/mapper/no-nodes
run dmsetup create events --table "$(part 10240)"
for _ in 1 2 3; do dmsetup suspend events; dmsetup resume events; done
state states

run dmsetup create suspended --table "$(part 14336)"
run dmsetup create on-suspended --table '0 1024 linear /dev/mapper/suspended 0'
settle
run dmsetup suspend suspended
state suspended
