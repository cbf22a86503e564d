import { useViewer } from "../api/viewer.tsx";
import { i18n } from "../lib/i18n.ts";
import { pageLocale, pageTheme, pageWorkspace } from "../lib/page.ts";
import { signingOut } from "../lib/page-health.ts";
import { AwayItem, useAway } from "../rooms/inbox/away-item.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, MenuHeading, MenuItem, MenuLine } from "../ui/menu.tsx";
import { postForm } from "./post-form.ts";

function here(): string {
  return location.pathname + location.search;
}

/** Public pages carry their language in the path: English bare, Urdu under /ur. */
function preferencesPage(): string {
  return `${pageLocale() === "ur" ? "/ur" : ""}/cookies/preferences`;
}

/** Public pages carry their language in the path. */
function policyAddress(): string {
  return pageLocale() === "ur" ? "/ur/cookies" : "/cookies";
}

function signOut(): void {
  signingOut.set(true);
  postForm("/logout", {});
}

/** Who is signed in, other workspaces, appearance, language and the way out. */
export function AccountMenu({ onShowKeys }: { onShowKeys(): void }) {
  const { person, workspace, workspaces } = useViewer();
  const away = useAway();
  const themes = {
    light: i18n._("Light"),
    dark: i18n._("Dark"),
    system: i18n._("As the device"),
  } as const;
  return (
    <Menu
      label={i18n._("Account")}
      trigger={
        <button
          type="button"
          className={away ? "sidebar-link is-away" : "sidebar-link"}
          aria-label={away ? i18n._("Account: Away") : undefined}
        >
          <Icon name="account" size={22} />
          {away ? i18n._("Away") : i18n._("Account")}
        </button>
      }
    >
      <MenuHeading>
        <bdi>{person.name}</bdi>
        {" · "}
        <bdi>{workspace.name}</bdi>
      </MenuHeading>
      {workspaces.length > 1
        ? workspaces.map((each) => (
            <MenuItem
              key={each.id}
              checked={each.id === pageWorkspace()}
              onSelect={() => location.assign(`/w/${each.id}/inbox`)}
            >
              <bdi>{each.name}</bdi>
            </MenuItem>
          ))
        : null}
      <MenuLine />
      <AwayItem />
      <MenuHeading>{i18n._("Appearance")}</MenuHeading>
      {(["light", "dark", "system"] as const).map((theme) => (
        <MenuItem
          key={theme}
          checked={pageTheme() === theme}
          onSelect={() => postForm("/preferences/theme", { theme, next: here() })}
        >
          {themes[theme]}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuHeading>{i18n._("Language")}</MenuHeading>
      {/* Each language is named in itself, so that whoever needs it can read it. */}
      {(["en", "ur"] as const).map((language) => (
        <MenuItem
          key={language}
          checked={pageLocale() === language}
          onSelect={() => postForm("/preferences/language", { language, next: here() })}
        >
          <span lang={language}>{language === "en" ? "English" : "اردو"}</span>
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem onSelect={() => location.assign("/account")}>{i18n._("Your account")}</MenuItem>
      <MenuItem onSelect={() => location.assign(preferencesPage())}>
        {i18n._("Cookie preferences")}
      </MenuItem>
      <MenuItem onSelect={() => location.assign(policyAddress())}>
        {i18n._("Cookies and privacy")}
      </MenuItem>
      <MenuItem onSelect={onShowKeys}>{i18n._("Keyboard shortcuts")}</MenuItem>
      <MenuItem onSelect={signOut}>{i18n._("Sign out")}</MenuItem>
    </Menu>
  );
}
