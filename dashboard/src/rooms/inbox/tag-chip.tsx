import type { Tag } from "../../api/types.ts";
import { formatLocale } from "../../lib/i18n.ts";
import { useTags } from "./sorting-queries.ts";
import "./tags.css";

export function TagChip({ tag }: { tag: Tag }) {
  return (
    <span className={`tag tag-${tag.colour}`}>
      <bdi className="tag-name">{tag.name}</bdi>
    </span>
  );
}

function useWorn(ids: string[]): Tag[] {
  const tags = useTags().data ?? [];
  return ids.flatMap((id) => tags.filter((tag) => tag.id === id));
}

/** In a row of the list: the first tag, and how many more. */
export function RowTags({ ids }: { ids: string[] }) {
  const [first, ...others] = useWorn(ids);
  if (first === undefined) {
    return null;
  }
  const names = [first, ...others].map((tag) => tag.name);
  return (
    <span className="row-tags" title={new Intl.ListFormat(formatLocale()).format(names)}>
      <TagChip tag={first} />
      {others.length > 0 ? (
        <bdi dir="ltr" className="digits">
          {`+${others.length}`}
        </bdi>
      ) : null}
    </span>
  );
}

/** The tags of a conversation by name. */
export function TagChips({ ids }: { ids: string[] }) {
  const worn = useWorn(ids);
  return worn.length === 0 ? null : (
    <span className="tag-chips">
      {worn.map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
    </span>
  );
}
