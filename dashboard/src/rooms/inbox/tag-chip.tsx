import type { Tag } from "../../api/types.ts";
import { useTags } from "./sorting-queries.ts";
import "./tags.css";

export function TagChip({ tag }: { tag: Tag }) {
  return (
    <span className={`tag tag-${tag.colour}`}>
      <bdi>{tag.name}</bdi>
    </span>
  );
}

/** The tags of a conversation by name. */
export function TagChips({ ids }: { ids: string[] }) {
  const tags = useTags().data ?? [];
  const worn = ids.flatMap((id) => tags.filter((tag) => tag.id === id));
  return worn.length === 0 ? null : (
    <span className="tag-chips">
      {worn.map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
    </span>
  );
}
