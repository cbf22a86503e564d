import { useState } from "react";
import type { Template } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";

interface TemplateListProps {
  templates: Template[];
  chosenId: string | null;
  refreshing: boolean;
  onChoose(id: string): void;
  onRefresh(): void;
}

/** Templates to choose from: those that can be sent first, the others with their state. */
export function TemplateList({
  templates,
  chosenId,
  refreshing,
  onChoose,
  onRefresh,
}: TemplateListProps) {
  const [search, setSearch] = useState("");
  const found = templates
    .filter((each) => matches(each, search))
    .sort((a, b) => Number(a.reason !== null) - Number(b.reason !== null));
  return (
    <div className="templates-list">
      <div className="templates-search">
        <input
          className="input"
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          aria-label={i18n._("Search templates")}
          placeholder={i18n._("Search by name or text")}
        />
        <Button icon="refresh" busy={refreshing} onClick={onRefresh} title={i18n._("Ask Meta now")}>
          {i18n._("Refresh")}
        </Button>
      </div>
      <ul>
        {found.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className="template-choice"
              aria-pressed={each.id === chosenId}
              onClick={() => onChoose(each.id)}
            >
              <bdi className="template-name own-direction">{each.name}</bdi>
              <span className="template-facts">
                {`${each.language} · ${each.category.toLowerCase()}`}
                {each.reason === null ? null : (
                  <span className="template-state">{stateWords(each.status)}</span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p>{i18n._("No template matches.")}</p> : null}
    </div>
  );
}

function matches(template: Template, search: string): boolean {
  const text = `${template.name} ${template.body}`.toLocaleLowerCase();
  return text.includes(search.trim().toLocaleLowerCase());
}

function stateWords(status: string): string {
  const words: Record<string, string> = {
    PENDING: i18n._("in review"),
    IN_APPEAL: i18n._("in review"),
    REJECTED: i18n._("rejected"),
    PAUSED: i18n._("paused"),
    DISABLED: i18n._("disabled"),
  };
  return words[status.toUpperCase()] ?? i18n._("not approved");
}
