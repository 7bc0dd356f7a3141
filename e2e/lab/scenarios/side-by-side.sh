#!/bin/bash
# Twelve stacks, one after the other and one at a time, for what takes stacks down to be tried on
. /mnt/dmscope/e2e/lab/guest/scenario.sh
. /mnt/dmscope/e2e/lab/guest/one-stack.sh

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
activate /dev/mapper/vms-web--backup1
state partition-maps

sweep
host_disk mail
luks_format /dev/vms/mail --type luks1
luks_open /dev/vms/mail mail
guest_group /dev/mapper/mail
run cryptsetup close mail
backup mail
luks_open /dev/vms/mail-backup mail-check
activate /dev/mapper/mail-check
state luks-lvm

sweep
host_disk git
guest_group /dev/vms/git
backup git
run losetup /dev/loop0 /dev/vms/git-backup
activate /dev/loop0
state loop

sweep
host_group
run lvcreate -q -y --type thin-pool -L 100M -n pool vms
run lvcreate -q -y -V 60M --thinpool pool -n db vms
guest_group /dev/vms/db
run lvcreate -q -y -s -n db-backup vms/db
run lvchange -q -ay -K vms/db-backup
activate /dev/vms/db-backup
state thin

sweep
run qemu-img create -q -f qcow2 /lab/win.qcow2 64M
run timeout 20 qemu-nbd --fork -f qcow2 -c /dev/nbd0 /lab/win.qcow2
settle
show sfdisk /dev/nbd0
printf '%s\n' 'label: gpt' 'type=V' | sfdisk -q /dev/nbd0
settle
guest_group /dev/nbd0p1
activate /dev/nbd0p1
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
activate /dev/mapper/mail-check
run dmsetup suspend --noflush mail-check
state suspended
