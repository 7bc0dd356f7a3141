#!/bin/bash
# States that LVM makes on purpose, and that look like something left or broken: split images, a merge, components activated by hand
. /mnt/dmscope/e2e/lab/guest/scenario.sh
lv() { run lvcreate -q -y "$@"; }
run modprobe -a dm-raid dm-mirror dm-delay dm-snapshot
run pvcreate -q /dev/ubda /dev/ubdb /dev/ubdc /dev/ubdd
run vgcreate -q vg /dev/ubda /dev/ubdb /dev/ubdc /dev/ubdd
lv --type raid1 -m 2 --nosync -n r3 -L 12M vg
lv --type raid1 -m 1 --nosync -n tpool -L 20M vg
run lvconvert -q -y --type thin-pool vg/tpool
lv -V 20M --thinpool tpool -n thin vg
run lvconvert -q -y --splitmirrors 1 --trackchanges vg/r3
run lvconvert -q -y --splitmirrors 1 --trackchanges vg/tpool_tdata
state tracked-split

run lvconvert -q -y --merge vg/r3_rimage_2
lv --type snapshot --virtualsize 100M -L 16M -n sparse vg
run pvcreate -q --config 'devices{scan_lvs=1}' /dev/vg/sparse
run vgcreate -q --config 'devices{scan_lvs=1}' inner /dev/vg/sparse
run lvcreate -q -y --config 'devices{scan_lvs=1}' -n lv -L 12M inner
state group-on-sparse

run vgchange -q -an --config 'devices{scan_lvs=1}' inner
run lvremove -q -f vg/sparse
lv --type mirror -m 1 --mirrorlog core --nosync -n legs -L 12M vg
lv --type raid5 -i 2 --nosync -n r5 -L 16M vg
lv -n cached -L 40M vg /dev/ubda
lv --type cache-pool -n cpool -L 16M vg /dev/ubdd
run lvconvert -q -y --type cache --cachepool vg/cpool vg/cached
lv -n cached2 -L 40M vg /dev/ubda
lv -n cvol -L 16M vg /dev/ubdd
run lvconvert -q -y --type cache --cachevol vg/cvol vg/cached2
state cached

lv --type raid1 -m 1 --raidintegrity y -n checked -L 16M vg
lv -n wcached -L 40M vg /dev/ubda
lv -n wcvol -L 16M vg /dev/ubdd
run lvchange -an vg/wcvol
run lvconvert -q -y --type writecache --cachevol vg/wcvol vg/wcached
lv --type raid1 -m 1 --nosync -n whole -L 12M vg
lv -n plain -L 12M vg
lv -s -n snap -L 8M vg/plain
state whole

run vgchange -q -an vg
for name in r5_rimage_0 r5_rmeta_1 legs_mimage_0 tpool_tdata tpool_tmeta cached_corig cpool_cpool_cdata cpool_cpool_cmeta cvol_cvol wcvol_cvol cached2_corig wcached_wcorig checked_rimage_0 checked_rimage_0_imeta checked_rimage_0_iorig; do may_fail lvchange -q -y -ay vg/$name; done
may_fail dmsetup info -c -o name,uuid,attr,open
state components

run vgchange -q -an vg
run vgchange -q -ay vg
for name in vg-r5 vg-legs vg-cached vg-cached2 vg-wcached vg-snap vg-thin; do may_fail dmsetup remove $name; done
may_fail dmsetup remove vg-tpool-tpool
may_fail dmsetup info -c -o name,uuid,attr,open
state parts-left
