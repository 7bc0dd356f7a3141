#!/bin/bash
# A host's own stacks, all in use and none of them wrong: what dmscope must not complain about
. /mnt/dmscope/e2e/lab/guest/scenario.sh
parts() { show sfdisk "$1"; { echo 'label: gpt'; printf '%s\n' "${@:2}"; } | sfdisk -q "$1"; settle; }
files() { run mkfs.ext4 -q "$1"; mkdir -p "$2"; run mount "$1" "$2"; }

run modprobe -a raid1 loop
parts /dev/ubda 'size=300MiB,type=V' 'size=300MiB,type=L' 'type=R'
parts /dev/ubdb 'size=300MiB,type=V' 'size=300MiB,type=L' 'type=R'
run pvcreate -q /dev/ubda1
run vgcreate -q sys /dev/ubda1
run lvcreate -q -y -n root -L 100M sys
run lvcreate -q -y -n swap -L 40M sys
files /dev/sys/root /mnt/root
run mkswap -q /dev/sys/swap
run swapon /dev/sys/swap
state lvm-on-partition

luks_format /dev/ubda2 --type luks2
luks_open /dev/ubda2 luks-home
run pvcreate -q /dev/mapper/luks-home
run vgcreate -q private /dev/mapper/luks-home
run lvcreate -q -y -n home -L 100M private
files /dev/private/home /mnt/home
state lvm-on-luks

run mdadm --create /dev/md0 --run --level=1 --raid-devices=2 --metadata=1.2 --assume-clean --homehost=any --name=0 /dev/ubda3 /dev/ubdb3
settle
run pvcreate -q /dev/md0
run vgcreate -q data /dev/md0
run lvcreate -q -y -n srv -L 100M data
files /dev/data/srv /mnt/srv
state lvm-on-md

run pvcreate -q /dev/ubdc /dev/ubdd
run vgcreate -q pool /dev/ubdc /dev/ubdd
run lvcreate -q -y --type raid1 -m 1 --nosync -n thin -L 200M pool
run lvconvert -q -y --type thin-pool pool/thin
run lvcreate -q -y -V 100M --thinpool thin -n builds pool
run lvcreate -q -y -s -n builds-monday pool/builds
run lvchange -q -ay -K pool/builds-monday
files /dev/pool/builds /mnt/builds
run lvcreate -q -y -n cached -L 100M pool /dev/ubdc
run lvcreate -q -y --type cache-pool -n fast -L 16M pool /dev/ubdd
run lvconvert -q -y --type cache --cachepool pool/fast pool/cached
files /dev/pool/cached /mnt/cached
state thin-on-raid-and-cache

run lvcreate -q -y -s -n root-backup -L 40M sys/root
mkdir -p /mnt/backup
run mount -o ro,noload /dev/sys/root-backup /mnt/backup
state own-snapshot-mounted

run truncate -s 40M /mnt/srv/image.img
run losetup -f /mnt/srv/image.img
files /dev/loop0 /mnt/image
state image-mounted

run lvcreate -q -y -n secret -L 40M data
luks_format /dev/data/secret --type luks2
luks_open /dev/data/secret secret
files /dev/mapper/secret /mnt/secret
run lvcreate -q -y -n scratch -L 20M data
luks_open /dev/data/scratch scratch --type plain --cipher aes-cbc-essiv:sha256 --key-size 256 --hash sha256
run mkswap -q /dev/mapper/scratch
run swapon /dev/mapper/scratch
state luks-on-lv

run lvcreate -q -y -n nest -L 80M pool
echo 'devices { scan_lvs = 1 }' >/etc/lvm/lvm.conf
run pvcreate -q /dev/pool/nest
run vgcreate -q tenant /dev/pool/nest
run lvcreate -q -y -n files -L 40M tenant
files /dev/tenant/files /mnt/tenant
state own-nested-group

run umount /mnt/tenant
state own-nested-group-idle

echo 'devices { scan_lvs = 1 use_devicesfile = 1 }' >/etc/lvm/lvm.conf
for group in sys private data pool tenant; do run lvm vgimportdevices $group; done
run lvm lvmdevices
rm -f /etc/lvm/backup/tenant /etc/lvm/archive/tenant_*
run vgs
state own-nested-group-listed

hold /dev/tenant/files qemu-system-x86_64
state nested-group-for-guests
