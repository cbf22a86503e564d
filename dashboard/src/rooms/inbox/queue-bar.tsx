import { Link } from "@tanstack/react-router";
import type { Counts } from "../../api/types.ts";
import { useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { type Filter, filters, type Queue } from "./keys.ts";
import { ListFilters } from "./list-filters.tsx";
import { MentionsMenu } from "./mentions-menu.tsx";
import { useCounts } from "./queries.ts";
import { visibleQueues } from "./queues.ts";
import { openSearch } from "./search-open.ts";
import "./queue-bar.css";

function queueName(queue: Queue): string {
  const names: Record<Queue, string> = {
    mine: i18n._("My chats"),
    unassigned: i18n._("Unassigned"),
    all: i18n._("All chats"),
  };
  return names[queue];
}

export function QueueBar({ queue, filter }: { queue: Queue; filter: Filter }) {
  const counts = useCounts().data;
  return (
    <nav className="queue-bar" aria-label={i18n._("Queues")}>
      <ul className="queue-tabs">
        {visibleQueues(useViewer()).map((name) => (
          <li key={name}>
            <Link
              to="/inbox/$queue"
              params={{ queue: name }}
              search={{ filter }}
              className="queue-tab"
              aria-current={name === queue ? "page" : undefined}
            >
              {queueName(name)}
              <QueueCount counts={counts} queue={name} />
            </Link>
          </li>
        ))}
      </ul>
      <div className="queue-foot">
        <ul className="filter-tabs" aria-label={i18n._("Show")}>
          {filters.map((name) => (
            <li key={name}>
              <Link
                to="/inbox/$queue"
                params={{ queue }}
                search={{ filter: name }}
                className="filter-tab"
                aria-current={name === filter ? "true" : undefined}
              >
                {filterName(name)}
              </Link>
            </li>
          ))}
        </ul>
        <MentionsMenu />
        <Button look="quiet" icon="search" title={i18n._("Key: /")} onClick={openSearch}>
          {i18n._("Search")}
        </Button>
      </div>
      <ListFilters queue={queue} filter={filter} />
    </nav>
  );
}

function filterName(filter: Filter): string {
  const names: Record<Filter, string> = {
    open: i18n._("Open"),
    snoozed: i18n._("Snoozed"),
    resolved: i18n._("Resolved"),
  };
  return names[filter];
}

/** Open conversations of a queue; the server counts to a thousand and no further. */
function QueueCount({ counts, queue }: { counts: Counts | undefined; queue: Queue }) {
  const open = counts?.[queue].open ?? 0;
  return (
    <span className="queue-count digits">
      <span aria-hidden="true">{open >= 1000 ? "999+" : open || ""}</span>
      <span className="visually-hidden">{i18n._("{open} open", { open })}</span>
    </span>
  );
}
