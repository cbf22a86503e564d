import { i18n } from "../../lib/i18n.ts";
import { useSignal } from "../../lib/signal.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuHeading, MenuItem } from "../../ui/menu.tsx";
import { type Filter, type Only, onlys, type Queue } from "./keys.ts";
import { shownKept, useTags } from "./sorting-queries.ts";
import { TagChip } from "./tag-chip.tsx";
import { ViewsMenu } from "./views-menu.tsx";

/** What a list keeps to, and the lists kept under a name. */
export function ListFilters({ queue, filter }: { queue: Queue; filter: Filter }) {
  return (
    <div className="list-filters">
      <OnlyFilter />
      <TagFilter />
      <ViewsMenu queue={queue} filter={filter} />
    </div>
  );
}

function onlyName(only: Only | null): string {
  if (only === null) {
    return i18n._("Everyone");
  }
  const names: Record<Only, string> = {
    unread: i18n._("Unread"),
    waiting: i18n._("Waiting for an answer"),
    closing: i18n._("Window closes soon"),
  };
  return names[only];
}

function OnlyFilter() {
  const kept = useSignal(shownKept);
  return (
    <Menu
      label={i18n._("Whom to show")}
      trigger={
        <Button look="quiet" icon="down">
          {onlyName(kept.only)}
        </Button>
      }
    >
      <MenuHeading>{i18n._("Whom to show")}</MenuHeading>
      {[null, ...onlys].map((only) => (
        <MenuItem
          key={only}
          checked={kept.only === only}
          onSelect={() => shownKept.set({ ...kept, only })}
        >
          {onlyName(only)}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Away while the workspace has no tags. */
function TagFilter() {
  const tags = useTags().data ?? [];
  const kept = useSignal(shownKept);
  const tag = tags.find((each) => each.id === kept.tag);
  if (tags.length === 0) {
    return null;
  }
  return (
    <Menu
      label={i18n._("Only with this tag")}
      trigger={
        <Button look="quiet" icon="down">
          {tag ? i18n._("Tag: {name}", { name: tag.name }) : i18n._("All tags")}
        </Button>
      }
    >
      <MenuHeading>{i18n._("Only with this tag")}</MenuHeading>
      <MenuItem checked={tag === undefined} onSelect={() => shownKept.set({ ...kept, tag: null })}>
        {i18n._("All tags")}
      </MenuItem>
      {tags.map((each) => (
        <MenuItem
          key={each.id}
          checked={each.id === kept.tag}
          onSelect={() => shownKept.set({ ...kept, tag: each.id })}
        >
          <TagChip tag={each} />
        </MenuItem>
      ))}
    </Menu>
  );
}
