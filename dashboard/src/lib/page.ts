/** What the server wrote into the page that carries the dashboard. */

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

/** The token every unsafe call and every form of ours must carry. */
export function csrfToken(): string {
  return meta("csrf-token");
}

/** The workspace this page was served for: `org_…`. */
export function pageWorkspace(): string {
  return meta("workspace");
}

/** Who looks at the page, as the API says it; undefined where the page does not say. */
export function pageMe(): unknown {
  const said = meta("me");
  return said === "" ? undefined : JSON.parse(said);
}

/** Tells the script that measures speed, where there is one, that another page is shown.
 *
 * `name` has no ids: `/w/:org/inbox/:queue`. */
export function sayPage(name: string): void {
  document.documentElement.dataset.page = name;
  dispatchEvent(new Event("cs:page"));
}

/** The build this page was served from. */
export function pageBuild(): string {
  return meta("build");
}

export function pageLocale(): "en" | "ur" {
  return document.documentElement.lang.startsWith("ur") ? "ur" : "en";
}

export function pageDirection(): "ltr" | "rtl" {
  return document.documentElement.dir === "rtl" ? "rtl" : "ltr";
}

/** The theme that was chosen, or the system's. */
export function pageTheme(): "light" | "dark" | "system" {
  const theme = document.documentElement.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : "system";
}
