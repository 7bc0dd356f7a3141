'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text.ts';

const CONFIRMED_MS = 1500;

type CopyButtonProps = {
  readonly text: string;
  readonly what: string;
  /** In words beside the icon; without it there is only the icon. */
  readonly label?: string;
};

export function CopyButton({ text, what, label }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <button
      type="button"
      className={label ? 'push-button copy-label' : 'icon-button copy-button'}
      aria-label={label ? undefined : isCopied ? `Copied ${what}` : `Copy ${what}`}
      title={`Copy ${what}`}
      onClick={async () => setCopied(await copyText(text))}
    >
      {isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      {label && (isCopied ? 'Copied' : label)}
    </button>
  );
}
