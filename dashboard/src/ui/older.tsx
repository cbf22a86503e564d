import { i18n } from "../lib/i18n.ts";
import { Button } from "./button.tsx";

interface OlderProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): unknown };
}

/** The way on in a list that comes in pages, where there is more. */
export function Older({ query }: OlderProps) {
  return query.hasNextPage ? (
    <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {i18n._("Show older ones")}
    </Button>
  ) : null;
}
