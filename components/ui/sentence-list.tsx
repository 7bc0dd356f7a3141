import { HostText } from './host-text.tsx';

export function SentenceList({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul className="sentences">
      {sentences.map((sentence) => (
        <li key={sentence}>
          <HostText text={sentence} />
        </li>
      ))}
    </ul>
  );
}
