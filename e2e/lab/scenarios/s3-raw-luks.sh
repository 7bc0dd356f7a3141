#!/bin/bash
# Into a guest's raw disk and out again: LV, LUKS, GPT, kpartx, file system and swap
. /mnt/dmscope/e2e/lab/guest/scenario.sh
LV=mail.example.com
CRYPT=$LV-crypt
run pvcreate -q /dev/ubda
run vgcreate -q vm-raw /dev/ubda
run lvcreate -q -y -n $LV -L 400M vm-raw
luks_format /dev/vm-raw/$LV --type luks2
state lv

luks_open /dev/vm-raw/$LV $CRYPT
gpt /dev/mapper/$CRYPT 'size=64MiB,type=S,name=swap' 'type=L,name=root'
state luks-open

run kpartx -av /dev/mapper/$CRYPT
settle
run mkswap -q -L guestswap /dev/mapper/${CRYPT}1
run mkfs.ext4 -q -L guestroot /dev/mapper/${CRYPT}2
mkdir -p /mnt/guest
run mount /dev/mapper/${CRYPT}2 /mnt/guest
run swapon /dev/mapper/${CRYPT}1
state in-use

echo '### taken down in the wrong order: each refusal'
may_fail kpartx -dv /dev/mapper/$CRYPT
may_fail cryptsetup close $CRYPT
may_fail lvchange -an vm-raw/$LV
may_fail lvremove -f vm-raw/$LV
echo '### unmounted, and the container closed too early: it goes with its last user'
[ -b /dev/mapper/${CRYPT}2 ] || run kpartx -av /dev/mapper/$CRYPT
run umount /mnt/guest
run swapoff -a
run cryptsetup close --deferred $CRYPT
state deferred-close

for part in /dev/mapper/${CRYPT}[12]; do run dmsetup remove --retry "$part"; done
settle
run lvchange -an vm-raw/$LV
state down
