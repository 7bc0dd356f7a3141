#!/bin/bash
# Twelve stacks, one after the other and one at a time, for what takes stacks down to be tried on
. /mnt/dmscope/e2e/lab/guest/scenario.sh
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
  run vgcreate -q vms /dev/ubda
}
host_disk() {
  host_group
  run lvcreate -q -y -n "$1" -L 60M vms
}
backup() { run lvcreate -q -y -s -n "$1-backup" -L 30M "vms/$1"; }
inside() { local command=$1 device=$2; shift 2; in_guest guest.example.com "$command" -q --config "$INSIDE" --devices "$device" "$@"; }
# DEVICE: the volume group that a guest made inside its disk; asleep again
guest_group() {
  inside pvcreate "$1" "$1"
  inside vgcreate "$1" guestvg "$1"
  inside lvcreate "$1" -y -n data -L 12M guestvg
  inside lvcreate "$1" -y -n meta -L 4M guestvg
  inside vgchange "$1" -an guestvg
}
wake() { inside vgchange "$1" -ay guestvg; }
# A guest's disk, its volume group, and the backup's snapshot with that group active on it.
leak() {
  host_disk web
  guest_group /dev/vms/web
  backup web
  wake /dev/vms/web-backup
}

run modprobe -a raid1 loop
run modprobe nbd max_part=8 nbds_max=2
mkdir -p /mnt/guest /etc/mdadm
echo 'AUTO -all' >/etc/mdadm/mdadm.conf

sweep
leak
echo 'devices { scan_lvs = 1 filter = [ "a|^/dev/ubd|", "a|^/dev/vms/.*-backup|", "a|^/dev/mapper/vms-.*--backup|", "r|.*|" ] }' >/etc/lvm/lvm.conf
state leak

sweep
leak
echo 'devices { scan_lvs = 1 global_filter = [ "a|^/dev/ubd|", "r|.*|" ] }' >/etc/lvm/lvm.conf
state leak-hidden

sweep
host_disk web
gpt /dev/vms/web 'type=V,name=lvm'
run kpartx -a /dev/vms/web
settle
guest_group /dev/mapper/vms-web1
run kpartx -d /dev/vms/web
backup web
run kpartx -a /dev/vms/web-backup
settle
wake /dev/mapper/vms-web--backup1
state partition-maps

sweep
host_disk mail
luks_format /dev/vms/mail --type luks1
luks_open /dev/vms/mail mail
guest_group /dev/mapper/mail
run cryptsetup close mail
backup mail
luks_open /dev/vms/mail-backup mail-check
wake /dev/mapper/mail-check
state luks-lvm

sweep
host_disk git
guest_group /dev/vms/git
backup git
run losetup /dev/loop0 /dev/vms/git-backup
wake /dev/loop0
state loop

sweep
host_group
run lvcreate -q -y --type thin-pool -L 100M -n pool vms
run lvcreate -q -y -V 60M --thinpool pool -n db vms
guest_group /dev/vms/db
run lvcreate -q -y -s -n db-backup vms/db
run lvchange -q -ay -K vms/db-backup
wake /dev/vms/db-backup
state thin

sweep
run qemu-img create -q -f qcow2 /lab/win.qcow2 64M
run timeout 20 qemu-nbd --fork -f qcow2 -c /dev/nbd0 /lab/win.qcow2
settle
show sfdisk /dev/nbd0
printf '%s\n' 'label: gpt' 'type=V' | sfdisk -q /dev/nbd0
settle
guest_group /dev/nbd0p1
wake /dev/nbd0p1
state nbd

sweep
host_disk mail
luks_format /dev/vms/mail --type luks1
luks_open /dev/vms/mail mail-check
state luks

sweep
run mdadm --create /dev/md7 --run --level=1 --raid-devices=2 --metadata=1.2 --assume-clean --homehost=any --name=7 /dev/ubda /dev/ubdb
settle
run pvcreate -q -y /dev/md7
run vgcreate -q images /dev/md7
run lvcreate -q -y -n iso -L 20M images
state md

sweep
leak
run mkfs.ext4 -q /dev/guestvg/data
run mount /dev/guestvg/data /mnt/guest
state mounted

sweep
leak
hold /dev/guestvg/data restore-agent
state held

sweep
host_disk mail
luks_format /dev/vms/mail --type luks1
luks_open /dev/vms/mail mail
guest_group /dev/mapper/mail
run cryptsetup close mail
backup mail
luks_open /dev/vms/mail-backup mail-check
wake /dev/mapper/mail-check
run dmsetup suspend --noflush mail-check
state suspended
