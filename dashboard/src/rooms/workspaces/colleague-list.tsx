import { i18n } from "../../lib/i18n.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { roleName } from "./roles.ts";
import { useColleagues } from "./team-queries.ts";

/** Names and roles, for those who do not manage the team. */
export function ColleagueList() {
  const colleagues = useColleagues();
  if (colleagues.data === undefined) {
    return <Waiting query={colleagues} failure={i18n._("The team could not be loaded")} />;
  }
  return (
    <div className="table-frame">
      <table className="table">
        <tbody>
          {colleagues.data.map((each) => (
            <tr key={each.id}>
              <td>
                <bdi className="seat-name own-direction">{each.name}</bdi>
              </td>
              <td>{roleName(each.role)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
