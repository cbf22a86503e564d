import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { loadCatalogue } from "../lib/i18n.ts";
import { outdated } from "../lib/page-health.ts";
import "../ui/base.css";
import "../ui/opening.css";
import { App } from "./app.tsx";

// A part that cannot be fetched belongs to a build that is gone: the shell says so once.
addEventListener("vite:preloadError", () => outdated.set(true));

async function start(): Promise<void> {
  await loadCatalogue();
  const root = document.getElementById("root");
  if (root === null) {
    throw new Error("The page has no #root");
  }
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();
