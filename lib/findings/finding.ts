import type { DevNo } from '../block/dev-no.ts';
import type { Prevention } from './prevention/prevention.ts';
import type { Survey } from './survey.ts';

/**
 * A finding is one thing on a host that does not belong or does not work: what it is, why dmscope thinks so, what it
 * leads to, and how to mend it. It claims nothing that its evidence does not show: the evidence is quoted from the
 * host's own tools, so that a reader can check it without dmscope.
 *
 * Rules are pure and look at one stack; `previous`, an earlier stack of the same host, only refines what they say (how
 * fast a snapshot fills). What may be so for a moment only is raised when it has stayed so (settle.ts). All text is
 * printable: names of devices come from guests.
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
  /** Why the plan for that is refused now, in sentences; empty where it can be run, and where there is none. */
  readonly refusals: readonly string[];
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
export type Draft = Omit<Finding, 'id' | 'rule' | 'refusals' | 'advice' | 'prevention'> & {
  readonly cause: readonly string[];
  readonly advice?: readonly string[];
  readonly prevention?: Prevention;
  /** Said at the end of `consequence` until it has stayed so; see `Rule.patience`. */
  readonly whileNew?: string;
};

/**
 * `usual`: commands make such states and end them again, so it is raised when it has stayed so. `short`: the same, but
 * everything waits meanwhile, so it is told at once, and raised sooner. `trend`: a burst of writes looks like it; told at once
 * too, and no command excuses it. `none`: it is no state that passes.
 */
export type Patience = 'none' | 'short' | 'trend' | 'usual';

export type Rule = {
  /** Begins the id of its findings. */
  readonly name: string;
  /** `usual` unless told. */
  readonly patience?: Patience;
  /** One that may find hundreds gives them one by one: a page goes on in between. */
  readonly find: (survey: Survey) => Iterable<Draft>;
};
