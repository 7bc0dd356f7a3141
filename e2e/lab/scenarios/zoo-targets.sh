#!/bin/bash
# One device of every target type the kernel offers, made with dmsetup or the target's own tool
. /mnt/dmscope/e2e/lab/guest/scenario.sh
SECTORS=131072 # of a 64M image
table() { run dmsetup create "$1" --table "$2"; }
# NAME [SIZE]: like image, for use inside a table
img() { image "$@"; echo "$LOOP"; }
modprobe loop max_loop=64
modprobe -a dm-delay dm-flakey dm-dust dm-zero dm-snapshot dm-mirror dm-raid dm-cache dm-cache-smq dm-era dm-clone \
  dm-writecache dm-log-writes dm-switch dm-unstripe dm-verity dm-integrity dm-multipath dm-round-robin dm-service-time \
  dm-crypt dm-thin-pool
run dmsetup targets

table zero "0 $SECTORS zero"
table error "0 $SECTORS error"
table linear "0 $SECTORS linear $(img linear) 0"
A=$(img multi-a) B=$(img multi-b)
table linear-3-segments "0 1000 linear $A 0
1000 1000 linear $B 5000
2000 500 linear $A 5000"
table mixed-targets "0 1000 linear $A 10000
1000 1000 zero
2000 1000 error
3000 1024 striped 2 64 $A 20000 $B 20000"
table striped "0 $((SECTORS * 2)) striped 2 128 $(img striped-a) 0 $(img striped-b) 0"
table unstriped "0 $((SECTORS / 2)) unstriped 2 128 1 $(img unstriped) 0"
table delay "0 $SECTORS delay $(img delay) 0 3 $(img delay-write) 0 7"
table flakey "0 $SECTORS flakey $(img flakey) 0 60 2 1 drop_writes"
table dust "0 $SECTORS dust $(img dust) 0 512"
run dmsetup message dust 0 addbadblock 60
run dmsetup message dust 0 enable
state plain

O=$(img origin) COW=$(img cow)
table snap-base "0 $SECTORS linear $O 0"
table snap "0 $SECTORS snapshot /dev/mapper/snap-base $COW P 8"
table snap-origin "0 $SECTORS snapshot-origin /dev/mapper/snap-base"
O=$(img merge-origin) COW=$(img merge-cow)
table merge-base "0 $SECTORS linear $O 0"
table merge-before "0 $SECTORS snapshot /dev/mapper/merge-base $COW P 8"
run dd if=/dev/urandom of=/dev/mapper/merge-before bs=1M count=40 oflag=direct status=none
run dmsetup remove --retry merge-before
echo 1 >/sys/module/dm_snapshot/parameters/snapshot_copy_throttle
table merge "0 $SECTORS snapshot-merge /dev/mapper/merge-base $COW P 8"
table mirror-core "0 $SECTORS mirror core 2 1024 nosync 2 $(img mirror-a) 0 $(img mirror-b) 0"
table mirror-disk "0 $SECTORS mirror disk 2 $(img mirror-log 4M) 1024 2 $(img mirror-c) 0 $(img mirror-d) 0 1 handle_errors"
table raid1 "0 $((SECTORS - 16384)) raid raid1 4 0 nosync region_size 1024 2 - $(img raid-a) - $(img raid-b)"
table cache "0 $SECTORS cache $(img cache-meta 4M) $(img cache-fast 16M) $(img cache-slow) 128 2 metadata2 writethrough smq 2 migration_threshold 2048"
table writecache "0 $SECTORS writecache s $(img writecache) $(img writecache-ssd 16M) 4096 0"
table era "0 $SECTORS era $(img era-meta 4M) $(img era) 8192"
table clone "0 $SECTORS clone $(img clone-meta 4M) $(img clone-to) $(img clone-from) 8 1 no_hydration"
table log-writes "0 $SECTORS log-writes $(img log-writes) $(img log-writes-log)"
table switch "0 $SECTORS switch 2 1024 0 $(img switch-a) 0 $(img switch-b) 0"
P1=$(img mpath) P2=$(losetup -f --show /lab/mpath.img) P3=$(losetup -f --show /lab/mpath.img)
run dmsetup create mpatha -u mpath-3600a098038303053453f463045727654 --table "0 $SECTORS multipath 1 queue_if_no_path 0 2 1 service-time 0 2 2 $P1 1 1 $P2 1 1 round-robin 0 1 1 $P3 1000"
run dmsetup message mpatha 0 "fail_path $P2"
table pool "0 $SECTORS thin-pool $(img pool-meta 4M) $(img pool-data) 128 0 1 skip_block_zeroing"
run dmsetup message pool 0 'create_thin 0'
table thin "0 $SECTORS thin /dev/mapper/pool 0"
table thin-external "0 $SECTORS thin /dev/mapper/pool 0 /dev/mapper/linear"
state mapped

table crypt-plain "0 $SECTORS crypt aes-cbc-essiv:sha256 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef 0 $(img crypt) 0 1 allow_discards"
DATA=$(img verity-data) HASH=$(img verity-hash 4M)
run dd if=/dev/urandom of="$DATA" bs=1M count=64 status=none
run veritysetup format --root-hash-file=/lab/root-hash "$DATA" "$HASH"
run veritysetup open "$DATA" verity "$HASH" --root-hash-file=/lab/root-hash
image integrity
run integritysetup format -q --no-wipe --tag-size 4 "$LOOP"
run integritysetup open "$LOOP" integrity
image luks2
luks_format "$LOOP" --type luks2
luks_open "$LOOP" luks2
image luks1
luks_format "$LOOP" --type luks1
luks_open "$LOOP" luks1-nokeyring --disable-keyring
image luks-integrity 96M
luks_format "$LOOP" --type luks2 --integrity hmac-sha256 --integrity-no-wipe
luks_open "$LOOP" luks-integrity
image plain
luks_open "$LOOP" plain-crypt --type plain --cipher aes-cbc-essiv:sha256 --key-size 256 --hash sha256
state all
