'use client';

import type {
  Prevention,
  PreventionStep,
  PreventionTable,
} from '../../lib/findings/prevention/prevention.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { HostText } from '../ui/host-text.tsx';
import { SentenceList } from '../ui/sentence-list.tsx';

/** What LVM would do with such a device again, and the exact lines after which it would not. dmscope writes none of them. */
export function PreventionFacts({ prevention }: { readonly prevention: Prevention }) {
  const { sentences, table, steps } = prevention;
  return (
    <div className="prevention">
      <SentenceList sentences={sentences} />
      {table && <Effect table={table} />}
      {steps.length > 0 && (
        <ol className="prevention-steps">
          {steps.map((step) => (
            <Step key={step.sentence} step={step} />
          ))}
        </ol>
      )}
    </div>
  );
}

/** Layer by layer, before and after: what stops LVM at one often leaves the next one open. */
function Effect({ table: { head, rows } }: { readonly table: PreventionTable }) {
  return (
    <table className="prevention-effect">
      <thead>
        <tr>
          {head.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([layer = '', ...cells]) => (
          <tr key={layer}>
            <th scope="row">{layer}</th>
            {cells.map((cell, i) => (
              <td key={head[i + 1]} data-activated={cell.includes('activated') || undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Step({ step: { sentence, where, lines } }: { readonly step: PreventionStep }) {
  return (
    <li className="prevention-step">
      <HostText text={sentence} />
      {lines.length > 0 && (
        <div className="prevention-lines">
          <div className="prevention-where">
            <span className={where.startsWith('/') ? 'mono quiet' : 'quiet'}>{where}</span>
            <CopyButton text={`${lines.join('\n')}\n`} what="these lines" />
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre className="mono" tabIndex={0}>
            {lines.map((line) => (
              <span key={line} className="prevention-line">
                <HostText text={line.replaceAll('\t', '    ')} />
              </span>
            ))}
          </pre>
        </div>
      )}
    </li>
  );
}
