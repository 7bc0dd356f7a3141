#!/bin/bash
# FOLDER: what LVM makes of the disks FOLDER/CASE-DISK.img, case by case: `@@@ CASE`, its report, `@@@ ended STATUS`, what it complained of.
# Nobody but the LVM that is asked looks at them: udev's rules would for each of them, and keep its loop busy.
udevadm control --stop-exec-queue
modprobe loop max_loop=64 2>/dev/null
mkdir -p /lab/judged
config='devices{dir="/lab/judged" scan=["/lab/judged"] obtain_device_list_from_udev=0 use_devicesfile=0} backup{backup=0 archive=0}'
pv=pv_name,pv_uuid,vg_name,dev_size,pe_start,pv_pe_count,pv_mda_count,pv_mda_used_count,pv_ba_start,pv_ba_size,pv_ext_vsn,pv_in_use
vg=vg_name,vg_uuid,vg_seqno,vg_extent_size,vg_extent_count,pv_count,lv_count,vg_tags
seg=vg_name,lv_name,lv_uuid,lv_size,lv_tags,lv_permissions,lv_time,segtype,seg_start_pe,seg_size_pe,stripes,stripe_size,devices,thin_id,transaction_id
cd "$1" || exit
for ((case = 0; ; case++)); do
  [ -e "$case-0.img" ] || break
  find /lab/judged -maxdepth 1 -type b -delete
  loops=()
  for image in "$case"-*.img; do
    loop=$(losetup --find --show -r "$image") || exit
    cp -a "$loop" "/lab/judged/loop${#loops[@]}"
    loops+=("$loop")
  done
  echo "@@@ $case"
  LVM_SUPPRESS_FD_WARNINGS=1 timeout 300 lvm fullreport -a --nolocking --config "$config" --reportformat json --units b --nosuffix \
    --configreport pv -o "$pv" --configreport vg -o "$vg" --configreport lv -o lv_name --configreport pvseg -o pvseg_start \
    --configreport seg -o "$seg" 2>/lab/complaints </dev/null
  echo "@@@ ended $?"
  cat /lab/complaints
  losetup -d "${loops[@]}"
done
udevadm control --start-exec-queue
