#!/bin/bash
# What is left behind: partition maps, LUKS, loops, nbd, and parts of volumes without their owner
. /mnt/dmscope/e2e/lab/guest/scenario.sh
run modprobe -a loop dm-mirror
run pvcreate -q /dev/ubda /dev/ubdb
run vgcreate -q vms /dev/ubda /dev/ubdb
run lvcreate -q -y -n web -L 60M vms
gpt /dev/vms/web 'size=20MiB,type=L' 'type=L'
run kpartx -a /dev/vms/web
settle
state maps-on-disk

hold /dev/vms/web qemu-system-x86_64
state maps-on-running-guest
release "$HELD"

run mkfs.ext4 -q /dev/mapper/vms-web2
mkdir -p /mnt/web
run mount /dev/mapper/vms-web2 /mnt/web
state maps-mounted

run umount /mnt/web
run kpartx -d /dev/vms/web
run lvcreate -q -y -n mail -L 60M vms
luks_format /dev/vms/mail --type luks2
luks_open /dev/vms/mail mail-fsck
state luks-open

run cryptsetup close mail-fsck
run lvcreate -q -y -n git -L 60M vms
run losetup -f /dev/vms/git
state loop-on-lv

run mkfs.ext4 -q /dev/loop0
mkdir -p /mnt/git
run mount /dev/loop0 /mnt/git
state loop-on-lv-mounted

run umount /mnt/git
run losetup -d /dev/loop0
image disk
state loop-on-file

run rm /lab/disk.img
state loop-file-deleted

run losetup -d "$LOOP"
run modprobe nbd max_part=8 nbds_max=4
run qemu-img create -q -f qcow2 /lab/win.qcow2 64M
run timeout 20 qemu-nbd --fork -f qcow2 -c /dev/nbd0 /lab/win.qcow2
settle
state nbd

show sfdisk /dev/nbd0
printf '%s\n' 'label: gpt' 'type=V' | sfdisk -q /dev/nbd0
settle
INSIDE='devices{filter=["r|^/dev/disk/|","r|^/dev/block/|","a|.*|"]}'
run pvcreate -q --config "$INSIDE" /dev/nbd0p1
run vgcreate -q --config "$INSIDE" winvg /dev/nbd0p1
run lvcreate -q -y --config "$INSIDE" -n c -L 20M winvg
state group-on-nbd

run vgchange -q -an winvg
run timeout 20 qemu-nbd -d /dev/nbd0
settle
run lvcreate -q -y -n origin -L 20M vms
run lvcreate -q -y -s -n origin-snap -L 8M vms/origin
run lvcreate -q -y --type mirror -m 1 --mirrorlog core -n twins -L 12M vms
run lvcreate -q -y --type thin-pool -L 40M -n pool vms
run lvcreate -q -y -V 20M --thinpool pool -n thin vms
state whole

for name in vms-origin--snap vms-origin vms-twins vms-thin; do run dmsetup remove --retry $name; done
may_fail dmsetup remove vms-pool
run dmsetup remove --retry vms-pool-tpool
state parts-without-owner
