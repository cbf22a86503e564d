import { i18n } from "../../lib/i18n.ts";
import { Field } from "../../ui/field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import type { AuditFilter } from "./audit-queries.ts";
import { actChoices } from "./audit-words.ts";
import { useColleagues } from "./team-queries.ts";

interface AuditFiltersProps {
  filter: AuditFilter;
  onChange(filter: AuditFilter): void;
}

/** Narrows the log by act, person and day. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const colleagues = useColleagues();
  const people = (colleagues.data ?? []).map((each) => [each.id, each.name] as const);
  return (
    <search className="filter-row">
      <SelectField
        label={i18n._("What")}
        choices={[["", i18n._("Everything")], ...actChoices()]}
        value={filter.action}
        onChange={(event) => onChange({ ...filter, action: event.target.value })}
      />
      <SelectField
        label={i18n._("Who")}
        choices={[["", i18n._("Everybody")], ...people]}
        value={filter.member_id}
        onChange={(event) => onChange({ ...filter, member_id: event.target.value })}
      />
      <Field
        type="date"
        label={i18n._("From")}
        value={filter.since}
        onChange={(event) => onChange({ ...filter, since: event.target.value })}
      />
      <Field
        type="date"
        label={i18n._("To")}
        value={filter.until}
        onChange={(event) => onChange({ ...filter, until: event.target.value })}
      />
    </search>
  );
}
