'use client';

import { LogOut } from 'lucide-react';
import type { Me } from './use-me.ts';

/** Who is signed in here, as what, and the way out. A proxy that signed them in is also what signs them out. */
export function Account({ me }: { readonly me: Me | null }) {
  if (me === null) return null;
  return (
    <form className="account" method="post" action="/sign-out">
      <span className="account-name mono" title={`Signed in as ${me.name}`}>
        {me.name}
      </span>
      <span className="account-role quiet">{me.isReadOnly ? 'read-only' : me.role}</span>
      {me.by !== 'proxy' && (
        <button type="submit" className="icon-button" aria-label="Sign out" title="Sign out">
          <LogOut size={16} aria-hidden />
        </button>
      )}
    </form>
  );
}
