'use client';

import { CircleHelp } from 'lucide-react';
import { LAYER_NAMES, type Layer } from '../../lib/stack/layer.ts';
import { DialogFrame, DialogHead } from '../ui/dialog-frame.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { LayerMark } from '../ui/layer-mark.tsx';
import { usePageKey } from '../use-page-key.ts';
import { KEY_GROUPS, type KeyGroup } from './keys.ts';

type HelpProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void };

/** What the keys do and what the marks mean, behind `?`. */
export function HelpDialog({ isOpen, onOpenChange }: HelpProps) {
  usePageKey('?', () => onOpenChange(true));
  return (
    <>
      <IconButton
        icon={CircleHelp}
        label="Help"
        hint="Keys and marks: ?"
        onClick={() => onOpenChange(true)}
      />
      <DialogFrame isOpen={isOpen} onClose={() => onOpenChange(false)} className="help">
        <DialogHead title="Keys and marks" what="help">
          What the keys do, and what the marks of devices mean
        </DialogHead>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="dialog-body help-body" tabIndex={0} aria-label="Keys and marks, list">
          <div className="help-keys">
            {KEY_GROUPS.map((group) => (
              <Keys key={group.title} group={group} />
            ))}
          </div>
          <Marks />
        </section>
      </DialogFrame>
    </>
  );
}

function Keys({ group: { title, keys } }: { readonly group: KeyGroup }) {
  return (
    <section className="group">
      <h3 className="group-title">{title}</h3>
      <dl>
        {keys.map(({ signs, does }) => (
          <div key={does} className="help-row">
            <dt>
              {signs.map((sign) => (
                <kbd key={sign}>{sign}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Marks() {
  return (
    <section className="group">
      <h3 className="group-title">Marks</h3>
      <dl className="help-marks">
        {(Object.keys(LAYER_NAMES) as Layer[]).map((layer) => (
          <div key={layer} className="help-row">
            <dt>
              <LayerMark layer={layer} />
            </dt>
            <dd>{LAYER_NAMES[layer].words}</dd>
          </div>
        ))}
      </dl>
      <p className="help-note quiet">
        A device that stands in several places is open in the first one; elsewhere its mark is hollow.
      </p>
    </section>
  );
}
