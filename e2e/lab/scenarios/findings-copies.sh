#!/bin/bash
# Copies and depths: snapshots that are looked into without LVM, cloned disks, groups in groups, disks that went away
. /mnt/dmscope/e2e/lab/guest/scenario.sh
inside() { local command=$1 device=$2; shift 2; in_guest guest.example.com "$command" -q --config "$INSIDE" --devices "$device" "$@"; }
run modprobe loop
run pvcreate -q /dev/ubda
run vgcreate -q vms /dev/ubda

run lvcreate -q -y -n web -L 60M vms
gpt /dev/vms/web 'type=L'
run kpartx -a /dev/vms/web
settle
run mkfs.ext4 -q /dev/mapper/vms-web1
settle
run kpartx -d /dev/vms/web
run lvcreate -q -y -s -n web-backup -L 20M vms/web
run kpartx -a /dev/vms/web-backup
settle
state maps-on-snapshot

mkdir -p /mnt/backup
run mount -o ro,noload /dev/mapper/vms-web--backup1 /mnt/backup
state maps-on-snapshot-mounted

run umount /mnt/backup
show unshare -m mount /dev/mapper/vms-web--backup1 /mnt/backup
unshare -m sh -c 'mount -o ro,noload /dev/mapper/vms-web--backup1 /mnt/backup && exec sleep infinity' </dev/null >/dev/null 2>&1 &
ELSEWHERE=$!
for _ in {1..50}; do ! grep -q /mnt/backup "/proc/$ELSEWHERE/mountinfo" || break; sleep 0.1; done
state mounted-in-another-namespace

release "$ELSEWHERE"
settle
run kpartx -d /dev/vms/web-backup
run lvremove -q -f vms/web-backup
run lvcreate -q -y -n mail -L 60M vms
luks_format /dev/vms/mail --type luks2
run lvcreate -q -y -s -n mail-backup -L 40M vms/mail
luks_open /dev/vms/mail-backup mail-backup
state luks-on-snapshot

run cryptsetup close mail-backup
run losetup -f /dev/vms/mail-backup
state loop-on-snapshot

run losetup -D
run lvremove -q -f vms/mail-backup
run lvcreate -q -y -n outer -L 120M vms
inside pvcreate /dev/vms/outer /dev/vms/outer
inside vgcreate /dev/vms/outer outervg /dev/vms/outer
inside lvcreate /dev/vms/outer -y -n data -L 20M outervg
inside lvcreate /dev/vms/outer -y -s -n data-yesterday -L 8M outervg/data
inside lvcreate /dev/vms/outer -y -n vm -L 40M outervg
inside pvcreate /dev/outervg/vm /dev/outervg/vm
inside vgcreate /dev/outervg/vm innervg /dev/outervg/vm
inside lvcreate /dev/outervg/vm -y -n root -L 20M innervg
state group-in-group-on-disk

inside vgchange /dev/outervg/vm -an innervg
inside vgchange /dev/vms/outer -an outervg
run lvcreate -q -y -s -n outer-backup -L 40M vms/outer
inside vgchange /dev/vms/outer-backup -ay outervg
inside vgchange /dev/outervg/vm -ay innervg
state group-in-group-on-snapshot

run dmsetup remove --retry innervg-root
for name in vm data--yesterday data data--yesterday-cow data-real; do run dmsetup remove --retry outervg-$name; done
run lvremove -q -f vms/outer-backup vms/outer
run pvcreate -q /dev/ubdb
run vgcreate -q clone /dev/ubdb
run lvcreate -q -y -n data -L 20M clone
run dd if=/dev/ubdb of=/dev/ubdc bs=1M count=40 oflag=direct status=none
run udevadm trigger --settle /dev/ubdc
state cloned-disk

run wipefs -q -a /dev/ubdc
run udevadm trigger --settle /dev/ubdc
run lvcreate -q -y -n namesake -L 60M vms
run pvcreate -q --config "$INSIDE" --devices /dev/vms/namesake /dev/vms/namesake
run vgcreate -q --config "$INSIDE" --devices /dev/vms/namesake vms2 /dev/vms/namesake
run lvcreate -q -y --config "$INSIDE" --devices /dev/vms/namesake -n root -L 20M vms2
run vgchange -q -an --config "$INSIDE" --devices /dev/vms/namesake vms2
# LVM looks for a folder of the group's name below /dev
mkdir -p /lab/dev
ELSEWHERE_DEV='devices{scan_lvs=1 dir="/lab/dev"}'
run vgrename -q --config "$ELSEWHERE_DEV" --devices /dev/vms/namesake vms2 vms
run vgchange -q -ay --config "$ELSEWHERE_DEV" --devices /dev/vms/namesake vms
state one-name-two-groups

run dmsetup remove --retry vms-root
run vgremove -q -f clone
image checked
run integritysetup format -q --tag-size 4 "$LOOP"
run integritysetup open "$LOOP" checked
run dd if=/dev/urandom of=/dev/mapper/checked bs=1M count=4 oflag=direct status=none
run integritysetup close checked
run dd if=/dev/urandom of=/lab/checked.img bs=4k seek=2500 count=4 conv=notrunc status=none
run integritysetup open "$LOOP" checked
may_fail dd if=/dev/mapper/checked of=/dev/null bs=4k iflag=direct status=none
state checksums

run modprobe scsi_debug dev_size_mb=64
settle
SCSI=$(basename "$(ls -d /sys/bus/pseudo/drivers/scsi_debug/adapter*/host*/target*/*/block/*)")
run dmsetup create on-scsi --table "0 65536 linear /dev/$SCSI 0"
run mkfs.ext4 -q /dev/mapper/on-scsi
mkdir -p /mnt/scsi
run mount /dev/mapper/on-scsi /mnt/scsi
echo 1 >"/sys/block/$SCSI/device/delete"
settle
state disk-gone
