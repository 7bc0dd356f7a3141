import type { DevNo } from '../block/dev-no.ts';
import type { Prevention } from './prevention/prevention.ts';
import type { Survey } from './survey.ts';

/**
 * A finding is one thing on a host that does not belong or does not work: what it is, why dmscope thinks so, what it
 * leads to, and how to mend it. It claims nothing that its evidence does not show: the evidence is quoted from the
 * host's own tools, so that a reader can check it without dmscope.
 *
 * Rules are pure and look at one stack; `previous`, an earlier stack of the same host, only refines what they say (how
 * fast a snapshot fills, whether a suspension lasts). All text is printable: names of devices come from guests.
 */

/** `critical`: something is broken, hangs or blocks work now. `warning`: it will, or it might. `notice`: left lying about. */
export type Severity = 'critical' | 'warning' | 'notice';

export type Finding = {
  /** `leaked-guest-group-0f3a9c21d4`: the same for the same cause on the same host, in every capture. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence without a full stop. */
  readonly title: string;
  readonly devices: readonly FindingDevice[];
  readonly evidence: readonly Evidence[];
  /** What it leads to, in sentences. */
  readonly consequence: string;
  /** What would mend it; null where nothing that dmscope does would. */
  readonly intent: Intent | null;
  /** What a person can do where dmscope cannot, or should do next; empty for nothing. */
  readonly advice: readonly string[];
  /** How to keep it from coming back; null where there is nothing to keep from. */
  readonly prevention: Prevention | null;
};

/** `part`: what the device is to this finding, such as `snapshot` or `guest's volume`. */
export type FindingDevice = { readonly devNo: DevNo; readonly name: string; readonly part: string };

/** A quoted fact. `section` of the capture it was read from; `quote` as it stands there, or a value with its name. */
export type Evidence = { readonly section: string; readonly quote: string };

/** `free`: take down all that stands on the device. `remove`: that, and the device itself. `clear`: its inactive table. */
export type Intent = {
  readonly kind: 'free' | 'remove' | 'resume' | 'clear';
  readonly device: { readonly identity: string; readonly devNo: DevNo };
};

/** What a rule gives: a finding, with the identities of the devices that are its cause in place of the id. */
export type Draft = Omit<Finding, 'id' | 'rule' | 'advice' | 'prevention'> & {
  readonly cause: readonly string[];
  readonly advice?: readonly string[];
  readonly prevention?: Prevention;
};

export type Rule = {
  /** Begins the id of its findings. */
  readonly name: string;
  /** One that may find hundreds gives them one by one: a page goes on in between. */
  readonly find: (survey: Survey) => Iterable<Draft>;
};
