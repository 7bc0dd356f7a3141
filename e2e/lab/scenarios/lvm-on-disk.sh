#!/bin/bash
# Volume groups of every make, to be read from their disks: some with data, most never activated
. /mnt/dmscope/e2e/lab/guest/scenario.sh
run modprobe loop max_loop=64
next=0
# NAME COUNT [losetup option…]: loops over sparse files of their own.
disks() {
  DISKS=()
  local i
  for i in $(seq "$2"); do
    [ -e "/lab/$1-$i.img" ] || truncate -s 64M "/lab/$1-$i.img"
    losetup "${@:3}" "/dev/loop$next" "/lab/$1-$i.img"
    DISKS+=("/dev/loop$next")
    next=$((next + 1))
  done
}
lv() { run lvcreate -q -y -an -Zn -Wn "$@"; }
group() { disks "$1" "$2"; run vgcreate -q "$1" "${DISKS[@]}"; }
# NAME N: a group on the Nth partition of /lab/NAME-1.img, and no loop left on it.
group_on_partition() {
  local start size
  read -r start size < <(sfdisk -q -l -o Start,Sectors "/lab/$1-1.img" | sed -n "$(($2 + 1))p")
  disks "$1" 1 -o $((start * 512)) --sizelimit $((size * 512))
  run vgcreate -q -s 1M "$1" "${DISKS[@]}"
  run lvcreate -q -y -Wn -n "$1-data" -L 3M "$1"
  run dd if=/dev/urandom "of=/dev/$1/$1-data" bs=1M count=3 oflag=direct status=none
  sha256sum <"/dev/$1/$1-data" >"/lab/$1-data.sha256"
  run vgchange -q -an "$1"
  run losetup -d "${DISKS[0]}"
}

group linear 1;   lv -n one -L 8M linear
group segments 2; lv -n two -L 8M segments "${DISKS[0]}"; lv -n between -L 8M segments "${DISKS[0]}"
run lvextend -q -L +8M segments/two "${DISKS[0]}"; run lvextend -q -L +28M segments/two "${DISKS[1]}"
group striped 3;  lv -n wide -i 3 -I 64k -L 24M striped
group raid1 2;    lv --type raid1 -m 1 --nosync -n safe -L 8M raid1
disks copies 1;   run pvcreate -q --metadatacopies 2 "${DISKS[@]}"; run vgcreate -q copies "${DISKS[@]}"; lv -n one -L 4M copies
disks none 2;     run pvcreate -q --metadatacopies 0 "${DISKS[0]}"; run vgcreate -q none "${DISKS[@]}"; lv -n one -L 4M none "${DISKS[0]}"
truncate -s 44M /lab/guest-1.img
show sfdisk /lab/guest-1.img
printf '%s\n' 'label: gpt' 'size=1MiB' 'size=12MiB, type=lvm' | sfdisk -q /lab/guest-1.img
group_on_partition guest 2
state made

# Random, with holes of zeros, as much as each volume takes; a guest's disk in one of them.
run vgchange -q -ay linear segments striped raid1
for volume in linear/one striped/wide raid1/safe segments/between; do
  run dd if=/dev/urandom "of=/dev/$volume" bs=64k seek=3 count=50 oflag=direct status=none
  run dd if=/dev/urandom "of=/dev/$volume" bs=4k seek=1600 count=90 oflag=direct status=none
done
run dd if=/lab/guest-1.img of=/dev/segments/two bs=1M oflag=direct status=none
run dd if=/dev/urandom of=/dev/segments/two bs=1M seek=14 count=26 oflag=direct status=none
state filled

disks tags 1;     run vgcreate -q tags "${DISKS[@]}"; run vgchange -q --addtag production tags
lv --addtag '@backup=yes&x' -n 'a+b_c.d--e' -L 4M tags; lv -pr -n readonly -L 4M tags
group before 1;   lv -n one -L 4M before; run vgrename -q before renamed; run lvrename -q renamed/one renamed/other
disks sectors4k 1 --sector-size=4096; run vgcreate -q sectors4k "${DISKS[@]}"; lv -n one -L 8M sectors4k
disks sector3 1;  run pvcreate -q --labelsector 3 "${DISKS[@]}"; run vgcreate -q -s 1M sector3 "${DISKS[@]}"; lv -n one -L 3M sector3
disks boot 1;     run pvcreate -q --bootloaderareasize 1M "${DISKS[@]}"; run vgcreate -q boot "${DISKS[@]}"; lv -n one -L 4M boot
group reduced 2;  lv -n one -L 8M reduced "${DISKS[0]}"; run vgreduce -q reduced "${DISKS[1]}"
disks lonely 1;   run pvcreate -q "${DISKS[@]}"
truncate -s 64M /lab/logical-1.img
show sfdisk /lab/logical-1.img
printf '%s\n' 'label: dos' 'size=1MiB' 'size=40MiB, type=5' '/lab/logical-1.img5 : size=8MiB' '/lab/logical-1.img6 : size=12MiB, type=8e' | sfdisk -q /lab/logical-1.img
group_on_partition logical 4
state odd

group raid0 2;    lv --type raid0 -i 2 -n fast -L 16M raid0
group raid5 3;    lv --type raid5 -i 2 -n parity -L 16M raid5
group raid6 5;    lv --type raid6 -i 3 -n double -L 24M raid6
group raid10 4;   lv --type raid10 -i 2 -m 1 -n both -L 16M raid10
group mirror 3;   lv --type mirror -m 1 --mirrorlog disk -n old -L 8M mirror
state redundant

group snapshot 1; run lvcreate -q -y -n origin -L 8M snapshot; run lvcreate -q -y -s -n copy -L 4M snapshot/origin
group thin 1;     run lvcreate -q -y --type thin-pool -L 16M -n pool thin; run lvcreate -q -y -V 20M --thinpool pool -n one thin; run lvcreate -q -y -s -n two thin/one
group cached 2;   run lvcreate -q -y -n slow -L 16M cached "${DISKS[0]}"; run lvcreate -q -y --type cache-pool -n quick -L 12M cached "${DISKS[1]}"
run lvconvert -q -y --type cache --cachepool cached/quick cached/slow
state layered

# The ring of a small area is written round and round.
disks wrapped 1;  run pvcreate -q --metadatasize 64k "${DISKS[@]}"; run vgcreate -q -s 1M wrapped "${DISKS[@]}"
seq 30 | sed 's/.*/lvcreate -q -y -an -Zn -Wn -n volume& -l 1 wrapped/' | lvm >/dev/null
state wrapped

disks many 1;     run vgcreate -q -s 64k many "${DISKS[@]}"
# FROM TO
volumes() { seq "$1" "$2" | sed 's/.*/lvcreate -q -y -an -Zn -Wn -n volume& -l 1 many/' | lvm >/dev/null; }
volumes 1 100
state many-100
volumes 101 200
state many-200
volumes 201 300
state many-300
volumes 301 400
state many-400
volumes 401 500
state many
