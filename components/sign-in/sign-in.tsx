'use client';

import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { problemText } from './problem-text.ts';

type SignInProps = {
  /** What was wrong with the last attempt, in the server's word for it. */
  readonly problem: string | null;
  /** How long not to try again. */
  readonly seconds: number;
  /** Where to go afterwards; the server decides whether it may be. */
  readonly next: string;
};

/**
 * A plain form, which works without scripts. With them it also takes the token of a one-time link out of the address bar
 * and posts it, and leaves at once when somebody is signed in already: a link from another site comes without the cookie.
 */
export function SignIn({ problem, seconds, next }: SignInProps) {
  const [isArriving, setIsArriving] = useState(false);
  const tokenForm = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const token = location.hash.slice(1);
    if (token !== '') {
      setIsArriving(true);
      history.replaceState(null, '', `${location.pathname}${location.search}`);
      const field = tokenForm.current?.elements.namedItem('token');
      if (field instanceof HTMLInputElement) field.value = token;
      tokenForm.current?.submit();
      return;
    }
    if (problem !== null) return;
    const leaving = new AbortController();
    fetch('/api/trpc/session.me', { signal: leaving.signal }).then(
      ({ ok }) => ok && location.replace(`/sign-in/continue?${new URLSearchParams({ next })}`),
      () => undefined,
    );
    return () => leaving.abort();
  }, [problem, next]);
  return (
    <main className="sign-in">
      <h1 className="sign-in-title mono">dmscope</h1>
      <form ref={tokenForm} method="post" action="/sign-in/link" hidden>
        <input type="hidden" name="token" />
        <input type="hidden" name="next" value={next} />
      </form>
      {isArriving ? (
        <p role="status">Signing in with the link</p>
      ) : (
        <PasswordForm trouble={problemText(problem, seconds)} next={next} />
      )}
    </main>
  );
}

type PasswordFormProps = { readonly trouble: string | null; readonly next: string };

function PasswordForm({ trouble, next }: PasswordFormProps) {
  return (
    <>
      <form
        method="post"
        action="/sign-in/password"
        aria-describedby={trouble ? 'sign-in-trouble' : undefined}
      >
        <input type="hidden" name="next" value={next} />
        {trouble && (
          <p id="sign-in-trouble" className="sign-in-trouble" role="alert">
            <CircleAlert size={16} aria-hidden />
            <span>{trouble}</span>
          </p>
        )}
        <label className="sign-in-field">
          <span>Name</span>
          <input
            name="name"
            required
            maxLength={64}
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
          />
        </label>
        <label className="sign-in-field">
          <span>Password</span>
          <input name="password" type="password" required maxLength={1000} autoComplete="current-password" />
        </label>
        <button type="submit" className="push-button sign-in-button">
          Sign in
        </button>
      </form>
      <p className="sign-in-hint quiet">
        No password? dmscope prints a link when it starts that signs in whoever started it.{' '}
        <code>dmscope user add</code> gives passwords to others.
      </p>
      <noscript>
        <p className="sign-in-hint quiet">That link needs JavaScript; a password does not.</p>
      </noscript>
    </>
  );
}
