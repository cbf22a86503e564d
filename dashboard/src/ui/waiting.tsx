import { Late } from "./late.tsx";
import { Bone, ErrorState } from "./states.tsx";

interface WaitingProps {
  /** A query; its data are the caller's to show. */
  query: { data: unknown; error: unknown; isPending: boolean; refetch(): unknown };
  /** What could not be loaded, as a sentence. */
  failure: string;
}

/** Until a query has an answer: a placeholder, or what went wrong and the way to try again.
    An answer that is there stays when a later look fails. */
export function Waiting({ query, failure }: WaitingProps) {
  if (query.isPending) {
    return (
      <Late>
        <Bone size="block" />
      </Late>
    );
  }
  return query.data === undefined ? (
    <ErrorState title={failure} error={query.error} onRetry={() => void query.refetch()} />
  ) : null;
}
