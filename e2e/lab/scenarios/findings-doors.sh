#!/bin/bash
# A guest's volume group is active on a backup's snapshot, by every door there is: partition map, LUKS, loop, md, thin
. /mnt/dmscope/e2e/lab/guest/scenario.sh
inside() { local command=$1 device=$2; shift 2; in_guest guest.example.com "$command" -q --config "$INSIDE" --devices "$device" "$@"; }
# VG DEVICE: what the guest made inside its disk; inactive at the end
guest_group() {
  inside pvcreate "$2" "$2"
  inside vgcreate "$2" "$1" "$2"
  inside lvcreate "$2" -y -n data -L 20M "$1"
  inside vgchange "$2" -an "$1"
}
activate() { run vgchange -q --config 'devices{scan_lvs=1}' --devices "$2" -ay "$1"; }
deactivate() { run dmsetup remove --retry "$1-data"; }

run modprobe -a raid1 loop
mkdir -p /etc/mdadm
echo 'AUTO -all' >/etc/mdadm/mdadm.conf
run pvcreate -q /dev/ubda
run vgcreate -q vms /dev/ubda

run lvcreate -q -y -n web -L 60M vms
gpt /dev/vms/web 'type=V,name=lvm'
run kpartx -a /dev/vms/web
settle
guest_group webvg /dev/mapper/vms-web1
run kpartx -d /dev/vms/web
run lvcreate -q -y -s -n web-backup -L 20M vms/web
run kpartx -a /dev/vms/web-backup
settle
state maps-on-snapshot

activate webvg /dev/mapper/vms-web--backup1
state through-map

deactivate webvg
run kpartx -d /dev/vms/web-backup
run lvremove -q -f vms/web-backup
run lvcreate -q -y -n mail -L 100M vms
luks_format /dev/vms/mail --type luks2
luks_open /dev/vms/mail mail
guest_group mailvg /dev/mapper/mail
run cryptsetup close mail
run lvcreate -q -y -s -n mail-backup -L 40M vms/mail
luks_open /dev/vms/mail-backup mail-check
state luks-on-snapshot

activate mailvg /dev/mapper/mail-check
state through-luks

deactivate mailvg
run cryptsetup close mail-check
run lvremove -q -f vms/mail-backup
run lvcreate -q -y -n git -L 60M vms
guest_group gitvg /dev/vms/git
run lvcreate -q -y -s -n git-backup -L 20M vms/git
run losetup -f /dev/vms/git-backup
state loop-on-snapshot

activate gitvg /dev/loop0
state through-loop

deactivate gitvg
run losetup -d /dev/loop0
run lvremove -q -f vms/git-backup
run lvcreate -q -y -n news0 -L 60M vms
run lvcreate -q -y -n news1 -L 60M vms
run mdadm --create /dev/md7 --run --level=1 --raid-devices=2 --metadata=1.2 --assume-clean --homehost=any --name=7 /dev/vms/news0 /dev/vms/news1
settle
guest_group newsvg /dev/md7
run mdadm --stop /dev/md7
run lvcreate -q -y -s -n news0-backup -L 20M vms/news0
settle
run mdadm --assemble /dev/md7 --run /dev/vms/news0-backup
settle
activate newsvg /dev/md7
state through-md

deactivate newsvg
run mdadm --stop /dev/md7
run lvremove -q -f vms/news0-backup
run pvcreate -q /dev/ubdb
run vgcreate -q thinvms /dev/ubdb
run lvcreate -q -y --type thin-pool -L 100M -n pool thinvms
run lvcreate -q -y -V 60M --thinpool pool -n db thinvms
guest_group dbvg /dev/thinvms/db
run lvcreate -q -y -s -n db-backup thinvms/db
run lvchange -q -ay -K thinvms/db-backup
state thin-snapshot

activate dbvg /dev/thinvms/db-backup
state on-thin-snapshot

deactivate dbvg
activate dbvg /dev/thinvms/db
state on-thin-origin

deactivate dbvg
run lvchange -q -an thinvms/db
state thin-snapshot-alone

activate dbvg /dev/thinvms/db-backup
state on-thin-snapshot-alone

deactivate dbvg
echo '### a loop is no volume to LVM: udev activates what is on it, unasked'
run losetup -f /dev/thinvms/db-backup
state through-loop-on-thin-snapshot-alone

deactivate dbvg
run losetup -D
run lvcreate -q -y -n plain -L 60M vms
guest_group plainvg /dev/vms/plain
activate plainvg /dev/vms/plain
state on-disk

hold /dev/vms/plain qemu-system-x86_64
state on-disk-of-running-guest

release "$HELD"
run mkfs.ext4 -q /dev/plainvg/data
mkdir -p /mnt/rescue
run mount /dev/plainvg/data /mnt/rescue
state on-disk-mounted

hold /dev/vms/plain qemu-system-x86_64
state on-disk-mounted-and-running
