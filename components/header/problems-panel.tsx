'use client';

import { CircleAlert } from 'lucide-react';
import type { Problem } from '../../lib/problem.ts';
import { HostText } from '../ui/host-text.tsx';
import { Panel } from '../ui/panel.tsx';

type ProblemsPanelProps = {
  readonly problems: readonly Problem[];
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
};

/** A broken capture can have a problem a line; more than these nobody reads on a page. */
const SHOWN = 200;

/** What of the capture was not understood, line by line, so that nobody takes the tree for more than it is. */
export function ProblemsPanel({ problems, isOpen, onOpenChange }: ProblemsPanelProps) {
  const count = problems.length;
  if (count === 0) return null;
  const title = `${count} ${count === 1 ? 'problem' : 'problems'}`;
  return (
    <Panel
      title={title}
      intro="These lines of the capture were not understood, or do not agree. Everything else is shown."
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger={
        <>
          <CircleAlert size={14} className="warn-icon" aria-hidden />
          {title}
        </>
      }
    >
      <ul className="panel-list">
        {problems.slice(0, SHOWN).map((problem) => (
          <li key={`${problem.section} ${problem.line} ${problem.message} ${problem.text}`}>
            <p>
              <span className="mono">
                <HostText text={problem.section} />
                {problem.line !== null && `:${problem.line}`}
              </span>{' '}
              <span className="soft">
                <HostText text={problem.message} />
              </span>
            </p>
            {problem.text && (
              <pre className="raw-line mono">
                <HostText text={problem.text} />
              </pre>
            )}
          </li>
        ))}
      </ul>
      {count > SHOWN && <p className="panel-more quiet">{count - SHOWN} more are in the capture.</p>}
    </Panel>
  );
}
