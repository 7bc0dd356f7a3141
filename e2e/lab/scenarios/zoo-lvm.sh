#!/bin/bash
# Every LVM segment type and logical volume state that this LVM and kernel can make
. /mnt/dmscope/e2e/lab/guest/scenario.sh
PVS=(/dev/ubd{a,b,c,d,e,f})
lv() { run lvcreate -q -y "$@"; }
run pvcreate -q "${PVS[@]}"
run vgcreate -q --addtag production vg-all "${PVS[@]}"
lv -n linear -L 16M vg-all /dev/ubda
lv -n two-segments -L 12M vg-all /dev/ubda
run lvextend -q -L +12M vg-all/two-segments /dev/ubdb
lv -n striped -i 2 -I 64k -L 32M vg-all
lv -n readonly -pr -L 12M vg-all
lv -n inactive -an -Zn -L 12M vg-all
lv -n fixed-minor -My --major 254 --minor 200 -L 12M vg-all
lv -n 'a+b_c.d--e' --addtag '@backup=yes&x' -L 12M vg-all
state linear

lv --type mirror -m 1 --mirrorlog disk -n mirror-disklog -L 16M vg-all
lv --type mirror -m 1 --mirrorlog core -n mirror-corelog -L 16M vg-all
lv --type raid0 -i 2 -n raid0 -L 16M vg-all
lv --type raid1 -m 1 -n raid1 -L 16M vg-all
lv --type raid1 -m 1 --raidintegrity y -n raid1-integrity -L 16M vg-all
lv --type raid5 -i 2 -n raid5 -L 16M vg-all
lv --type raid6 -i 3 -n raid6 -L 24M vg-all
lv --type raid10 -i 2 -m 1 -n raid10 -L 16M vg-all
state raid

lv -n cached -L 40M vg-all /dev/ubda
lv --type cache-pool -n cpool -L 16M vg-all /dev/ubdf
run lvconvert -q -y --type cache --cachepool vg-all/cpool vg-all/cached
lv -n cached2 -L 40M vg-all /dev/ubda
lv -n cvol -L 16M vg-all /dev/ubdf
run lvconvert -q -y --type cache --cachevol vg-all/cvol vg-all/cached2
lv -n wcached -L 40M vg-all /dev/ubda
lv -n wcvol -L 16M vg-all /dev/ubdf
run lvchange -an vg-all/wcvol
run lvconvert -q -y --type writecache --cachevol vg-all/wcvol vg-all/wcached
state cache

lv -n origin -L 24M vg-all
lv -s -n snap1 -L 8M vg-all/origin
lv -s -n snap2 -L 8M vg-all/origin
lv -n origin2 -L 24M vg-all
lv -s -n snap-full -L 4M vg-all/origin2
run dd if=/dev/urandom of=/dev/vg-all/origin2 bs=1M count=20 oflag=direct status=none
lv -n origin3 -L 24M vg-all
lv -s -n snap-merging -L 12M vg-all/origin3
hold /dev/vg-all/origin3 some-database
run lvconvert -q --merge vg-all/snap-merging
lv --type raid1 -m 1 --nosync -n tpool -L 40M vg-all
run lvconvert -q -y --type thin-pool vg-all/tpool
lv -V 20M --thinpool tpool -n thin1 vg-all
lv -s -n thin1-snap vg-all/thin1
state snapshots
