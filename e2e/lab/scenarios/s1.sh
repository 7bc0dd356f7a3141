#!/bin/bash
# The leaked snapshot holder: a backup's snapshot of a guest's disk, and the guest's volumes active on top of it
. /mnt/dmscope/e2e/lab/guest/scenario.sh
ORIGIN=docker2.example.com-volumes
SNAP=snap-$ORIGIN
GUEST_VG=docker-volumes

run modprobe raid1
run mdadm --create /dev/md125 --run --level=1 --raid-devices=2 --metadata=1.2 --assume-clean --homehost=any --name=volumes /dev/ubda /dev/ubdb
settle
run pvcreate -q /dev/md125
run vgcreate -q vm-volumes /dev/md125
run lvcreate -q -y -n $ORIGIN -L 300M vm-volumes
run lvcreate -q -y -n docker1.example.com-volumes -L 100M vm-volumes

echo '### what the guest did inside its disk'
in_guest docker2.example.com pvcreate -q --config "$INSIDE" /dev/vm-volumes/$ORIGIN
in_guest docker2.example.com vgcreate -q --config "$INSIDE" $GUEST_VG /dev/vm-volumes/$ORIGIN
in_guest docker2.example.com lvcreate -q -y --config "$INSIDE" -n docker-data -L 200M $GUEST_VG
in_guest docker2.example.com lvcreate -q -y --config "$INSIDE" -n docker-meta -L 40M $GUEST_VG
run mkfs.ext4 -q -L docker-data /dev/$GUEST_VG/docker-data
in_guest docker2.example.com vgchange -q -an --config "$INSIDE" $GUEST_VG

echo '### the guest runs: qemu holds its disk open; the host hides the disks of its guests from LVM, but not the snapshots'
hold /dev/vm-volumes/$ORIGIN qemu-system-x86_64
cat >/etc/lvm/lvm.conf <<'CONF'
devices {
  scan_lvs = 1
  filter = [ "a|^/dev/md|", "a|^/dev/vm-volumes/snap-|", "a|^/dev/mapper/vm--volumes-snap|", "r|.*|" ]
}
CONF
run cat /etc/lvm/lvm.conf
state before

run lvcreate -q -y --snapshot -n $SNAP -L 100M vm-volumes/$ORIGIN
state snapshot

echo '### a boot script, or an administrator'
run vgchange -ay
echo '### the backup is done'
may_fail lvremove -f vm-volumes/$SNAP
state leaked

mkdir -p /mnt/restore
run mount -o ro,noload /dev/$GUEST_VG/docker-data /mnt/restore
may_fail lvremove -f vm-volumes/$SNAP
state leaked-mounted

run umount /mnt/restore
run dmsetup remove --retry docker--volumes-docker--data
run dmsetup remove --retry docker--volumes-docker--meta
run lvremove -q -f vm-volumes/$SNAP
state cleaned
