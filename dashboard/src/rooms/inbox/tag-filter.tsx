import { i18n } from "../../lib/i18n.ts";
import { useSignal } from "../../lib/signal.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuHeading, MenuItem } from "../../ui/menu.tsx";
import { shownTag, useTags } from "./sorting-queries.ts";
import { TagChip } from "./tag-chip.tsx";

/** Keeps the lists to one tag; away while the workspace has none. */
export function TagFilter() {
  const tags = useTags().data ?? [];
  const chosen = useSignal(shownTag);
  const tag = tags.find((each) => each.id === chosen);
  if (tags.length === 0) {
    return null;
  }
  return (
    <div className="tag-filter">
      <Menu
        label={i18n._("Only with this tag")}
        trigger={
          <Button look="quiet" icon="down">
            {tag ? i18n._("Tag: {name}", { name: tag.name }) : i18n._("All tags")}
          </Button>
        }
      >
        <MenuHeading>{i18n._("Only with this tag")}</MenuHeading>
        <MenuItem checked={tag === undefined} onSelect={() => shownTag.set(null)}>
          {i18n._("All tags")}
        </MenuItem>
        {tags.map((each) => (
          <MenuItem
            key={each.id}
            checked={each.id === chosen}
            onSelect={() => shownTag.set(each.id)}
          >
            <TagChip tag={each} />
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
