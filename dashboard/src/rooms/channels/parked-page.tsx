import { i18n } from "../../lib/i18n.ts";
import { fullTime } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Late } from "../../ui/late.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Bone, EmptyState, ErrorState } from "../../ui/states.tsx";
import { useParked } from "./queries.ts";

/** Updates from WhatsApp that could not be read: kept apart, so that nothing is lost unseen. */
export function ParkedPage() {
  return (
    <div className="page">
      <PageHead title={i18n._("Unreadable updates")} />
      <p className="page-lead">
        {i18n._(
          "What WhatsApp sent and we could not read is kept here. Other messages are not held up by it.",
        )}
      </p>
      <ParkedList />
    </div>
  );
}

function ParkedList() {
  const parked = useParked();
  if (parked.isPending) {
    return (
      <Late>
        <Bone />
      </Late>
    );
  }
  if (parked.isError) {
    return (
      <ErrorState
        title={i18n._("The list could not be loaded")}
        error={parked.error}
        onRetry={() => void parked.refetch()}
      />
    );
  }
  const items = parked.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState icon="check" title={i18n._("Everything was readable")}>
        {i18n._("Nothing needs your attention here.")}
      </EmptyState>
    );
  }
  return (
    <>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{i18n._("Time")}</th>
              <th scope="col">{i18n._("Kind")}</th>
              <th scope="col">{i18n._("Reason")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <td>
                  <time dateTime={item.received_at}>{fullTime(item.received_at)}</time>
                </td>
                <td>
                  <bdi>{item.kind}</bdi>
                </td>
                <td>
                  <bdi>{item.reason}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {parked.hasNextPage ? (
        <Button busy={parked.isFetchingNextPage} onClick={() => void parked.fetchNextPage()}>
          {i18n._("Show more")}
        </Button>
      ) : null}
    </>
  );
}
