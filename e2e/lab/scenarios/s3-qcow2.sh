#!/bin/bash
# Into a guest's qcow2 image: disks, md raid10, LV, LUKS, ext4, image file, nbd, partition, loop, PV, LV
. /mnt/dmscope/e2e/lab/guest/scenario.sh
IMAGE='/srv/images/web 1.example.com.qcow2'

run modprobe raid10
run mdadm --create /dev/md10 --run --level=10 --raid-devices=4 --metadata=1.2 --assume-clean --homehost=any --name=images /dev/ubd[abcd]
settle
echo '### the partition and the loop over it are the same PV: LVM is to take the loop'
echo 'devices { filter = [ "r|^/dev/nbd|", "r|^/dev/disk/|", "r|^/dev/block/|", "a|.*|" ] }' >/etc/lvm/lvm.conf
run pvcreate -q /dev/md10
run vgcreate -q vm-images /dev/md10
run lvcreate -q -y -n images -L 600M vm-images
luks_format /dev/vm-images/images --type luks2
luks_open /dev/vm-images/images images-crypt
run mkfs.ext4 -q -L images /dev/mapper/images-crypt
mkdir -p /srv/images /mnt/guest
run mount /dev/mapper/images-crypt /srv/images
state images-mounted

run qemu-img create -q -f qcow2 "$IMAGE" 400M
run modprobe nbd max_part=8 nbds_max=4
run timeout 20 qemu-nbd --fork --pid-file=/run/qemu-nbd0.pid -f qcow2 -c /dev/nbd0 "$IMAGE"
settle
show sfdisk /dev/nbd0
printf '%s\n' 'label: gpt' 'size=50MiB,type=U,name=EFI' 'type=E6D6D379-F507-44C2-A23C-238F2A3DF928,name=lvm' | sfdisk -q /dev/nbd0
settle
state nbd

run modprobe loop
run losetup --show -f /dev/nbd0p2
run pvcreate -q /dev/loop0
run vgcreate -q lvg1 /dev/loop0
run lvcreate -q -y -n lvroot -L 200M lvg1
run mkfs.ext4 -q -L guestroot /dev/lvg1/lvroot
run mount /dev/lvg1/lvroot /mnt/guest
state mounted

echo '### the way out, in the right order'
run umount /mnt/guest
run vgchange -q -an lvg1
run losetup -d /dev/loop0
settle
run timeout 20 qemu-nbd -d /dev/nbd0
settle
while pgrep qemu-nbd >/dev/null; do sleep 0.1; done
run umount /srv/images
run cryptsetup close images-crypt
run vgchange -q -an vm-images
run mdadm --stop /dev/md10
state down
