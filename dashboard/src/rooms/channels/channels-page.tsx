import { useState } from "react";
import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { ConnectGuide } from "./connect-guide.tsx";
import { NumberCard } from "./number-card.tsx";
import { useNumbers } from "./queries.ts";
import "./channels-page.css";
import { Changes } from "../../ui/changes.tsx";
import { NumberSkeleton } from "./number-skeleton.tsx";

/** The WhatsApp numbers of the workspace. */
export function ChannelsPage() {
  const mayManage = useMay("channels.manage");
  const [connecting, setConnecting] = useState(false);
  return (
    <div className="page">
      <PageHead title={i18n._("WhatsApp numbers")}>
        {mayManage && !connecting ? (
          <Changes>
            <Button look="primary" onClick={() => setConnecting(true)}>
              {i18n._("Connect a number")}
            </Button>
          </Changes>
        ) : null}
      </PageHead>
      {connecting ? <ConnectGuide onClose={() => setConnecting(false)} /> : null}
      <Numbers mayManage={mayManage} />
    </div>
  );
}

function Numbers({ mayManage }: { mayManage: boolean }) {
  const numbers = useNumbers();
  if (numbers.isPending) {
    return <NumberSkeleton />;
  }
  if (numbers.isError) {
    return (
      <ErrorState
        title={i18n._("The numbers could not be loaded")}
        error={numbers.error}
        onRetry={() => void numbers.refetch()}
      />
    );
  }
  if (numbers.data.length === 0) {
    return (
      <EmptyState icon="inbox" title={i18n._("No number connected yet")}>
        {i18n._("Connect your WhatsApp Business number: its messages then arrive in the inbox.")}
      </EmptyState>
    );
  }
  return (
    <ul className="cards">
      {numbers.data.map((number) => (
        <li key={number.id}>
          <NumberCard number={number} mayManage={mayManage} />
        </li>
      ))}
    </ul>
  );
}
