import { shownDevNo } from '../../lib/block/dev-no.ts';
import { targetTypeOf } from '../../lib/dm/target-types.ts';
import { makerOf, usedAs } from '../../lib/stack/describe.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { stateMarks } from '../../lib/stack/state.ts';
import { exactBytes } from '../../lib/text/exact-size.ts';
import { printableHostText } from '../../lib/text/host-text.ts';
import { HostText, MiddleText } from '../ui/host-text.tsx';
import { SizeWords } from '../ui/size.tsx';
import { Cell } from './cell.tsx';
import { countTargets } from './column-widths.ts';
import { StateMarks } from './state-cell.tsx';

type CellProps = { readonly device: Device; readonly words: readonly string[] };

/** Every cell but the first. */
export function TreeCells({ device, words }: CellProps) {
  return (
    <>
      <Cell column="number" className="mono">
        <HostText text={shownDevNo(device.devNo)} words={words} />
      </Cell>
      <MakerCell device={device} words={words} />
      <TargetsCell device={device} words={words} />
      <Cell column="size" title={device.sizeBytes === null ? undefined : exactBytes(device.sizeBytes)}>
        <SizeWords bytes={device.sizeBytes} />
      </Cell>
      <Cell column="open" className="mono">
        {device.dm?.openCount ?? ''}
      </Cell>
      <StateCell device={device} />
      <UseCell device={device} words={words} />
    </>
  );
}

function StateCell({ device }: { readonly device: Device }) {
  const marks = stateMarks(device);
  const title = marks.map(({ word, meaning }) => `${word}: ${meaning}`).join('\n');
  return (
    <Cell column="state" title={title || undefined}>
      <StateMarks marks={marks} />
    </Cell>
  );
}

function MakerCell({ device, words }: CellProps) {
  const { by, detail } = makerOf(device);
  return (
    <Cell column="maker" title={printableHostText(detail) || undefined}>
      <HostText text={by} />{' '}
      <span className="quiet">
        <HostText text={detail} words={words} />
      </span>
    </Cell>
  );
}

function TargetsCell({ device, words }: CellProps) {
  return (
    <Cell column="targets">
      {[...countTargets(device)].map(([target, count]) => (
        <span key={target} className="target" title={targetTitle(target, count)}>
          <HostText text={target} words={words} />
          {count > 1 && <span className="quiet"> ×{count}</span>}
        </span>
      ))}
    </Cell>
  );
}

function targetTitle(target: string, count: number): string {
  const purpose = targetTypeOf(target)?.purpose ?? 'A target type that is not known here.';
  return count > 1 ? `${purpose} ${count} lines of the table.` : purpose;
}

function UseCell({ device, words }: CellProps) {
  const use = usedAs(device);
  if (!use) return <Cell column="use" />;
  const title = printableHostText(`${use.text} ${use.more}`.trim());
  return (
    <Cell column="use" className={use.isActive ? '' : 'soft'} title={title}>
      <span className={use.isActive ? 'use-text mono' : 'use-text'}>
        {use.isActive ? (
          <MiddleText text={use.text} words={words} />
        ) : (
          <HostText text={use.text} words={words} />
        )}
      </span>
      {use.more && (
        <span className="quiet use-more">
          <HostText text={use.more} words={words} />
        </span>
      )}
    </Cell>
  );
}
