# Ways of using a device by a process that has it open, or had.

held() { until_so grep -q begun "$Z/answer"; }
# The holder does some I/O through what it keeps, and says whether it could.
asks() {
  local before; before=$(wc -l <"$Z/answer")
  kill -USR1 "$(<"$Z/holder.pid")"
  until_so answered "$before"
  tail -n 1 "$Z/answer" | grep -qx ok || { tail -n 1 "$Z/answer"; return 1; }
}
answered() { [ "$(wc -l <"$Z/answer")" -gt "$1" ]; }
hold() { start holder perl "$here/hold.pl" "$1" "${2:-$D}" "$Z/answer" "${@:3}"; held; } # WAY [PATH [NAME]]

use_read() { hold read; };           check_read() { asks; };      let_go_read() { end holder; }
use_write() { hold write; };         check_write() { asks; };     let_go_write() { end holder; }
use_excl() { hold excl; };           check_excl() { asks; };      let_go_excl() { end holder; }
use_mmap() { hold mmap; };           check_mmap() { asks; };      let_go_mmap() { end holder; }
use_uring() { hold uring; };         check_uring() { asks; };     let_go_uring() { end holder; }
use_in_flight() { hold in_flight; }; check_in_flight() { asks; }; let_go_in_flight() { end holder; }

# Through a node that is not in /dev.
odd_node() { NODE=$Z/node; local number; number=$(number_of "$D"); mknod "$NODE" b "${number%:*}" "${number#*:}"; }
use_odd_node() { odd_node; hold write "$NODE"; }; check_odd_node() { asks; }; let_go_odd_node() { end holder; }
# In a namespace with a /dev of its own, where its node has another device's name.
use_own_dev() {
  start holder unshare --mount sh -c '
    mount -t tmpfs dev /dev && mknod -m 666 /dev/null c 1 3 && mknod -m 666 /dev/urandom c 1 9 && mknod /dev/xvda b "${1%:*}" "${1#*:}" &&
    exec perl "$2" write /dev/xvda "$3"' sh "$(number_of "$D")" "$here/hold.pl" "$Z/answer"
  held
}
check_own_dev() { asks; }; let_go_own_dev() { end holder; }

# By a process that is called as one that is of no account.
use_as_qemu_nbd() { hold write "$D" qemu-nbd; };          check_as_qemu_nbd() { asks; };   let_go_as_qemu_nbd() { end holder; }
use_as_blkid() { hold write "$D" blkid; };                check_as_blkid() { asks; };      let_go_as_blkid() { end holder; }
use_as_udev_worker() { hold write "$D" '(udev-worker)'; }; check_as_udev_worker() { asks; }; let_go_as_udev_worker() { end holder; }

# Served to others.
use_nbd_server() {
  start server qemu-nbd -t -f raw -k "$Z/served" "$D"; until_so [ -S "$Z/served" ]
}
check_nbd_server() { qemu-io -f raw -c 'write -P 7 1M 64k' -c flush -c 'read -P 7 1M 64k' "nbd+unix:///?socket=$Z/served" >/dev/null; }
let_go_nbd_server() { end server; }
use_storage_daemon() {
  start server qemu-storage-daemon --blockdev "driver=host_device,node-name=disk,filename=$D" \
    --nbd-server "addr.type=unix,addr.path=$Z/served" --export type=nbd,id=export,node-name=disk,name=disk,writable=on
  until_so [ -S "$Z/served" ]
}
check_storage_daemon() { qemu-io -f raw -c 'write -P 7 1M 64k' -c flush -c 'read -P 7 1M 64k' "nbd+unix:///disk?socket=$Z/served" >/dev/null; }
let_go_storage_daemon() { end server; }
