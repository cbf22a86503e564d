import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { SavedView } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { useSignal } from "../../lib/signal.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Menu, MenuHeading, MenuItem, MenuLine } from "../../ui/menu.tsx";
import { DeleteByName } from "./delete-by-name.tsx";
import type { Filter, Queue } from "./keys.ts";
import { useDeleteView, useKeepView, useViews } from "./quick-queries.ts";
import { shownKept } from "./sorting-queries.ts";
import "./quick.css";

interface ListNow {
  queue: Queue;
  filter: Filter;
}

/** Lists with their filters, under a name: one's own and the team's. */
export function ViewsMenu({ queue, filter }: ListNow) {
  const navigate = useNavigate();
  const [naming, setNaming] = useState(false);
  const views = useViews().data ?? [];
  const kept = useSignal(shownKept);
  const now = { queue, status: filter, ...kept };
  function open({ queue, status, only, tag }: SavedView) {
    shownKept.set({ only, tag });
    void navigate({ to: "/inbox/$queue", params: { queue }, search: { filter: status } });
  }
  return (
    <>
      <Menu
        label={i18n._("Saved views")}
        trigger={
          <Button look="quiet" icon="down">
            {i18n._("Views")}
          </Button>
        }
      >
        <MenuHeading>{i18n._("Saved views")}</MenuHeading>
        {views.map((view) => (
          <MenuItem key={view.id} checked={isShown(view, now)} onSelect={() => open(view)}>
            <ViewName view={view} />
          </MenuItem>
        ))}
        {views.length > 0 ? <MenuLine /> : null}
        <MenuItem onSelect={() => setNaming(true)}>{i18n._("Save this list…")}</MenuItem>
      </Menu>
      {naming ? <ViewsDialog now={now} onClose={() => setNaming(false)} /> : null}
    </>
  );
}

type Shown = Pick<SavedView, "queue" | "status" | "only" | "tag">;

function isShown(view: Shown, now: Shown): boolean {
  return (
    view.queue === now.queue &&
    view.status === now.status &&
    view.only === now.only &&
    view.tag === now.tag
  );
}

function ViewName({ view }: { view: SavedView }) {
  return (
    <span className="quick-name">
      <bdi>{view.name}</bdi>
      {view.mine ? null : <span className="quick-whose">{i18n._("Team")}</span>}
    </span>
  );
}

function ViewsDialog({ now, onClose }: { now: Shown; onClose(): void }) {
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const keep = useKeepView();
  const remove = useDeleteView();
  const mayShare = useMay("inbox.assign");
  const views = (useViews().data ?? []).filter((view) => view.mine || mayShare);
  return (
    <Dialog title={i18n._("Save this list")} onClose={onClose}>
      <Changes>
        <form
          className="quick-form"
          onSubmit={(event) => {
            event.preventDefault();
            keep.mutate({ ...now, name: name.trim(), mine: !shared }, { onSuccess: onClose });
          }}
        >
          <Field
            label={i18n._("Name of the view")}
            help={i18n._("Its queue, state and filters are kept with it.")}
            dir="auto"
            value={name}
            maxLength={40}
            error={keep.error?.message}
            onChange={(event) => setName(event.target.value)}
          />
          {mayShare ? (
            <label className="quick-check">
              <input
                type="checkbox"
                checked={shared}
                onChange={(event) => setShared(event.target.checked)}
              />
              {i18n._("For the whole team")}
            </label>
          ) : null}
          <div className="dialog-foot">
            <Button
              type="submit"
              look="primary"
              busy={keep.isPending}
              disabled={name.trim() === ""}
            >
              {i18n._("Save view")}
            </Button>
          </div>
        </form>
        <ul className="quick-list" aria-label={i18n._("Saved views")}>
          {views.map((view) => (
            <li key={view.id}>
              <ViewName view={view} />
              <DeleteByName name={view.name} remove={remove} id={view.id} />
            </li>
          ))}
        </ul>
      </Changes>
    </Dialog>
  );
}
