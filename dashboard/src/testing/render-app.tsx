import { type RenderResult, render } from "@testing-library/react";
import { App } from "../app/app.tsx";
import { loadCatalogue } from "../lib/i18n.ts";
import { connectTo, type FakeNetwork } from "./fake-network.ts";
import type { FakeServer } from "./fake-server.ts";

interface Page extends RenderResult {
  network: FakeNetwork;
}

/** Opens the whole dashboard at an address below the workspace, as the server's page would. */
export async function renderApp(
  server: FakeServer,
  path: string,
  language: "en" | "ur" = "en",
): Promise<Page> {
  preparePage(server, language);
  history.pushState(null, "", `/w/${server.me.workspace.id}${path}`);
  await loadCatalogue();
  const network = connectTo(server);
  return { ...render(<App />), network };
}

function preparePage(server: FakeServer, language: "en" | "ur"): void {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ur" ? "rtl" : "ltr";
  const metas = {
    "csrf-token": "token",
    workspace: server.me.workspace.id,
    build: server.build,
  };
  document.head.replaceChildren(
    ...Object.entries(metas).map(([name, content]) => {
      const meta = document.createElement("meta");
      meta.name = name;
      meta.content = content;
      return meta;
    }),
  );
}
