# The kinds of devices. What they stand on is apart for each cell: a part of /dev/ubda, a volume of the group zoo, or a file.

SECTORS=655360 # 320 MiB: xfs wants 300

# What the volumes of LVM's share, made with the first of them.
group() {
  [ ! -e /dev/mapper/zoo-origin ] || return 0
  vgcreate -q zoo /dev/ubdb >/dev/null
  volume --type thin-pool -L 1G -n pool zoo
  volume -L 320M -n origin zoo
}

# NAME: a linear mapping over a part of /dev/ubda that nothing else has; its path is in $BASE.
base() {
  local taken=0; [ ! -e /lab/zoo/parts-taken ] || read -r taken </lab/zoo/parts-taken
  echo $((taken + 1)) >/lab/zoo/parts-taken
  dmsetup create "$1" --table "0 $SECTORS linear /dev/ubda $((taken * SECTORS))"
  BASE=/dev/mapper/$1
}
volume() { lvcreate -q -y --monitor n "$@" >/dev/null; }

make_linear() { base "$ID"; devices "$BASE"; }
make_lv() { group; volume -n "$ID" -L 320M zoo; devices "/dev/mapper/zoo-$ID"; }
make_thin() { group; volume -n "$ID" -V 320M --thinpool zoo/pool; devices "/dev/mapper/zoo-$ID"; }
make_snapshot() { group; volume -s -n "$ID" -L 64M zoo/origin; devices "/dev/mapper/zoo-$ID"; }
make_crypt() {
  base "$ID-disk"
  printf key | cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --key-file - "$BASE"
  printf key | cryptsetup open --key-file - "$BASE" "$ID"
  devices "/dev/mapper/$ID"
}
make_multipath() {
  image_loop path 320M
  dmsetup create "$ID" --uuid "mpath-$ID" --table "0 $SECTORS multipath 0 0 1 1 service-time 0 1 1 $LOOP 1"
  devices "/dev/mapper/$ID"
}
make_md() {
  base "$ID-a"; local first=$BASE; base "$ID-b"
  mdadm -q -C "/dev/md$((100 + N))" --run --assume-clean --level=1 --raid-devices=2 "$first" "$BASE"
  devices "/dev/md$((100 + N))"
}
make_loop_file() { image_loop disk.img 320M; devices "$LOOP"; }
make_loop_device() { base "$ID-disk"; devices "$(losetup -f --show "$BASE")"; }
make_nbd() { image disk.img 320M; connect_nbd; devices "/dev/nbd$N"; }
has_size() { [ "$(<"/sys/block/nbd$N/size")" != 0 ]; }
connect_nbd() { qemu-nbd --fork -f raw -c "/dev/nbd$N" "$IMAGE"; until_so has_size; }
make_nbd_client() {
  image disk.img 320M
  start server qemu-nbd -t -f raw -k "$Z/socket" "$IMAGE"; until_so [ -S "$Z/socket" ]
  nbd-client -unix "$Z/socket" "/dev/nbd$N" >/dev/null
  devices "/dev/nbd$N"
}
# Of a partition: the partition, and the device that it is a part of. No longer than others are, on whatever disk: a journal is written
# from end to end, and the disks are in memory.
gpt() { printf 'label: gpt\n,320M\n' | sfdisk -q --no-tell-kernel --no-reread "$1"; }
make_loop_partition() { image disk.img 322M; gpt "$IMAGE"; LOOP=$(losetup -fP --show "$IMAGE"); devices "${LOOP}p1" "$LOOP"; }
make_nbd_partition() { image disk.img 322M; gpt "$IMAGE"; connect_nbd; until_so [ -b "/dev/nbd${N}p1" ]; devices "/dev/nbd${N}p1" "/dev/nbd$N"; }
# The disks from /dev/ubdc on are each for one cell.
next_disk() {
  local taken=0; [ ! -e /lab/zoo/disks-taken ] || read -r taken </lab/zoo/disks-taken
  echo $((taken + 1)) >/lab/zoo/disks-taken
  local letters=cdefghij
  DISK=/dev/ubd${letters:taken:1}; [ -b "$DISK" ]
}
make_disk() { next_disk; devices "$DISK"; }
make_disk_partition() { next_disk; gpt "$DISK"; blockdev --rereadpt "$DISK"; settle; devices "${DISK}1" "$DISK"; }
