const WIDTHS = [38, 44, 30, 52, 47, 36, 41, 28];

/** Stands where the rows will, until the first capture arrives. */
export function Skeleton() {
  return (
    <div className="skeleton" role="status" aria-label="Waiting for the first capture">
      {WIDTHS.map((width) => (
        <div key={width} className="skeleton-row" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
