import { useState } from "react";
import type { Tag } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useDeleteTag, useMakeTag, useTags } from "./sorting-queries.ts";
import { TagChip } from "./tag-chip.tsx";

const colours: Tag["colour"][] = ["grey", "red", "amber", "green", "blue", "violet"];

function colourName(colour: Tag["colour"]): string {
  const names: Record<Tag["colour"], string> = {
    grey: i18n._("Grey"),
    red: i18n._("Red"),
    amber: i18n._("Amber"),
    green: i18n._("Green"),
    blue: i18n._("Blue"),
    violet: i18n._("Violet"),
  };
  return names[colour];
}

/** The tags of the workspace: making and deleting them. */
export function TagsDialog({ onClose }: { onClose(): void }) {
  const [name, setName] = useState("");
  const [colour, setColour] = useState<Tag["colour"]>("grey");
  const tags = useTags().data ?? [];
  const make = useMakeTag();
  return (
    <Dialog title={i18n._("Tags")} onClose={onClose}>
      <Changes>
        <form
          className="tag-list"
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate({ name: name.trim(), colour }, { onSuccess: () => setName("") });
          }}
        >
          <Field
            label={i18n._("New tag")}
            dir="auto"
            value={name}
            maxLength={40}
            error={make.error?.message}
            onChange={(event) => setName(event.target.value)}
          />
          <div className="tag-colours" role="radiogroup" aria-label={i18n._("Colour")}>
            {colours.map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  name="colour"
                  checked={each === colour}
                  onChange={() => setColour(each)}
                />{" "}
                <TagChip tag={{ id: each, name: colourName(each), colour: each }} />
              </label>
            ))}
          </div>
          <div className="dialog-foot">
            <Button
              type="submit"
              look="primary"
              busy={make.isPending}
              disabled={name.trim() === ""}
            >
              {i18n._("Add tag")}
            </Button>
          </div>
        </form>
        <ul className="tag-list" aria-label={i18n._("Tags")}>
          {tags.map((tag) => (
            <TagItem key={tag.id} tag={tag} />
          ))}
        </ul>
      </Changes>
    </Dialog>
  );
}

/** Deleting asks once more, by its name: the tag goes from every conversation. */
function TagItem({ tag }: { tag: Tag }) {
  const [asking, setAsking] = useState(false);
  const remove = useDeleteTag();
  return (
    <li>
      <TagChip tag={tag} />
      {asking ? (
        <Button
          look="danger"
          busy={remove.isPending}
          onClick={() => remove.mutate(tag.id, { onError: (error) => showToast(error.message) })}
        >
          {i18n._("Delete {name} everywhere", { name: tag.name })}
        </Button>
      ) : (
        <Button look="quiet" onClick={() => setAsking(true)}>
          {i18n._("Delete")}
        </Button>
      )}
    </li>
  );
}
