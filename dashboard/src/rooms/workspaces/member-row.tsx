import { FaultLine } from "../../api/fault-line.tsx";
import type { Role, Seat } from "../../api/types.ts";
import { useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { roleChoices } from "./roles.ts";
import { useChangeRole } from "./team-queries.ts";

interface MemberRowProps {
  seat: Seat;
  onRemove(): void;
  onReset(): void;
}

export function MemberRow({ seat, onRemove, onReset }: MemberRowProps) {
  const isMe = useViewer().member.id === seat.id;
  const change = useChangeRole();
  return (
    <tr>
      <td>
        <bdi className="seat-name own-direction">{seat.name}</bdi>
        <bdi className="seat-login own-direction">{seat.email ?? seat.login}</bdi>
        <span className="seat-factor">
          {seat.has_factor ? i18n._("With a second factor") : i18n._("No second factor")}
        </span>
        <FaultLine error={change.error} />
      </td>
      <td>
        <Changes>
          <select
            className="input seat-role"
            aria-label={i18n._("Role of {name}", { name: seat.name })}
            value={change.isPending ? change.variables.role : seat.role}
            disabled={isMe || change.isPending}
            onChange={(event) => change.mutate({ id: seat.id, role: event.target.value as Role })}
          >
            {roleChoices().map(([role, words]) => (
              <option key={role} value={role}>
                {words}
              </option>
            ))}
          </select>
        </Changes>
      </td>
      <td className="table-deeds">
        {isMe ? (
          i18n._("You")
        ) : (
          <div className="seat-deeds">
            {seat.password_resettable ? (
              <Changes>
                <Button onClick={onReset}>{i18n._("New password")}</Button>
              </Changes>
            ) : null}
            <Button look="danger" onClick={onRemove}>
              {i18n._("Remove")}
            </Button>
          </div>
        )}
      </td>
    </tr>
  );
}
