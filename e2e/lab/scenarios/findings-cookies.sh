#!/bin/bash
# Semaphores by which commands wait for udev, and which nobody completes
. /mnt/dmscope/e2e/lab/guest/scenario.sh
run dmsetup create plain --table '0 1024 zero'
run dmsetup udevcreatecookie
state cookie-just-made

run date -s '+10 minutes'
state cookie-left

run dmsetup udevcreatecookie
run date -s '+3 hours'
state cookies-left

run dmsetup udevcomplete_all -y
state cookies-completed
