import type { CommandRun } from '../../lib/run/run.ts';
import { commandEnd } from '../../lib/run/words.ts';
import { grouped } from '../../lib/text/exact-size.ts';
import { CommandLine } from '../plan/plan-steps.tsx';
import { HostText } from '../ui/host-text.tsx';

type CommandOutputProps = {
  readonly command: CommandRun;
  readonly isOpen: boolean;
  readonly what: string;
};

/** What was run and what it said, under one line that tells how it ended. */
export function CommandOutput({ command, isOpen, what }: CommandOutputProps) {
  const { argv, stdout, stderr } = command;
  const isSilent = stdout === '' && stderr === '';
  return (
    <details className="run-output" open={isOpen}>
      <summary>
        Command and output <span className="quiet">{commandEnd(command)}</span>
      </summary>
      <CommandLine argv={argv} what={what} />
      {isSilent && (
        <p className="quiet">{command.durationMs === null ? 'No output yet.' : 'It printed nothing.'}</p>
      )}
      <Printed label="Standard output" text={stdout} />
      <Printed label="Standard error" text={stderr} />
    </details>
  );
}

/** More lines than these nobody reads on a page. */
const SHOWN = 200;

function Printed({ label, text }: { readonly label: string; readonly text: string }) {
  if (text === '') return null;
  const lines = text.replace(/\n$/, '').split('\n');
  return (
    <>
      <p className="group-title run-printed-title">{label}</p>
      <pre className="quote-lines mono">
        {lines.slice(0, SHOWN).map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines stay where they are
          <span key={at} className="quote-line">
            <HostText text={line} />
          </span>
        ))}
      </pre>
      {lines.length > SHOWN && (
        <p className="quiet">{grouped(lines.length - SHOWN)} more lines are in the journal.</p>
      )}
    </>
  );
}
