import type { StepIn } from "../api/types.ts";
import { useMay, useViewer } from "../api/viewer.tsx";
import { i18n } from "../lib/i18n.ts";
import { clockTime } from "../lib/time.ts";
import { useSendOut, useStepIns } from "../rooms/workspaces/step-in-queries.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { postForm } from "./post-form.ts";
import "./standing-bar.css";

/** Says over every page that an operator looks into the workspace: to them, and to all members. */
export function StepInBar() {
  const { workspace, member } = useViewer();
  const running = useStepIns();
  const mine = running.find((each) => each.id === member.id);
  if (mine) {
    return <Looking workspace={workspace.name} org={workspace.id} until={mine.ends_at} />;
  }
  return running.map((each) => <LookedInto key={each.id} stepIn={each} />);
}

function Looking({ workspace, org, until }: { workspace: string; org: string; until: string }) {
  return (
    <section className="standing-bar" role="status" aria-label={i18n._("You are looking in")}>
      <Icon name="warning" size={20} />
      <div className="standing-words">
        <p>
          <strong>
            {i18n._("You are looking into {workspace} as an operator.", { workspace })}
          </strong>
        </p>
        <p>
          {i18n._("Read only: you can change and send nothing. Ends at {time}.", {
            time: clockTime(until),
          })}
        </p>
      </div>
      <Button onClick={() => postForm(`/ops/tenants/${org}/step-in/end`, {})}>
        {i18n._("Leave")}
      </Button>
    </section>
  );
}

function LookedInto({ stepIn }: { stepIn: StepIn }) {
  const mayEnd = useMay("members.manage");
  const send = useSendOut();
  return (
    <section className="standing-bar" role="status" aria-label={i18n._("An operator looks in")}>
      <Icon name="warning" size={20} />
      <div className="standing-words">
        <p>
          <strong>
            {i18n._("The operator {name} is looking into this workspace.", { name: stepIn.name })}
          </strong>{" "}
          <bdi>{stepIn.reason}</bdi>
        </p>
        <p>
          {i18n._(
            "They read conversations, customers, members and the audit log, and can change nothing. Ends at {time}.",
            { time: clockTime(stepIn.ends_at) },
          )}
        </p>
        {send.isError ? <p role="alert">{send.error.message}</p> : null}
      </div>
      {mayEnd ? (
        <Button busy={send.isPending} onClick={() => send.mutate(stepIn.id)}>
          {i18n._("End it")}
        </Button>
      ) : null}
    </section>
  );
}
