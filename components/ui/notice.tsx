import type { ReactNode } from 'react';

type NoticeProps = {
  readonly title: string;
  readonly tone?: 'bad' | 'plain';
  readonly children?: ReactNode;
};

/** In place of the tree: why there is none, and what to do about it. */
export function Notice({ title, tone = 'plain', children }: NoticeProps) {
  return (
    <section className="notice" data-tone={tone}>
      <h2 className="notice-title">{title}</h2>
      {children}
    </section>
  );
}
