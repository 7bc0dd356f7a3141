import type { UdevCookie } from '../../block/parse-udev-cookies.ts';
import { quoted } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import { COOKIE_IS_OLD_SECONDS } from '../thresholds.ts';

/**
 * Semaphores that udev never completed: the command that made one waits for it, holding LVM's lock, or has died. It
 * happens when udev's rule was killed, when events were switched off, or in a container that udev does not serve.
 */
export const udevCookies: Rule = {
  name: 'udev-cookies',
  patience: 'none',
  find: ({ stack }) => {
    const ages = (stack.host.udevCookies ?? []).map((cookie) => ({
      cookie,
      seconds: stack.host.timeSeconds - Math.max(cookie.madeSeconds, cookie.usedSeconds ?? 0),
    }));
    const old = ages.filter(({ seconds }) => seconds >= COOKIE_IS_OLD_SECONDS);
    return old.length === 0 ? [] : [draftOf(old)];
  },
};

type Aged = { readonly cookie: UdevCookie; readonly seconds: number };

const LISTED = 6;

function draftOf(old: readonly Aged[]): Draft {
  const [first] = old;
  const isOne = old.length === 1;
  const commands = old.slice(0, LISTED).map(({ cookie }) => `dmsetup udevcomplete ${cookie.cookie}`);
  return {
    // All of them are one matter: which there are changes with every command that waits.
    cause: ['udev-cookies'],
    severity: 'warning',
    title: isOne
      ? `A command has waited ${minutes(first?.seconds ?? 0)} for udev, or died waiting`
      : `${old.length} commands have waited up to ${minutes(Math.max(...old.map(({ seconds }) => seconds)))} for udev, or died waiting`,
    devices: [],
    evidence: old
      .slice(0, LISTED)
      .map(({ cookie, seconds }) => quoted('udev-cookies', inWords(cookie, seconds))),
    consequence:
      'A dmsetup or LVM command that waits for a udev cookie continues only when that is completed, and what needs its lock – every LVM command on the same volume group – waits behind it. udev gives a rule three minutes: nobody completes this one any more.',
    advice: [
      'See first that udev is at work at all (udevadm settle; systemctl status systemd-udevd), and what waits (ps -eo pid,wchan:20,args | grep semtimedop).',
      `Then complete ${isOne ? 'it' : 'them'} by hand: ${commands.join('; ')}${old.length > LISTED ? '; …' : ''}. The command continues as if udev were done: it may not find its node in /dev.`,
    ],
    intent: null,
  };
}

function inWords({ cookie, semaphoreId, userId, usedSeconds }: UdevCookie, seconds: number): string {
  const used = usedSeconds === null ? 'never waited for or completed' : 'last used then';
  return `cookie ${cookie}, semaphore ${semaphoreId} of user ${userId}: ${minutes(seconds)} old, ${used}`;
}

function minutes(seconds: number): string {
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} days`;
}
