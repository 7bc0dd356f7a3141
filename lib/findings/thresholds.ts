/**
 * When something is nearly full. One place, so that a rule and the reason for it cannot drift apart.
 */

/**
 * A classic snapshot that runs full is lost for good, and nothing warns: LVM extends it only where
 * snapshot_autoextend_threshold is set below 100, which it is not by default. At 80 % there is time to act by day; from
 * 95 % on the next burst of writes may be the last.
 */
export const SNAPSHOT_WARNING = 0.8;
export const SNAPSHOT_CRITICAL = 0.95;

/**
 * A thin pool out of data space makes writes wait 60 s and then fail, and file systems above turn read-only. Dmeventd
 * would extend it from thin_pool_autoextend_threshold on, which most set to 70 or 80: above that, nobody does.
 */
export const POOL_DATA_WARNING = 0.85;
export const POOL_DATA_CRITICAL = 0.95;

/** Out of metadata is worse: the pool turns read-only and needs a check offline. LVM's own warning begins at 80 %. */
export const POOL_METADATA_WARNING = 0.8;
export const POOL_METADATA_CRITICAL = 0.9;

/** A snapshot or pool that would be full sooner than this at the pace of two captures is worth a warning at any level. */
export const FULL_SOON_SECONDS = 3600;

/** A thin pool takes all its volumes with it and may be slow to grow, so it is told earlier: a day, if the pace has lasted two hours. */
export const PACE_IS_BELIEVED_TIMES = 12;
export const FORECAST_AT_MOST_SECONDS = 86_400;

/** After three minutes udev kills a rule that is still at work (event_timeout of udev.conf): what it had to complete stays. */
export const COOKIE_IS_OLD_SECONDS = 180;

/**
 * Commands leave devices suspended, without a table, or without what stood on them, for milliseconds; a slow host under
 * load was seen to take 13 s. What has stayed so for longer is no step of a command any more. A suspension stops all
 * work above it, so that one is believed sooner.
 */
export const STAYED_SECONDS = { short: 15, trend: 30, usual: 30 } as const;

/** With a command at work on the devices: it may be stuck itself, and that is to be known too. */
export const STAYED_AT_WORK_SECONDS = { short: 30, trend: 60, usual: 60 } as const;

/** What an older capture does not show yet may have begun long ago: it proves nothing new. */
export const LOOK_IS_RECENT_SECONDS = 30;

/** The last that a collector tells after its start has come by then, if it comes at all; see `sightings`. */
export const FIRST_LOOK_SECONDS = 15;

/** A loaded host is silent for a while; what came up in a longer silence may have been so for most of it. */
export const SILENCE_SECONDS = 60;
