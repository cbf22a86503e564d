import { Icon } from "../../ui/icon.tsx";
import { useCompany } from "./company.ts";
import { companyWords } from "./company-words.ts";
import "./company.css";

/** In the head of a thread, in the place of the number: who is here too, who types. */
export function CompanyLine({ conversationId }: { conversationId: string }) {
  const there = useCompany(conversationId);
  const typing = there.some((each) => each.typing);
  return there.length === 0 ? null : (
    <span className={typing ? "company company-typing" : "company"} title={companyWords(there)}>
      <Icon name={typing ? "pencil" : "eye"} size={14} />
      <span className="truncate">{companyWords(there)}</span>
    </span>
  );
}

/** On a row of the list: a small sign at the customer's initials, which moves nothing. */
export function CompanyMark({ conversationId }: { conversationId: string }) {
  const there = useCompany(conversationId);
  const typing = there.some((each) => each.typing);
  return there.length === 0 ? null : (
    <span
      className={typing ? "company-mark company-typing" : "company-mark"}
      role="img"
      title={companyWords(there)}
      aria-label={companyWords(there)}
    >
      <Icon name={typing ? "pencil" : "eye"} size={12} />
    </span>
  );
}
