// Leaves PostHog's script, before it runs, its settings: no cookies, no storage, no recording, and
// nothing loaded later. It finds them where PostHog's own snippet would have put them.

const { host, key } = document.currentScript.dataset;

const settings = {
  api_host: host,
  cookieless_mode: "always",
  persistence: "memory",
  person_profiles: "never",
  respect_dnt: true,
  autocapture: false,
  capture_pageview: true,
  capture_pageleave: true,
  capture_heatmaps: false,
  capture_exceptions: false,
  disable_session_recording: true,
  disable_surveys: true,
  disable_external_dependency_loading: true,
  advanced_disable_flags: true,
};

window.posthog = Object.assign([], { _i: [[key, settings, "posthog"]], people: [], __SV: 1 });
