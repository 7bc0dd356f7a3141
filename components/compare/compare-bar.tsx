'use client';

import { ArrowLeftRight } from 'lucide-react';
import { printableHostText } from '../../lib/text/host-text.ts';
import type { AnyHost } from '../recordings/any-host.ts';
import { hostDetail } from '../recordings/recording-words.ts';
import { IconButton } from '../ui/icon-button.tsx';

type Pair = { readonly host: string; readonly compare: string };

type CompareBarProps = {
  readonly hosts: readonly AnyHost[];
  readonly earlier: AnyHost | null;
  readonly later: AnyHost | null;
  /** Of their captures, seconds since 1970, 0 where nothing tells; null until they are there. */
  readonly times: readonly [number | null, number | null];
  readonly onChoose: (pair: Partial<Pair>) => void;
};

/** Which two are compared, and which way round. */
export function CompareBar({ hosts, earlier, later, times, onChoose }: CompareBarProps) {
  return (
    <section className="compare-bar" aria-label="What is compared">
      <Side
        title="Before"
        hosts={hosts}
        chosen={earlier}
        timeSeconds={times[0]}
        onChoose={(compare) => onChoose({ compare })}
      />
      <IconButton
        icon={ArrowLeftRight}
        label="Swap before and after"
        isDisabled={earlier === null || later === null}
        onClick={() => earlier && later && onChoose({ host: earlier.id, compare: later.id })}
      />
      <Side
        title="After"
        hosts={hosts}
        chosen={later}
        timeSeconds={times[1]}
        onChoose={(host) => onChoose({ host })}
      />
    </section>
  );
}

type SideProps = {
  readonly title: string;
  readonly hosts: readonly AnyHost[];
  readonly chosen: AnyHost | null;
  readonly timeSeconds: number | null;
  readonly onChoose: (hostId: string) => void;
};

function Side({ title, hosts, chosen, timeSeconds, onChoose }: SideProps) {
  return (
    <label className="compare-side">
      <span className="compare-title">{title}</span>
      <select
        className="compare-choice"
        value={chosen?.id ?? ''}
        onChange={(event) => onChoose(event.target.value)}
      >
        {chosen === null && <option value="">not here</option>}
        {hosts.map((host) => (
          <option key={host.id} value={host.id}>
            {printableHostText(
              `${host.name} – ${hostDetail(host === chosen ? { ...host, timeSeconds } : host)}`,
            )}
          </option>
        ))}
      </select>
    </label>
  );
}
