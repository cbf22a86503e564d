import type { StepIn } from "../api/types.ts";
import { useMay, useViewer } from "../api/viewer.tsx";
import { i18n } from "../lib/i18n.ts";
import { clockTime } from "../lib/time.ts";
import { useSendOut, useStepIns } from "../rooms/workspaces/step-in-queries.ts";
import { Button } from "../ui/button.tsx";
import { NoticeBar } from "./notice-bar.tsx";
import { postForm } from "./post-form.ts";

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
    <NoticeBar
      label={i18n._("You are looking in")}
      more={
        <p>
          {i18n._("Read only: you can change and send nothing. Ends at {time}.", {
            time: clockTime(until),
          })}
        </p>
      }
      deed={
        <Button onClick={() => postForm(`/ops/tenants/${org}/step-in/end`, {})}>
          {i18n._("Leave")}
        </Button>
      }
    >
      <p>
        <strong>{i18n._("You are looking into {workspace} as an operator.", { workspace })}</strong>
      </p>
    </NoticeBar>
  );
}

function LookedInto({ stepIn }: { stepIn: StepIn }) {
  const mayEnd = useMay("members.manage");
  const send = useSendOut();
  return (
    <NoticeBar
      label={i18n._("An operator looks in")}
      more={
        <p>
          {i18n._(
            "They read conversations, customers, members and the audit log, and can change nothing. Ends at {time}.",
            { time: clockTime(stepIn.ends_at) },
          )}
        </p>
      }
      deed={
        mayEnd ? (
          <Button busy={send.isPending} onClick={() => send.mutate(stepIn.id)}>
            {i18n._("End it")}
          </Button>
        ) : null
      }
    >
      <p>
        <strong>
          {i18n._("The operator {name} is looking into this workspace.", { name: stepIn.name })}
        </strong>{" "}
        <bdi>{stepIn.reason}</bdi>
      </p>
      {send.isError ? <p role="alert">{send.error.message}</p> : null}
    </NoticeBar>
  );
}
