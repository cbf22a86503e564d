import { useState } from "react";
import type { Contact, Template } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Late } from "../../ui/late.tsx";
import { Bone, EmptyState, ErrorState } from "../../ui/states.tsx";
import type { Outgoing } from "./outgoing.ts";
import { useTemplates } from "./queries.ts";
import { TemplateForm } from "./template-form.tsx";
import "./template-dialog.css";

interface TemplateDialogProps {
  numberId: string;
  contact: Contact;
  onClose(): void;
  onSend(content: Outgoing["content"]): void;
}

export function TemplateDialog({ numberId, contact, onClose, onSend }: TemplateDialogProps) {
  return (
    <Dialog title={i18n._("Send a template")} onClose={onClose} wide>
      <Chooser numberId={numberId} contact={contact} onSend={onSend} />
    </Dialog>
  );
}

function Chooser({ numberId, contact, onSend }: Omit<TemplateDialogProps, "onClose">) {
  const templates = useTemplates(numberId);
  const [search, setSearch] = useState("");
  const [chosenId, setChosenId] = useState<string | null>(null);
  if (templates.isPending) {
    return (
      <Late>
        <Bone />
        <Bone size="short" />
      </Late>
    );
  }
  if (templates.isError) {
    return (
      <ErrorState
        title={i18n._("The templates could not be loaded")}
        error={templates.error}
        onRetry={() => void templates.refetch()}
      />
    );
  }
  const sendable = templates.data.filter((each) => each.status.toLowerCase() === "approved");
  if (sendable.length === 0) {
    return (
      <EmptyState icon="template" title={i18n._("No approved templates")}>
        {i18n._(
          "Templates are written and approved in WhatsApp Manager. They appear here once Meta approves them.",
        )}
      </EmptyState>
    );
  }
  const found = sendable.filter((each) => matches(each, search));
  const chosen = sendable.find((each) => each.id === chosenId) ?? null;
  return (
    <div className="templates">
      <div className="templates-list">
        <input
          className="input"
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          aria-label={i18n._("Search templates")}
          placeholder={i18n._("Search by name or text")}
        />
        <ul>
          {found.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                className="template-choice"
                aria-pressed={each.id === chosenId}
                onClick={() => setChosenId(each.id)}
              >
                <bdi className="template-name own-direction">{each.name}</bdi>
                <span className="template-facts">
                  {`${each.language} · ${each.category.toLowerCase()}`}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {found.length === 0 ? <p>{i18n._("No template matches.")}</p> : null}
      </div>
      {chosen ? (
        <TemplateForm key={chosen.id} template={chosen} contact={contact} onSend={onSend} />
      ) : (
        <p className="templates-hint">{i18n._("Choose a template to see it here.")}</p>
      )}
    </div>
  );
}

function matches(template: Template, search: string): boolean {
  const text = `${template.name} ${template.body}`.toLocaleLowerCase();
  return text.includes(search.trim().toLocaleLowerCase());
}
