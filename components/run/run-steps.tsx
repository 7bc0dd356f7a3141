'use client';

import {
  Check,
  Circle,
  CircleDashed,
  CircleHelp,
  CircleSlash,
  LoaderCircle,
  OctagonAlert,
} from 'lucide-react';
import type { Step } from '../../lib/plan/plan.ts';
import type { CommandRun, Run, StepRun } from '../../lib/run/run.ts';
import { isDoubtful } from '../../lib/run/step-outcome.ts';
import { foundWords, guardWords, STEP_WORDS } from '../../lib/run/words.ts';
import { durationText } from '../../lib/text/time-text.ts';
import { CommandLine } from '../plan/plan-steps.tsx';
import { HostText } from '../ui/host-text.tsx';
import { useNow } from '../ui/use-now.ts';
import { CommandOutput } from './command-output.tsx';
import { isUnderWay } from './run-words.ts';

/** Each step of a run as far as it has come. */
export function RunSteps({ run }: { readonly run: Run }) {
  return (
    <ol className="run-steps" aria-label="Steps">
      {run.plan.steps.map((step, at) => {
        const stepRun = run.steps[at];
        return (
          stepRun && (
            <RunStep
              key={`${step.kind} ${step.device.identity}`}
              step={step}
              stepRun={stepRun}
              number={at + 1}
            />
          )
        );
      })}
    </ol>
  );
}

const ICONS = {
  waiting: Circle,
  checking: LoaderCircle,
  running: LoaderCircle,
  verifying: LoaderCircle,
  done: Check,
  'already-so': Check,
  failed: OctagonAlert,
  unverified: CircleHelp,
  unknown: CircleHelp,
  'cut-short': CircleDashed,
  'not-run': CircleSlash,
} as const;

type RunStepProps = { readonly step: Step; readonly stepRun: StepRun; readonly number: number };

function RunStep({ step, stepRun, number }: RunStepProps) {
  const { state, reason, command } = stepRun;
  const Icon = ICONS[state];
  return (
    <li className="run-step" data-state={state}>
      <Icon size={16} className="run-step-icon" aria-hidden />
      <div className="run-step-line">
        <p className="plan-sentence">
          <HostText text={step.sentence} />
        </p>
        <p className="run-step-state">
          {STEP_WORDS[state]}
          <StepTime stepRun={stepRun} />
        </p>
      </div>
      {command?.isLate && <LateWords command={command} />}
      {reason !== null && (
        <p className="run-reason">
          <HostText text={reason} />
        </p>
      )}
      <StepFacts stepRun={stepRun} />
      {command ? (
        <CommandOutput
          command={command}
          isOpen={state === 'failed' || isDoubtful(stepRun)}
          what={`command ${number}`}
        />
      ) : (
        state === 'not-run' && <CommandLine argv={step.argv} what={`command ${number}`} />
      )}
    </li>
  );
}

/** What a later start found, and how the guard ended where that was not as usual. */
function StepFacts({ stepRun }: { readonly stepRun: StepRun }) {
  const { guard, found } = stepRun;
  const isUsual = guard?.left === undefined && guard?.isApart !== false && guard?.end !== 'late';
  const facts = [foundWords(found), isUsual ? null : guardWords(stepRun)].filter((each) => each !== null);
  return facts.map((sentence) => (
    <p key={sentence} className="run-reason">
      <HostText text={sentence} />
    </p>
  ));
}

function StepTime({ stepRun }: { readonly stepRun: StepRun }) {
  const { state, beganAtMs, endedAtMs } = stepRun;
  if (beganAtMs === null) return null;
  if (isUnderWay(state)) return <Elapsed sinceMs={beganAtMs} />;
  return endedAtMs === null ? null : (
    <span className="run-time mono">{durationText(endedAtMs - beganAtMs)}</span>
  );
}

function Elapsed({ sinceMs }: { readonly sinceMs: number }) {
  const now = useNow(1000);
  if (now === null) return null;
  const seconds = Math.max(0, Math.floor((now - sinceMs) / 1000));
  return <span className="run-time mono">{seconds} s</span>;
}

function LateWords({ command }: { readonly command: CommandRun }) {
  return (
    <p className="run-late">
      {command.durationMs === null
        ? 'Past its deadline; left alone, since a signal does not free what is stuck in the kernel.'
        : 'It ended past its deadline.'}
    </p>
  );
}
